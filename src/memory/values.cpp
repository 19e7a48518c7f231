#include "memory/values.h"

#include <algorithm>

#include "memory/lexicon.h"
#include "memory/utterance.h"
#include "redact/redact.h"
#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

constexpr std::string_view kNoName[] = {
    "a",          "an",         "the",        "not",     "so",      "very",    "too",
    "really",     "here",       "there",      "back",    "fine",    "good",    "ok",
    "okay",       "sorry",      "sure",       "happy",   "sad",     "tired",   "hungry",
    "bored",      "home",       "alone",      "sick",    "ready",   "done",    "late",
    "in",         "on",         "at",         "from",    "with",    "just",    "still",
    "always",     "going",      "trying",     "looking", "getting", "feeling", "working",
    "kidding",    "what",       "who",        "my",      "your",    "this",    "that",
    "it",         "irrelevant", "everywhere", "mud",     "nobody",  "someone", "anything",
    "hard",       "weird",      "boring",     "common",  "unusual", "too",     "spelled",
    "pronounced", "similar",    "inspired",   "derived", "taken",   "already", "because",
    "also",       "long",       "short",      "stupid"};
constexpr std::string_view kNoNameKorean[] = {
    "뭐",   "무엇", "누구", "비밀",   "몰라",   "너",     "나",   "저",   "그거", "이거",
    "그",   "이",   "예뻐", "이상해", "특이",   "흔해",   "없어", "바보", "네",   "사람",
    "여자", "남자", "것",   "거",     "아무나", "귀여운", "예쁜", "이쁜"};
constexpr std::string_view kNoPlace[] = {
    "fear",    "hope",         "peace",      "pain",      "here",    "there",    "it",
    "denial",  "luxury",       "poverty",    "sin",       "harmony", "silence",  "darkness",
    "hell",    "heaven",       "heart",      "moment",    "past",    "present",  "future",
    "world",   "house",        "home",       "apartment", "flat",    "condo",    "basement",
    "country", "area",         "town",       "city",      "place",   "state",    "bubble",
    "dream",   "movie",        "hole",       "box",       "car",     "bed",      "room",
    "dorm",    "neighborhood", "building",   "that",      "this",    "what",     "one",
    "same",    "hour",         "minute",     "ghetto",    "fantasy", "interest", "faith",
    "it's",    "my",           "your",       "his",       "her",     "their",    "our",
    "me",      "you",          "everywhere", "nowhere",   "outside", "constant", "somewhere",
    "another", "different",    "these",      "those",     "awe",     "pursuit",  "love",
    "danger",  "hotel"};
constexpr std::string_view kNoPlaceKorean[] = {
    "여기", "거기",   "저기", "어디",   "집",     "혼자",   "세상", "곳",       "나라", "동네",
    "근처", "옆",     "앞",   "뒤",     "위",     "아래",   "안",   "밖",       "시골", "도시",
    "외국", "해외",   "다른", "같은",   "좋은",   "마음",   "속",   "꿈",       "지옥", "천국",
    "감옥", "아파트", "원룸", "기숙사", "자취방", "빌라",   "주택", "오피스텔", "재미", "맛",
    "힘",   "덕",     "때문", "이런",   "그런",   "저런",   "먼",   "가까운",   "현실", "시대",
    "과거", "미래",   "이웃", "옆집",   "윗집",   "아랫집", "함께", "같이",     "멀리", "산",
    "강",   "바다",   "하늘", "지구",   "정",     "사랑",   "행복", "얼마",     "언제", "누구",
    "그곳", "이곳",   "저곳", "내"};
