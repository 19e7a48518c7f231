// Catalogue of texts: the skill of the working day, which sorts, finds, translates and drafts.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kOfficeNoTexts{"give text, texts or table",
                                        "text, texts, table 중 하나를 주세요"};
inline constexpr Message kOfficeTextBytes{"a text must hold 1 to {} bytes",
                                          "글은 1~{}바이트여야 합니다"};
inline constexpr Message kOfficeManyTexts{"{} texts; at most {} at a time",
                                          "글이 {}개입니다. 한 번에 {}개까지 됩니다"};
inline constexpr Message kOfficeNotLearnt{
    "{} is not there; learn it first, with the tool 'learn', or give examples",
    "{} 파일이 없습니다. 먼저 'learn' 도구로 학습시키거나 examples를 주세요"};
inline constexpr Message kOfficeUnsure{
    "Not sure: the likeliest, '{}', has {:.0f} %, under the line of {:.0f} %.",
    "확실하지 않습니다. 가장 가까운 '{}'이(가) {:.0f}%로 기준인 {:.0f}%에 미치지 못합니다."};
inline constexpr Message kOfficeUnknown{"Nothing in this text was seen in the examples.",
                                        "예문에서 본 내용이 이 글에 없습니다."};
inline constexpr Message kOfficeNoHead{"{} tells no labels of texts; build one with --for classify",
                                       "{}은(는) 글을 분류하는 모델이 아닙니다. --for classify로 "
                                       "만든 모델이 필요합니다"};
inline constexpr Message kOfficeEntityRow{
    "{}, line {}: a row has text and entities, a list of {{start, end, type}} in characters",
    "{} {}번째 줄: text와 entities(글자 위치로 된 {{start, end, type}} 목록)가 있어야 합니다"};
inline constexpr Message kOfficeNoEntities{"{} holds no marked names",
                                           "{}에 표시된 이름이 없습니다"};
inline constexpr Message kTaggerDamaged{"damaged at '{}'", "'{}' 부분이 손상되었습니다"};
inline constexpr Message kTaggerNewer{"made by a newer program",
                                      "더 새로운 프로그램에서 만든 파일입니다"};

inline constexpr Message kOfficeNoModel{
    "this needs a language model: with the program -m MODEL, in an app tb_skill_use_model",
    "언어 모델이 필요합니다. 프로그램에서는 -m MODEL, 앱에서는 tb_skill_use_model을 쓰세요"};
inline constexpr Message kOfficeLanguages{"from and to must be two of en and ko",
                                          "from과 to는 en과 ko로 서로 달라야 합니다"};
inline constexpr Message kOfficePairs{"{}, line {}: en and ko must both hold a text",
                                      "{} {}번째 줄: en과 ko 칸이 모두 채워져 있어야 합니다"};
inline constexpr Message kOfficeNoSamples{"samples must hold at least one sentence of yours",
                                          "samples에 직접 쓴 문장이 하나 이상 있어야 합니다"};

inline constexpr Message kOfficeSample{
    "This works on the sample that came along, not on your data.",
    "직접 가진 자료가 아니라 함께 온 예시 자료로 한 결과입니다."};

}  // namespace tinybrain::msg
