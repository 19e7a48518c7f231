// Catalogue of texts: the coach's meals.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCoachUnknownAllergy{
    "'{}' is not a food that I know, so I cannot keep it out for certain; name it by another word "
    "or by its group (egg, milk, soy, "
    "wheat, fish, shellfish, nuts, ...)",
    "'{}'은(는) 제가 아는 식품이 아니어서 확실히 뺄 수 없습니다. 다른 이름이나 종류(달걀, 우유, "
    "대두, 밀, 생선, 갑각류, 견과류 등)로 "
    "적어 주세요"};
inline constexpr Message kCoachUnknownDiet{"'{}' is not a diet that I know; there are {}",
                                           "'{}'은(는) 제가 아는 식단이 아닙니다. 있는 식단: {}"};
inline constexpr Message kCoachNoMeal{
    "nothing is left for {} that is certain to keep to what you avoid; {} of {} recipes are out, "
    "mostly because of: {}",
    "{}에 드실 만한 것 가운데 피하시는 것이 확실히 없는 음식이 남지 않았습니다. 요리법 {}개 중 "
    "{}개가 빠졌고 주된 까닭은 {}입니다"};
inline constexpr Message kCoachCalories{
    "{} kcal a day is outside {} to {}; lower or higher belongs with a doctor or dietitian",
    "하루 {}kcal는 {}~{} 범위를 벗어납니다. 그보다 적거나 많은 식단은 의사나 영양사와 상의해 "
    "주세요"};
inline constexpr Message kCoachRecipe{"{}: line {} is not a recipe: {}",
                                      "{}: {}번째 줄은 요리법이 아닙니다: {}"};
inline constexpr Message kCoachMealNote{
    "Ingredients were checked by name only. Read the labels of what you buy: a factory may use "
    "others, and traces are not listed here. "
    "This is no medical advice.",
    "재료는 이름으로만 확인했습니다. 제조사마다 다를 수 있고 미량 혼입은 여기 나오지 않으니 "
    "구입하실 때 표시를 꼭 읽어 주세요. "
    "의학적 조언이 아닙니다."};
inline constexpr Message kCoachHalalNote{
    "Meat fits a halal diet only when it is certified; the plan cannot see that.",
    "고기는 인증받은 것이어야 할랄 식단에 맞으며, 식단만으로는 확인할 수 없습니다."};

}  // namespace tinybrain::msg
