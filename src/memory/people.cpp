// Relatives, friends and animals by their names in both languages.
#include <span>
#include <string>

#include "memory/lexicon.h"

namespace tinybrain::memory {
namespace {

constexpr Named kRelatives[] = {
    {"wife", "wife", "아내"},
    {"wife", "", "와이프"},
    {"wife", "", "집사람"},
    {"husband", "husband", "남편"},
    {"husband", "", "신랑"},
    {"partner", "partner", "배우자"},
    {"girlfriend", "girlfriend", "여자친구"},
    {"girlfriend", "", "여자 친구"},
    {"girlfriend", "", "여친"},
    {"boyfriend", "boyfriend", "남자친구"},
    {"boyfriend", "", "남자 친구"},
    {"boyfriend", "", "남친"},
    {"fiance", "fiance", "약혼자"},
    {"fiancee", "fiancee", "약혼녀"},
    {"mother", "mother", "어머니"},
    {"mother", "mom", "엄마"},
    {"mother", "mum", ""},
    {"father", "father", "아버지"},
    {"father", "dad", "아빠"},
    {"son", "son", "아들"},
    {"eldest_son", "eldest son", "큰아들"},
    {"youngest_son", "youngest son", "작은아들"},
    {"daughter", "daughter", "딸"},
    {"eldest_daughter", "eldest daughter", "큰딸"},
    {"youngest_daughter", "youngest daughter", "작은딸"},
    {"first_child", "first child", "첫째"},
    {"second_child", "second child", "둘째"},
    {"youngest_child", "youngest child", "막내"},
    {"baby", "baby", "아기"},
    {"brother", "brother", ""},
    {"sister", "sister", ""},
    {"older_brother", "older brother", "형"},
    {"older_brother", "big brother", "오빠"},
    {"younger_brother", "younger brother", "남동생"},
    {"younger_brother", "little brother", ""},
    {"older_sister", "older sister", "누나"},
    {"older_sister", "big sister", "언니"},
    {"younger_sister", "younger sister", "여동생"},
    {"younger_sister", "little sister", ""},
    {"younger_sibling", "", "동생"},
    {"grandmother", "grandmother", "할머니"},
    {"grandmother", "grandma", "외할머니"},
    {"grandfather", "grandfather", "할아버지"},
    {"grandfather", "grandpa", "외할아버지"},
    {"grandson", "grandson", "손자"},
    {"granddaughter", "granddaughter", "손녀"},
    {"niece", "niece", ""},
    {"nephew", "nephew", "조카"},
    {"cousin", "cousin", "사촌"},
    {"uncle", "uncle", "삼촌"},
    {"aunt", "aunt", "이모"},
    {"paternal_aunt", "", "고모"},
    {"best_friend", "best friend", "제일 친한 친구"},
    {"best_friend", "", "가장 친한 친구"},
    {"best_friend", "", "절친"},
    {"boss", "boss", "상사"},
    {"doctor", "doctor", "주치의"},
    {"dentist", "dentist", ""},
    {"roommate", "roommate", "룸메이트"},
    {"teacher", "teacher", "선생님"},
    {"father_in_law", "father-in-law", "장인어른"},
    {"mother_in_law", "mother-in-law", "시어머니"},
};

constexpr Named kAnimals[] = {
    {"dog", "dog", "강아지"},
    {"dog", "puppy", "개"},
    {"dog", "", "반려견"},
    {"dog", "", "멍멍이"},
    {"cat", "cat", "고양이"},
    {"cat", "kitten", "반려묘"},
    {"cat", "", "냥이"},
    {"rabbit", "rabbit", "토끼"},
    {"rabbit", "bunny", ""},
    {"hamster", "hamster", "햄스터"},
    {"parrot", "parrot", "앵무새"},
    {"turtle", "turtle", "거북이"},
    {"tortoise", "tortoise", ""},
    {"fish", "fish", "물고기"},
    {"fish", "goldfish", "금붕어"},
    {"bird", "bird", "새"},
    {"horse", "horse", "말"},
    {"guinea_pig", "guinea pig", "기니피그"},
    {"hedgehog", "hedgehog", "고슴도치"},
    {"lizard", "lizard", "도마뱀"},
    {"snake", "snake", "뱀"},
    {"ferret", "ferret", "페럿"},
    {"pet", "pet", "반려동물"},
};

const Named* find(std::span<const Named> list, std::string_view word) {
  for (const Named& n : list)
    if (!word.empty() && (word == n.en || word == n.ko)) return &n;
  return nullptr;
}
}  // namespace

const Named* relative_of(std::string_view word) { return find(kRelatives, word); }

const Named* animal_of(std::string_view word) {
  if (const Named* found = find(kAnimals, word)) return found;
  if (word.ends_with("ies"))
    return find(kAnimals, std::string(word.substr(0, word.size() - 3)) + "y");
  return word.ends_with('s') ? find(kAnimals, word.substr(0, word.size() - 1)) : nullptr;
}

const Named* relative_in(std::string_view slot) {
  for (const Named& n : kRelatives)
    if (n.slot == slot) return &n;
  return nullptr;
}

const Named* animal_in(std::string_view slot) {
  for (const Named& n : kAnimals)
    if (n.slot == slot) return &n;
  return nullptr;
}
}  // namespace tinybrain::memory