constexpr std::string_view kOdd[] = {
    "not",      "so",         "too",     "very",    "really",   "just",      "still",
    "always",   "never",      "what",    "why",     "how",      "broken",    "dead",
    "dying",    "gone",       "lost",    "missing", "here",     "there",     "going",
    "getting",  "being",      "you",     "your",    "that",     "this",      "it",
    "over",     "amazing",    "awesome", "great",   "terrible", "bad",       "good",
    "better",   "worse",      "when",    "if",      "because",  "who",       "where",
    "these",    "those",      "him",     "her",     "them",     "basically", "literally",
    "probably", "definitely", "ruined",  "boring",  "hard",     "done",      "up",
    "down",     "on",         "off",     "out",     "about",    "to",        "the same",
    "fucking",  "pretty",     "is",      "was",     "are",      "has",       "had",
    "kind",     "sort",       "now",     "full",    "killing",  "making",    "driving",
    "calling",  "coming",     "looking", "trying",  "like",     "doing",     "feeling",
    "unknown",  "changing",   "tired",   "sick"};
constexpr std::string_view kNoTaste[] = {
    "this",      "that",    "these",    "those",     "it",       "you",        "your",
    "yours",     "him",     "her",      "his",       "hers",     "them",       "their",
    "me",        "us",      "myself",   "how",       "what",     "when",       "where",
    "who",       "why",     "if",       "the",       "a",        "an",         "one",
    "ones",      "both",    "all",      "each",      "every",    "everything", "anything",
    "something", "nothing", "everyone", "everybody", "anyone",   "someone",    "people",
    "seeing",    "hearing", "more",     "most",      "better",   "best",       "too",
    "so",        "idea",    "way",      "part",      "its",      "y'all",      "saying",
    "being",     "getting", "having",   "knowing",   "thinking", "here",       "there",
    "now",       "am",      "is",       "are",       "was",      "i",          "i'm",
    "my",        "our",     "we",       "for",       "then",     "even",       "other",
    "others",    "another", "such",     "some",      "any",      "no",         "not",
    "lol",       "comment", "post",     "sub",       "thread",   "dude",       "guy",
    "guys",      "man",     "name",     "u",         "ya",       "him.",       "to",
    "with",      "from",    "as",       "at",        "by",       "because",    "about",
    "like",      "half",    "only",     "lots",      "in",       "dis",        "dat",
    "on",        "either",  "of",       "out",       "up",       "down",       "off",
    "back",      "over",    "work",     "life",      "stuff",    "things",     "thing"};
constexpr std::string_view kNoTasteKorean[] = {
    "너",       "널",       "네",       "니",     "너희",   "당신",   "걔",     "그",     "그녀",
    "얘",       "쟤",       "그거",     "이거",   "저거",   "그것",   "이것",   "저것",   "그게",
    "이게",     "사람",     "오빠",     "언니",   "누나",   "형",     "선배",   "후배",   "친구",
    "여자",     "남자",     "애",       "여자애", "남자애", "아이",   "쌤",     "선생님", "교수님",
    "동생",     "누구",     "뭐",       "뭘",     "무엇",   "어떤",   "다",     "모두",   "서로",
    "상대",     "그런",     "이런",     "저런",   "그런거", "이런거", "거",     "것",     "게",
    "걸",       "님",       "분",       "동료",   "상사",   "전남친", "전여친", "남친",   "여친",
    "남자친구", "여자친구", "연예인",   "나",     "날",     "저",     "우리",   "자기",   "아무",
    "매우",     "정말",     "진짜",     "너무",   "많이",   "먼저",   "아직",   "여전히", "아직도",
    "짝남",     "짝녀",     "여기",     "거기",   "이름",   "때때로", "내",     "제",     "썸남",
    "썸녀",     "둘",       "한명",     "마음",   "엄청",   "그대",   "그애",   "그사람", "이사람",
    "유부남",   "유부녀",   "직장동료", "알바생", "제일",   "가장",   "계속",   "더",     "안",
    "못"};

template <size_t N>
bool one_of(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(list, list + N, word) != list + N;
}

bool all_letters(std::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const unicode::Decoded d = unicode::decode(word.substr(at));
    at += d.length;
    if (!(unicode::class_of(d.c) & (unicode::kLetter | unicode::kMark)) && d.c != '\'' &&
        d.c != '-' && d.c != '.')
      return false;
  }
  return !word.empty();
}

