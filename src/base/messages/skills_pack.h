// Catalogue of texts: checking, packing and installing skills.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCheckNoTools{"it has no tools", "도구가 없습니다"};
inline constexpr Message kCheckSchemaObject{"tools.{}.arguments: its type is not \"object\"",
                                            "tools.{}.arguments: type이 \"object\"가 아닙니다"};
inline constexpr Message kCheckNoDescription{"tools.{}: '{}' has no description",
                                             "tools.{}: '{}'에 설명(description)이 없습니다"};
inline constexpr Message kCheckNoIntents{"it has no intents: the router sends nothing to it",
                                         "인텐트가 없어 라우터가 요청을 보내지 않습니다"};
inline constexpr Message kCheckNoSuchTool{"intents.{}: there is no tool '{}'",
                                          "intents.{}: '{}' 도구가 없습니다"};
inline constexpr Message kCheckNoExamples{"intents.{}: no examples in '{}'",
                                          "intents.{}: '{}' 예문이 없습니다"};
inline constexpr Message kCheckFewExamples{
    "intents.{}: {} has {} examples; {} or more are understood better",
    "intents.{}: {} 예문이 {}개입니다. {}개 이상이면 더 잘 알아듣습니다"};
inline constexpr Message kCheckTwice{"\"{}\" is an example of two intents, {} and {}",
                                     "\"{}\"이(가) 두 인텐트 {}와(과) {}의 예문에 모두 있습니다"};
inline constexpr Message kCheckCollides{
    "\"{}\" (intent {}) is an example of the skill {} too (intent {})",
    "\"{}\"(인텐트 {})이(가) {} 스킬(인텐트 {})의 예문에도 있습니다"};
inline constexpr Message kCheckOverLimit{
    "{} does not load: {} was measured at {:.4g}, and its limit is {:.4g}",
    "{} 스킬을 열지 않습니다. {} 측정값이 {:.4g}인데 한도는 {:.4g}입니다"};
inline constexpr Message kCheckNotMeasured{
    "limits.{} is not in eval/report.json: it was not measured",
    "limits.{}이(가) eval/report.json에 없습니다. 측정하지 않은 값입니다"};
inline constexpr Message kCheckNoLimits{"it declares no limits",
                                        "한도(limits)를 정하지 않았습니다"};

inline constexpr Message kPackNoFile{
    "{}: only files go into a pack, no links or devices",
    "{}: 팩에는 일반 파일만 담을 수 있습니다. 링크나 장치는 안 됩니다"};
inline constexpr Message kPackPath{"\"{}\": a path that a pack cannot have",
                                   "\"{}\": 팩에 담을 수 없는 경로입니다"};
inline constexpr Message kPackTooLarge{"a pack holds at most {} files and {} MiB",
                                       "팩에는 파일 {}개, {} MiB까지만 담을 수 있습니다"};
inline constexpr Message kPackNone{"{} is no skill pack", "{}은(는) 스킬 팩이 아닙니다"};
inline constexpr Message kPackBad{"{}: the pack is damaged ({})", "{}: 팩이 손상되었습니다({})"};
inline constexpr Message kPackSignature{"{}: the signature does not fit: the pack was changed",
                                        "{}: 서명이 맞지 않습니다. 팩이 바뀌었습니다"};
inline constexpr Message kPackHash{"{}: {} is not what was signed",
                                   "{}: {}이(가) 서명된 내용과 다릅니다"};
inline constexpr Message kPackSigner{
    "signed by {}, whom nobody here trusts; to install it all the same: --trust",
    "신뢰하지 않는 서명자입니다: {}. 그래도 설치하려면 --trust를 쓰세요"};
inline constexpr Message kPackThere{"{} is there already, and is no skill that a pack can replace",
                                    "{}이(가) 이미 있으며 팩으로 바꿀 수 있는 스킬이 아닙니다"};
inline constexpr Message kSkillThere{"{} is there already", "{}이(가) 이미 있습니다"};

}  // namespace tinybrain::msg
