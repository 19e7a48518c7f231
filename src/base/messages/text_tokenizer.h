// Catalogue of texts: tokenizers.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTokenizerEmpty{"the tokenizer has no tokens",
                                         "토크나이저에 토큰이 하나도 없습니다"};
inline constexpr Message kTokenizerTooMany{
    "the tokenizer has {} tokens; at most {} are accepted",
    "토크나이저의 토큰이 {}개입니다. 최대 {}개까지 받습니다"};
inline constexpr Message kTokenizerListSize{
    "the tokenizer's list of {} has {} entries, but there are {} tokens",
    "토크나이저의 {} 목록은 {}개인데 토큰은 {}개입니다"};
inline constexpr Message kTokenizerId{
    "the tokenizer says that its {} token is number {}, but there are {} tokens",
    "토크나이저의 {} 토큰 번호가 {}인데 토큰은 {}개뿐입니다"};
inline constexpr Message kTokenizerScore{"the score of token {} is not a number",
                                         "{}번 토큰의 점수가 숫자가 아닙니다"};
inline constexpr Message kTokenizerMerge{
    "merge {} ('{}') is not two tokens that make a third one of the vocabulary",
    "{}번 병합 규칙('{}')이 어휘에 있는 두 토큰을 합쳐 다른 토큰을 만드는 형태가 아닙니다"};
inline constexpr Message kTokenizerUnknownToken{
    "this tokenizer needs an unknown token ('{}') and has none",
    "이 토크나이저에는 미등록어 토큰('{}')이 필요한데 없습니다"};
inline constexpr Message kTokenizerSplitter{
    "splitting text the way of '{}' is not supported; supported: {}",
    "'{}' 방식의 텍스트 분할은 지원하지 않습니다. 지원하는 방식: {}"};
inline constexpr Message kTokenizerTextSize{
    "a text of {} bytes is too long to tokenize at once; the limit is {}",
    "{}바이트 텍스트는 한 번에 토큰으로 나누기에 너무 깁니다. 한도는 {}바이트입니다"};
inline constexpr Message kTokenizerNoSuchToken{
    "there is no token {}; the vocabulary has {} tokens",
    "{}번 토큰은 없습니다. 어휘에는 토큰이 {}개 있습니다"};
inline constexpr Message kTokenizerJsonPart{"tokenizer.json: {} '{}' is not supported",
                                            "tokenizer.json: {} '{}'은(는) 지원하지 않습니다"};
inline constexpr Message kTokenizerJsonBad{
    "tokenizer.json: {} is missing or not as it should be",
    "tokenizer.json: {} 항목이 없거나 형식이 잘못되었습니다"};
inline constexpr Message kTokenizerJsonId{
    "tokenizer.json: token '{}' has the impossible number {}",
    "tokenizer.json: '{}' 토큰의 번호 {}은(는) 있을 수 없는 값입니다"};
inline constexpr Message kVocabularyStopped{"stopped while the vocabulary was being learned",
                                            "어휘를 만드는 도중에 멈추었습니다"};

}  // namespace tinybrain::msg