size_t letters_in(std::string_view text) {
  size_t n = 0;
  for (size_t at = 0; at < text.size(); at += unicode::decode(text.substr(at)).length) ++n;
  return n;
}

bool is_hangul(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    at += d.length;
    if (d.c < 0xac00 || d.c > 0xd7a3) return false;
  }
  return !text.empty();
}

bool is_capital(std::string_view word) {
  return unicode::class_of(unicode::decode(word).c) & unicode::kUpper;
}

// A word of Korean that has the topic or subject particle: the sentence is about something else.
bool has_a_subject(std::string_view value) {
  const auto words = words_of(value);
  for (std::string_view word : words)
    for (std::string_view self :
         {"나는", "난", "저는", "전", "내가", "제가", "나", "저", "네가", "너는", "넌", "당신은",
          "그는", "그녀는", "당신의", "그들의", "네", "너의"})
      if (word == self) return true;
  for (size_t i = 0; i + 1 < words.size(); ++i)
    for (std::string_view particle : {"은", "는", "이", "가", "께서", "도", "한테", "에게"})
      if (words[i].size() > particle.size() + 3 && words[i].ends_with(particle)) return true;
  return false;
}

// Whether it is found as a name: in Korean after a cue, in English by the names that are common.
bool redacted_as_name(std::string_view value, Language language) {
  const std::string text = language == Language::ko ? fmt::format("제 이름은 {}입니다.", value)
                                                    : fmt::format("I met {}.", value);
  redact::Options options;
  options.kinds = {redact::Kind::name};
  return !redact::find_personal(text, options).empty();
}

}  // namespace

