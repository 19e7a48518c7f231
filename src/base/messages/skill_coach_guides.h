// Catalogue of texts: the coach's guides for breathing and meditation, and what it says of strain.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kBreatheIn{"Breathe in through the nose, slowly.",
                                    "코로 천천히 들이마십니다."};
inline constexpr Message kBreatheHold{"Hold, without effort.", "힘주지 말고 잠시 멈춥니다."};
inline constexpr Message kBreatheOut{"Breathe out through the mouth, softly.",
                                     "입으로 부드럽게 내쉽니다."};
inline constexpr Message kBreatheRest{"Rest before the next breath.",
                                      "다음 숨을 쉬기 전에 잠시 쉽니다."};
inline constexpr Message kBodyStart{"Sit or lie down comfortably. Let your eyes close if you like.",
                                    "편하게 앉거나 눕습니다. 원하시면 눈을 감으세요."};
inline constexpr Message kBodyFeet{
    "Notice your feet: warmth, weight, touch. Let them be heavy.",
    "발을 느껴 봅니다. 온기, 무게, 닿는 느낌. 그대로 묵직하게 둡니다."};
inline constexpr Message kBodyLegs{"Move up to your calves and thighs. Let go of what is tight.",
                                   "종아리와 허벅지로 올라갑니다. 힘이 들어간 곳을 풀어 줍니다."};
inline constexpr Message kBodyBelly{"Feel your belly rise and fall with the breath.",
                                    "숨과 함께 배가 오르내리는 것을 느낍니다."};
inline constexpr Message kBodyShoulders{"Let your shoulders, arms and hands sink.",
                                        "어깨와 팔, 손을 아래로 내려놓습니다."};
inline constexpr Message kBodyFace{"Soften your jaw, your eyes, your forehead.",
                                   "턱과 눈, 이마의 힘을 뺍니다."};
inline constexpr Message kBodyEnd{"Take one deeper breath, and open your eyes when you are ready.",
                                  "조금 깊게 숨을 쉬고, 준비가 되면 눈을 뜹니다."};
inline constexpr Message kGroundSee{"Name five things that you can see.",
                                    "보이는 것 다섯 가지를 말해 봅니다."};
inline constexpr Message kGroundTouch{"Name four things that you can feel.",
                                      "느껴지는 것 네 가지를 말해 봅니다."};
inline constexpr Message kGroundHear{"Name three things that you can hear.",
                                     "들리는 것 세 가지를 말해 봅니다."};
inline constexpr Message kGroundSmell{"Name two things that you can smell.",
                                      "맡을 수 있는 냄새 두 가지를 말해 봅니다."};
inline constexpr Message kGroundTaste{"Name one thing that you can taste.",
                                      "느껴지는 맛 한 가지를 말해 봅니다."};
inline constexpr Message kKindStart{"Sit comfortably and breathe as you do.",
                                    "편하게 앉아 평소처럼 숨을 쉽니다."};
inline constexpr Message kKindSelf{
    "Say to yourself: may I be safe, may I be well, may I be at ease.",
    "마음속으로 말합니다. 내가 안전하기를, 건강하기를, 편안하기를."};
inline constexpr Message kKindFriend{"Think of someone dear and wish them the same.",
                                     "소중한 사람을 떠올리고 같은 마음을 보냅니다."};
inline constexpr Message kKindAll{"Widen it to the people around you, as far as it goes.",
                                  "주변 사람들에게까지 그 마음을 넓혀 봅니다."};
inline constexpr Message kMindStart{"Sit upright and at ease.", "편안하고 곧게 앉습니다."};
inline constexpr Message kMindBreath{
    "Follow the breath where you feel it most: nose, chest or belly.",
    "숨이 가장 잘 느껴지는 곳을 따라갑니다. 코, 가슴, 배 어디든 좋습니다."};
inline constexpr Message kMindWander{
    "When thoughts come, notice them and return to the breath. That is the exercise.",
    "생각이 떠오르면 알아차리고 다시 숨으로 돌아옵니다. 그것이 연습입니다."};
inline constexpr Message kGuideBox{"Box breathing, 4-4-4-4", "상자 호흡, 4-4-4-4"};
inline constexpr Message kGuideLong{"Longer breaths out, 4-6", "길게 내쉬는 호흡, 4-6"};
inline constexpr Message kGuideCoherent{"Six breaths a minute", "1분에 여섯 번 호흡"};
inline constexpr Message kGuideBody{"Body scan", "바디 스캔"};
inline constexpr Message kGuideGround{"Grounding, 5-4-3-2-1", "그라운딩, 5-4-3-2-1"};
inline constexpr Message kGuideKind{"Kindness meditation", "자애 명상"};
inline constexpr Message kGuideMind{"Breath meditation", "호흡 명상"};
inline constexpr Message kGuideNote{
    "Breathe as usual if you get dizzy. With a lung or heart condition, or when pregnant, leave "
    "out the holds.",
    "어지러우면 평소처럼 숨을 쉬세요. 폐나 심장 질환이 있거나 임신 중이면 숨 멈추기는 빼 주세요."};

inline constexpr Message kStressNothing{
    "Nothing to go by: write how you feel, or give a resting heart rate with at least seven days "
    "of your own to compare with.",
    "짐작할 근거가 없습니다. 어떤 기분인지 적어 주시거나, 비교할 본인 기록이 7일 이상 있는 안정 시 "
    "심박수를 알려 주세요."};
inline constexpr Message kStressHigh{
    "This sounds strained. A pause may do you good.",
    "많이 긴장되거나 지치신 것으로 보입니다. 잠시 쉬어 가시면 좋겠습니다."};
inline constexpr Message kStressSome{"There may be some strain, but this is uncertain.",
                                     "다소 긴장되신 듯하지만 확실하지 않습니다."};
inline constexpr Message kStressUnclear{"It cannot be told from this.",
                                        "이것만으로는 알기 어렵습니다."};
inline constexpr Message kStressLow{"No sign of strain in this.", "긴장된 기색은 보이지 않습니다."};

}  // namespace tinybrain::msg
