// Catalogue of texts: characters of games.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kNpcField{"'{}' is missing, empty or of the wrong kind",
                                   "'{}' 항목이 없거나 비었거나 종류가 맞지 않습니다"};
inline constexpr Message kNpcTooLong{"'{}' is longer than {} bytes",
                                     "'{}' 항목이 {}바이트를 넘습니다"};
inline constexpr Message kNpcTooMany{"'{}' has more than {} entries",
                                     "'{}' 항목이 {}개를 넘습니다"};
inline constexpr Message kNpcTwice{"'{}' is there twice", "'{}' 항목이 두 번 있습니다"};
inline constexpr Message kNpcNothingSeen{
    "'{}' has seen nothing yet: say first what there is and what can be done",
    "'{}'이(가) 아직 본 것이 없습니다. 무엇이 있고 무엇을 할 수 있는지 먼저 알려 주십시오"};
inline constexpr Message kNpcPhrase{"'{}': unknown entry '{{{}}}'; there are {{0}} and {{1}}",
                                    "'{}': 알 수 없는 항목 '{{{}}}'. {{0}}과 {{1}}만 쓸 수 있습니다"};
inline constexpr Message kNpcRange{"'{}' must be a whole number from {} to {}",
                                   "'{}' 항목은 {}에서 {}까지의 정수여야 합니다"};
inline constexpr Message kNpcWorld{"{}: line {}: a symbol and ':' expected",
                                   "{}: {}번째 줄: 기호와 ':'이 있어야 합니다"};

// What the characters' prompts say.
inline constexpr Message kNpcRules{
    "You play a character in a game. Answer with your action in brackets, then one short sentence "
    "that you say aloud. If nothing is to be done, the brackets hold: talk.",
    "당신은 게임 속 인물을 연기합니다. 대괄호 안에 행동을 쓰고, 이어서 짧은 한 문장으로 말하십시오. "
    "할 행동이 없으면 대괄호 안에 talk를 씁니다."};
inline constexpr Message kNpcYouAre{"You are {}. {}", "당신의 이름은 {}입니다. {}"};
inline constexpr Message kNpcYouRemember{"You remember of the player: {}",
                                         "플레이어에 대해 기억하는 것: {}"};
inline constexpr Message kNpcPlayerSaid{"the player said \"{}\"", "플레이어가 \"{}\"라고 말했습니다"};
inline constexpr Message kNpcScene{"({}) ", "({}) "};
inline constexpr Message kNpcRefuse{"refuse to {}", "거절: {}"};

}  // namespace tinybrain::msg