size_t digits_in(std::string_view value) {
  return static_cast<size_t>(
      std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool is_person_name(std::string_view value, Language language) {
  const auto words = words_of(value);
  if (words.empty() || words.size() > 4) return false;
  for (std::string_view word : words) {
    if (!all_letters(word)) return false;
    if (one_of(lowered(word), kNoName)) return false;
    if (one_of(word, kNoNameKorean)) return false;
  }
  if (language == Language::en) return words.size() <= 3 || is_capital(words[0]);
  return letters_in(value) <= (is_hangul(words[0]) ? 12 : 30) && words.size() <= 3;
}

bool is_surely_a_name(std::string_view value, Language language) {
  if (!is_person_name(value, language)) return false;
  const auto words = words_of(value);
  if (language == Language::ko) {
    const size_t letters = letters_in(value);
    return words.size() == 1 && is_hangul(value) && letters >= 3 && letters <= 4 &&
           redacted_as_name(value, language) && !is_job(value, language);
  }
  for (std::string_view word : words)
    if (!is_capital(word) || word.size() < 2 || word.find_first_of("'.") != word.npos) return false;
  return words.size() <= 3 && redacted_as_name(value, language);
}

bool may_be_a_name(std::string_view value) {
  const auto words = words_of(value);
  if (words.size() != 1 || !is_person_name(value, Language::en) || !is_capital(value)) return false;
  for (std::string_view end : {"an", "ish", "ese", "ic", "man", "ing", "ed", "th", "st"})
    if (value.ends_with(end)) return false;
  return value.size() >= 3 && value.find_first_of("'.") == value.npos &&
         lowered(value).substr(1) == value.substr(1);
}

bool is_place(std::string_view value, Language language) {
  const auto words = words_of(value);
  if (words.empty() || words.size() > (language == Language::ko ? 7 : 8)) return false;
  if (language == Language::ko) {
    if (has_a_subject(value)) return false;
    for (std::string_view word : words)
      if (one_of(word, kNoPlaceKorean)) return false;
    for (std::string_view word : words)
      if (word.ends_with("을") || word.ends_with("를")) return false;
    const std::string_view last = words.back();
    for (std::string_view odd : {"에서", "한테", "하고", "랑", "이랑", "와", "로"})
      if (last.size() > odd.size() && last.ends_with(odd) && last != "종로" && last != "구로")
        return false;
    return letters_in(value) >= 2;
  }
  bool capital = false;
  for (std::string_view word : words) {
    const std::string lower = lowered(trimmed(word));
    if ((one_of(lower, kNoPlace) && !is_capital(word)) || lower == "a" || lower == "an")
      return false;
    capital |= is_capital(word) || (word[0] >= '0' && word[0] <= '9');
  }
  // In small letters only a short one is a place: "seoul", "new york".
  return capital || (words.size() <= 2 && lowered(words[0]) != "the");
}

bool is_age(std::string_view value) {
  constexpr std::string_view kNumbers[] = {
      "one",       "two",      "three",    "four",   "five",     "six",      "seven",   "eight",
      "nine",      "ten",      "eleven",   "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
      "seventeen", "eighteen", "nineteen", "twenty", "thirty",   "forty",    "fifty",   "sixty",
      "seventy",   "eighty",   "ninety",   "한",     "두",       "세",       "네",      "다섯",
      "여섯",      "일곱",     "여덟",     "아홉",   "열",       "스물",     "스무",    "서른",
      "마흔",      "쉰",       "예순",     "일흔",   "여든",     "아흔"};
  const std::string lower = lowered(value);
  if (digits_in(value) == value.size())
    return value.size() <= 3 && value[0] != '0' && (value.size() < 3 || value < "121");
  bool number = false;
  for (std::string_view word : kNumbers) number |= lower.starts_with(word);
  return number && lower.size() <= 24 && words_of(lower).size() <= 2;
}

bool is_date(std::string_view value) {
  // Nothing but the day: "coming up on May 3" is a sentence more.
  size_t words = 0;
  for (std::string_view word : words_of(value)) {
    word = trimmed(word);
    const bool counts = digits_in(word) > 0 || names_a_time(word) || word == "of" || word == "the";
    if (!counts) return false;
    ++words;
  }
  return words <= 5 && digits_in(value) > 0 && digits_in(value) <= 8 && names_a_time(value);
}

bool is_plain_value(std::string_view value, Language language, size_t most_words) {
  const auto words = words_of(value);
  if (words.empty() || words.size() > most_words || value.find('[') != value.npos) return false;
  if (language == Language::ko) {
    if (has_a_subject(value)) return false;
    for (std::string_view odd : {"뭐", "무엇", "비밀", "없", "안", "못", "너무", "정말", "진짜",
                                 "아니", "그냥", "고장", "모르", "이상"})
      if (words[0].starts_with(odd)) return false;
    return true;
  }
  for (std::string_view word : words)
    if (word == "[NAME]" || word.find('*') != word.npos) return false;
  return !one_of(lowered(words[0]), kOdd);
}

bool is_taste(std::string_view value, Language language) {
  const auto words = words_of(value);
  if (words.empty() || words.size() > (language == Language::ko ? 5 : 5)) return false;
  if (value.find_first_of("[*\",&;():/") != value.npos) return false;
  if (language == Language::ko) {
    if (has_a_subject(value)) return false;
    for (std::string_view word : words) {
      if (one_of(word, kNoTasteKorean)) return false;
      for (std::string_view person :
           {"사람", "남자", "여자", "친구", "님", "오빠", "선배", "걔", "전남친", "전여친", "애를"})
        if (word.ends_with(person)) return false;
      for (std::string_view object : {"을", "를", "만", "도"})
        if (word.ends_with(object) && word != "가을" && word != "마을" && word != "노을" &&
            word != "포도" && word != "파도" && word.size() > object.size() &&
            (object != "만" || one_of(word.substr(0, word.size() - object.size()), kNoTasteKorean)))
          return false;
    }
    return letters_in(value) >= 1;
  }
  for (std::string_view word : words)
    if (one_of(lowered(trimmed(word)), kNoTaste)) return false;
  return value.size() >= 3;
}

}  // namespace tinybrain::memory
