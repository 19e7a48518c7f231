#include "memory/topics.h"

#include <algorithm>

#include "base/messages/memory.h"
#include "memory/lexicon.h"
#include "memory/utterance.h"
#include "memory/values.h"
#include "text/josa.h"

namespace tinybrain::memory {
namespace {

struct Known {
  std::string_view kind, slot;
  const Message& label;
  const Message* sentence;  // nullptr = "Your LABEL is VALUE."
  std::string_view en, ko;  // phrases that name it, between bars
};

const Known kKnown[] = {
    {"name", "name", msg::kTopicName, nullptr, "|name|full name|", "|이름|성함|본명|"},
    {"name", "nickname", msg::kTopicNickname, nullptr, "|nickname|nick name|",
     "|별명|닉네임|애칭|"},
    {"profile", "age", msg::kTopicAge, nullptr, "|age|", "|나이|연세|"},
    {"profile", "birthday", msg::kTopicBirthday, nullptr,
     "|birthday|date of birth|birth date|birthdate|", "|생일|생년월일|생신|"},
    {"profile", "birth_year", msg::kTopicBirthYear, &msg::kSayBorn, "|birth year|year of birth|",
     "|태어난 해|출생 연도|태어난 연도|"},
    {"home", "home.city", msg::kTopicHome, &msg::kSayHome,
     "|address|home address|home|city|place|current city|where i live|",
     "|주소|집 주소|집주소|사는 곳|사는 동네|집|동네|거주지|사는 도시|"},
    {"home", "home.origin", msg::kTopicOrigin, &msg::kSayOrigin,
     "|hometown|home town|birthplace|where i'm from|where i am from|",
     "|고향|출신|출생지|태어난 곳|"},
    {"profile", "nationality", msg::kTopicNationality, nullptr, "|nationality|", "|국적|"},
    {"work", "work.job", msg::kTopicJob, &msg::kSayJob, "|job|occupation|profession|job title|",
     "|직업|하는 일|직책|"},
    {"work", "work.place", msg::kTopicWorkplace, &msg::kSayWorkplace,
     "|company|workplace|employer|work|office|where i work|",
     "|회사|직장|다니는 회사|일하는 곳|회사 이름|"},
    {"work", "school", msg::kTopicSchool, &msg::kSaySchool, "|school|university|college|",
     "|학교|대학교|대학|다니는 학교|"},
    {"work", "school.major", msg::kTopicMajor, nullptr, "|major|field of study|", "|전공|"},
    {"contact", "contact.mail", msg::kTopicMail, nullptr,
     "|email|e-mail|email address|e-mail address|mail address|",
     "|이메일|이메일 주소|메일 주소|메일|"},
    {"contact", "contact.phone", msg::kTopicPhone, nullptr,
     "|phone number|number|cell number|mobile number|telephone number|",
     "|전화번호|휴대폰 번호|핸드폰 번호|폰 번호|연락처|번호|"},
    {"family", "family.status", msg::kTopicStatus, &msg::kSayFamily,
     "|marital status|family status|", "|결혼 여부|"},
    {"family", "family.children", msg::kTopicChildren, &msg::kSayFamily, "|children|kids|",
     "|자녀|아이들|"},
    {"family", "", msg::kTopicSiblings, &msg::kSayFamily, "|siblings|family|brothers and sisters|",
     "|형제|형제자매|가족|"},
    {"profile", "family.anniversary", msg::kTopicAnniversary, nullptr,
     "|wedding anniversary|anniversary|", "|결혼기념일|결혼 기념일|기념일|"},
    {"body", "body.height", msg::kTopicHeight, nullptr, "|height|", "|키|신장|"},
    {"body", "body.weight", msg::kTopicWeight, nullptr, "|weight|", "|몸무게|체중|"},
    {"body", "body.blood_type", msg::kTopicBlood, nullptr, "|blood type|blood group|", "|혈액형|"},
    {"profile", "shoe_size", msg::kTopicShoe, nullptr, "|shoe size|",
     "|신발 사이즈|발 사이즈|신발 치수|"},
    {"profile", "mbti", msg::kTopicMbti, nullptr, "|mbti|mbti type|personality type|",
     "|mbti|엠비티아이|성격 유형|"},
    {"profile", "time_zone", msg::kTopicZone, nullptr, "|time zone|timezone|", "|시간대|"},
    {"language", "language.native", msg::kTopicNative, nullptr,
     "|native language|mother tongue|first language|", "|모국어|"},
    {"diet", "diet", msg::kTopicDiet, &msg::kSayDiet,
     "|diet|dietary restrictions|dietary preference|", "|식단|식습관|"},
    {"avoid", "", msg::kTopicAvoid, &msg::kSayAvoid, "|food i don't eat|",
     "|못 먹는 음식|안 먹는 음식|못 먹는 것|못 먹는 거|"},
    {"device", "device.phone", msg::kTopicHandset, nullptr,
     "|phone|cell phone|smartphone|mobile|mobile phone|", "|폰|휴대폰|핸드폰|스마트폰|전화기|"},
    {"device", "device.laptop", msg::kTopicLaptop, nullptr,
     "|laptop|computer|notebook|work laptop|", "|노트북|컴퓨터|"},
    {"device", "device.tablet", msg::kTopicTablet, nullptr, "|tablet|", "|태블릿|"},
    {"device", "device.watch", msg::kTopicWatch, nullptr, "|watch|smartwatch|",
     "|시계|스마트워치|"},
    {"device", "device.console", msg::kTopicConsole, nullptr, "|console|game console|", "|게임기|"},
    {"device", "device.car", msg::kTopicCar, nullptr, "|car|", "|차|자동차|자가용|"},
    {"allergy", "", msg::kTopicAllergy, &msg::kSayAllergy, "|allergy|allergies|food allergies|",
     "|알레르기|알러지|"},
    {"health", "", msg::kTopicHealth, &msg::kSayHealth,
     "|health|health conditions|medical conditions|illness|condition|",
     "|건강|지병|질환|병|건강 상태|"},
    {"medicine", "", msg::kTopicMedicine, &msg::kSayMedicine,
     "|medicine|medication|medications|medicines|meds|", "|약|복용하는 약|먹는 약|"},
    {"hobby", "", msg::kTopicHobby, &msg::kSayHobby,
     "|hobby|hobbies|favorite hobby|favourite hobby|instrument|", "|취미|악기|취미 생활|"},
    {"language", "", msg::kTopicLanguage, &msg::kSayLanguage, "|languages|language|",
     "|언어|할 줄 아는 언어|할 수 있는 언어|외국어|"},
    {"pet", "", msg::kTopicPet, &msg::kSayPet, "|pets|pet|", "|반려동물|애완동물|키우는 동물|"},
    {"like", "", msg::kTopicLike, &msg::kSayLike, "|likes|likings|taste|tastes|preferences|",
     "|좋아하는 것|좋아하는 거|좋아하는 게|좋아하는 건|취향|"},
    {"dislike", "", msg::kTopicDislike, &msg::kSayDislike, "|dislikes|",
     "|싫어하는 것|싫어하는 거|싫어하는 게|싫어하는 건|"},
    {"appointment", "", msg::kTopicAppointment, &msg::kSayAppointment,
     "|appointments|appointment|schedule|calendar|plans|", "|약속|일정|예약|스케줄|"},
    {"note", "", msg::kTopicNote, &msg::kSayNote, "", ""},
};

// Things one can have a favourite of, as a slot calls them.
constexpr Named kFavourites[] = {
    {"color", "color", "색"},
    {"color", "colour", "색깔"},
    {"color", "", "컬러"},
    {"food", "food", "음식"},
    {"dish", "dish", "요리"},
    {"snack", "snack", "간식"},
    {"snack", "", "과자"},
    {"dessert", "dessert", "디저트"},
    {"drink", "drink", "음료"},
    {"drink", "beverage", "음료수"},
    {"fruit", "fruit", "과일"},
    {"vegetable", "vegetable", "채소"},
    {"music", "music", "음악"},
    {"music", "genre of music", "음악 장르"},
    {"song", "song", "노래"},
    {"singer", "singer", "가수"},
    {"band", "band", "밴드"},
    {"artist", "artist", "아티스트"},
    {"group", "group", "그룹"},
    {"album", "album", "앨범"},
    {"movie", "movie", "영화"},
    {"movie", "film", ""},
    {"actor", "actor", "배우"},
    {"actress", "actress", "여배우"},
    {"director", "director", "감독"},
    {"book", "book", "책"},
    {"novel", "novel", "소설"},
    {"author", "author", "작가"},
    {"writer", "writer", ""},
    {"poet", "poet", "시인"},
    {"game", "game", "게임"},
    {"game", "video game", ""},
    {"board_game", "board game", "보드게임"},
    {"sport", "sport", "운동"},
    {"sport", "sports", "스포츠"},
    {"team", "team", "팀"},
    {"team", "football team", "축구팀"},
    {"baseball_team", "baseball team", "야구팀"},
    {"player", "player", "선수"},
    {"season", "season", "계절"},
    {"animal", "animal", "동물"},
    {"flower", "flower", "꽃"},
    {"place", "place", "장소"},
    {"city", "city", "도시"},
    {"country", "country", "나라"},
    {"restaurant", "restaurant", "식당"},
    {"restaurant", "", "음식점"},
    {"restaurant", "", "맛집"},
    {"cafe", "cafe", "카페"},
    {"coffee", "coffee", "커피"},
    {"tea", "tea", "차"},
    {"beer", "beer", "맥주"},
    {"subject", "subject", "과목"},
    {"teacher", "teacher", "선생님"},
    {"number", "number", "숫자"},
    {"day", "day", "요일"},
    {"weather", "weather", "날씨"},
    {"drama", "drama", "드라마"},
    {"show", "show", "프로그램"},
    {"show", "tv show", "예능"},
    {"series", "series", "시리즈"},
    {"cartoon", "cartoon", "만화"},
    {"anime", "anime", "애니메이션"},
    {"webtoon", "webtoon", "웹툰"},
    {"ice_cream", "ice cream", "아이스크림"},
    {"cuisine", "cuisine", ""},
    {"brand", "brand", "브랜드"},
    {"holiday", "holiday", "명절"},
    {"language", "programming language", "프로그래밍 언어"},
    {"podcast", "podcast", "팟캐스트"},
    {"instrument", "instrument", "악기"},
    {"exercise", "exercise", ""},
    {"pizza", "pizza topping", "피자"},
    {"soup", "soup", "국"},
    {"quote", "quote", "명언"},
    {"painter", "painter", "화가"},
    {"month", "month", "달"},
    {"ramen", "ramen", "라면"},
};

bool among(std::string_view bars, std::string_view phrase) {
  if (phrase.empty()) return false;
  return bars.find("|" + std::string(phrase) + "|") != bars.npos;
}

const Known* known(const Topic& topic) {
  for (const Known& k : kKnown)
    if (k.kind == topic.kind && k.slot == topic.slot) return &k;
  return nullptr;
}

// What follows "family." or "pet." and what of it is meant: "wife.name".
struct Of {
  const Named* who = nullptr;
  std::string_view what;  // name, birthday, age, job
};
Of of_slot(std::string_view slot) {
  Of of;
  const size_t end = slot.rfind('.');
  if (end == slot.npos) return of;
  of.what = slot.substr(end + 1);
  if (slot.starts_with("family."))
    of.who = relative_in(slot.substr(7, end - 7 < slot.size() ? end - 7 : 0));
  else if (slot.starts_with("pet."))
    of.who = animal_in(slot.substr(4, end - 4));
  return of;
}

std::string_view what_of(std::string_view word) {
  if (word == "name" || word == "이름" || word == "성함") return "name";
  if (word == "birthday" || word == "생일" || word == "생신") return "birthday";
  if (word == "age" || word == "나이" || word == "연세") return "age";
  if (word == "job" || word == "occupation" || word == "직업") return "job";
  return {};
}

std::optional<Topic> topic_of_somebody(std::string_view phrase, Language language) {
  std::string_view who = phrase, what = "name";
  if (language == Language::en) {
    if (const size_t mark = phrase.find("'s "); mark != phrase.npos) {
      who = phrase.substr(0, mark);
      std::string_view of = phrase.substr(mark + 3);
      if (of.starts_with("first ") || of.starts_with("full ")) of.remove_prefix(of.find(' ') + 1);
      what = what_of(of);
    } else if (phrase.ends_with(" name")) {
      who = phrase.substr(0, phrase.size() - 5);
    } else {
      return std::nullopt;
    }
  } else {
    const size_t space = phrase.rfind(' ');
    if (space == phrase.npos) return std::nullopt;
    who = phrase.substr(0, space);
    what = what_of(phrase.substr(space + 1));
    if (who.ends_with("의")) who.remove_suffix(std::string_view("의").size());
  }
  if (what.empty()) return std::nullopt;
  if (language == Language::ko)
    for (std::string_view house : {"우리 집 ", "저희 집 ", "집 "})
      if (who.starts_with(house)) who.remove_prefix(house.size());
  if (const Named* relative = relative_of(who))
    return Topic{"family", fmt::format("family.{}.{}", relative->slot, what)};
  if (const Named* animal = animal_of(who))
    return Topic{"pet", fmt::format("pet.{}.{}", animal->slot, what)};
  return std::nullopt;
}

std::optional<Topic> favourite_of(std::string_view phrase, Language language) {
  bool starts = false;
  for (std::string_view before : {"all-time ", "all time ", "most ", "제일 ", "가장 "})
    if (phrase.starts_with(before)) phrase.remove_prefix(before.size());
  for (std::string_view before : {"favorite ", "favourite ", "fav ", "좋아하는 ", "최애 "}) {
    if (!phrase.starts_with(before)) continue;
    phrase.remove_prefix(before.size());
    starts = true;
    break;
  }
  if (!starts || phrase.empty()) return std::nullopt;
  for (const Named& n : kFavourites)
    if (!phrase.empty() && phrase == (language == Language::en ? n.en : n.ko))
      return Topic{"favourite", fmt::format("favourite.{}", n.slot)};
  return std::nullopt;
}

const Named* favourite_in(std::string_view slot) {
  for (const Named& n : kFavourites)
    if (slot == n.slot) return &n;
  return nullptr;
}

std::string with_article(std::string_view value) {
  const std::string lower = lowered(value);
  for (std::string_view has : {"a ", "an ", "the ", "my "})
    if (lower.starts_with(has)) return std::string(value);
  const bool vowel = std::string_view("aeiou").find(lower[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", value);
}

}  // namespace

std::optional<Topic> topic_of(std::string_view phrase, Language language) {
  while (!phrase.empty() && phrase.back() == ' ') phrase.remove_suffix(1);
  for (const Known& k : kKnown)
    if (among(language == Language::en ? k.en : k.ko, phrase))
      return Topic{std::string(k.kind), std::string(k.slot)};
  if (auto favourite = favourite_of(phrase, language)) return favourite;
  if (language == Language::en)
    for (std::string_view praise :
         {"lovely ", "dear ", "beloved ", "beautiful ", "little ", "main ", "new ", "first "})
      if (phrase.starts_with(praise)) return topic_of(phrase.substr(praise.size()), language);
  return topic_of_somebody(phrase, language);
}

bool fits(const Topic& topic, std::string_view value, Language language) {
  const Of of = of_slot(topic.slot);
  if (value.empty()) return false;
  if (topic.slot == "name" || topic.slot == "nickname" || of.what == "name")
    return is_person_name(value, language) &&
           (topic.slot != "nickname" || language == Language::ko ||
            (value[0] >= 'A' && value[0] <= 'Z'));
  if (topic.slot == "age" || of.what == "age") return is_age(value);
  if (topic.slot == "birthday" || topic.slot == "family.anniversary" || of.what == "birthday")
    return is_date(value);
  if (topic.kind == "home") return is_place(value, language);
  if (topic.slot == "contact.mail") return value.find('@') != value.npos;
  if (topic.slot == "contact.phone") return digits_in(value) >= 7;
  if (topic.kind == "body" && topic.slot != "body.blood_type") return digits_in(value) >= 2;
  if (topic.slot == "birth_year") return digits_in(value) >= 2;
  if (topic.slot == "shoe_size") return digits_in(value) >= 1;
  if (topic.slot == "mbti") return value.size() == 4;
  if (topic.kind == "device") return !device_of(value).empty();
  if (topic.slot == "language.native") return is_language(value);
  if (topic.slot == "work.job" || of.what == "job") return is_plain_value(value, language, 5);
  return is_plain_value(value, language, 7);
}

std::string_view purpose_of(std::string_view kind) {
  for (std::string_view health : {"allergy", "health", "medicine", "body"})
    if (kind == health) return "health";
  return "remember";
}

std::string label_of(const Topic& topic, Language language) {
  if (const Known* k = known(topic)) return text_of(language, k->label);
  const bool en = language == Language::en;
  if (topic.slot.starts_with("favourite."))
    if (const Named* n = favourite_in(std::string_view(topic.slot).substr(10)))
      return text_of(language, msg::kTopicFavourite, en || n->ko.empty() ? n->en : n->ko);
  const Of of = of_slot(topic.slot);
  if (of.who) {
    const std::string_view who = en ? of.who->en : of.who->ko;
    const Message& m = of.what == "birthday" ? msg::kTopicBirthdayOf
                       : of.what == "age"    ? msg::kTopicAgeOf
                       : of.what == "job"    ? msg::kTopicJobOf
                                             : msg::kTopicNameOf;
    return text_of(language, m, who.empty() ? (en ? of.who->ko : of.who->en) : who);
  }
  return topic.slot.empty() ? topic.kind : topic.slot;
}

std::string sentence_of(const Topic& topic, std::string_view value, Language language) {
  const Known* k = known(topic);
  if (!k || !k->sentence) {
    const std::string label = label_of(topic, language);
    return text_of(language, msg::kSayIs,
                   language == Language::ko ? josa(label, "은", "는") : label, value);
  }
  std::string said(value);
  if (language == Language::ko && (topic.kind == "like" || topic.kind == "dislike"))
    said = josa(value, "을", "를");
  if (language == Language::en && topic.slot == "work.job") said = with_article(value);
  return text_of(language, *k->sentence, said);
}

std::string group_of(std::string_view kind, Language language) {
  const auto one_of = [&](std::initializer_list<std::string_view> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  const Message& m =
      one_of({"name", "profile", "home", "contact", "language", "hobby"})  ? msg::kGroupYou
      : one_of({"family", "pet"})                                          ? msg::kGroupFamily
      : kind == "work"                                                     ? msg::kGroupWork
      : one_of({"like", "dislike", "favourite"})                           ? msg::kGroupLikes
      : one_of({"allergy", "health", "medicine", "body", "diet", "avoid"}) ? msg::kGroupHealth
      : kind == "appointment"                                              ? msg::kGroupDates
      : kind == "device"                                                   ? msg::kGroupDevices
                                                                           : msg::kGroupNotes;
  return text_of(language, m);
}

}  // namespace tinybrain::memory
