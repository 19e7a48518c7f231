#include "skills/patient/red_flags.h"

#include <algorithm>
#include <optional>

#include "base/messages/skill_patient.h"
#include "text/unicode.h"

namespace tinybrain::skills::patient {
namespace {

// A way to say it: pieces that all stand near each other, in any order; within a piece, "|" between what is as good. An
// English piece begins a word ("bleed" is also "bleeding"), or is one whole when it ends in "."; a Korean one may stand
// anywhere in it.
struct Way {
  const char* pieces[3];
};
struct Rule {
  const char* name;
  const Message& about;
  bool negatable;
  std::vector<Way> ways;
};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> kRules{
      {"suicide", msg::kFlagSuicide, false,
       {{{"kill myself|killing myself|end my life|ending my life|take my own life|suicid"}},
        {{"want to die|wish i was dead|wish i were dead|better off dead|don't want to live|do not want to live|no reason to live|don't want to be alive|do not want to be alive"}},
        {{"hurt myself|harm myself|cut myself|hurting myself|harming myself|cutting myself|self-harm|self harm", "want|think|urge|going to|plan|keep|thought"}},
        {{"자살|자해"}},
        {{"죽고 싶|죽고싶|죽어버리|죽어 버리|살고 싶지|살고싶지|사라지고 싶|목숨을 끊|목숨 끊|삶을 끝내|생을 마감|살 이유가 없"}}}},
      {"unconscious", msg::kFlagUnconscious, true,
       {{{"unconscious|passed out|passing out|unresponsive|not responding|won't wake|can't wake|cannot wake|will not wake|collapsed|seizure|convuls"}},
        {{"fainted|fainting", "again|chest|exercise|repeated|twice"}},
        {{"의식", "없|잃|흐|저하|혼미"}},
        {{"기절|실신|발작|경련을|경련이|깨워도|쓰러졌|쓰러지"}}}},
      {"breath", msg::kFlagBreath, true,
       {{{"can't breathe|cannot breathe|can not breathe|can't catch|unable to breathe|struggling to breathe|fighting for breath|gasping|choking"}},
        {{"barely|hardly|trouble|difficult|hard|hard to|struggl", "breath", "speak|talk|rest|sit|lying|sudden|severe|blue|walk|finish"}},
        {{"lips|face|fingers|skin", "blue.|bluish|purple."}},
        {{"숨", "못 쉬|안 쉬어|쉴 수 없|쉬기 힘들|쉬기가 힘들|막혀|막히|멎|헐떡|넘어갈"}},
        {{"호흡곤란|호흡 곤란|질식"}},
        {{"입술", "파랗|파래|새파|퍼렇"}}}},
      {"chest", msg::kFlagChest, true,
       {{{"chest", "pain|pressure|tight|crush|squeez|heavy|heaviness|burning|ache|aching|hurt|discomfort"}},
        {{"pain|ache|numb", "left arm|jaw", "sweat|chest|breath|spread|nause"}},
        {{"가슴|흉부|명치", "통증|아프|아파|조이|조여|답답|쥐어|짓누|눌리|뻐근|터질"}},
        {{"흉통"}}}},
      {"stroke", msg::kFlagStroke, true,
       {{{"face|mouth|smile", "droop|sagging|crooked|lopsided|fallen|numb"}},
        {{"slurred|slurring|can't speak|cannot speak|unable to speak|garbled"}},
        {{"one side|left side|right side|one arm|left arm|right arm|one leg|half of", "weak|numb|paraly|can't move|cannot move|tingl|limp."}},
        {{"sudden", "confus|numb|weak|can't walk|balance"}},
        {{"말", "어눌|안 나와|안 나온|꼬이|꼬여"}},
        {{"얼굴|입꼬리|입이|입가", "처지|처졌|처져|비뚤|돌아가|돌아갔|마비"}},
        {{"한쪽|반쪽|왼쪽|오른쪽", "마비|힘이 없|힘이 빠|힘이 안|저리고 힘|감각이 없|못 움직|움직이지"}},
        {{"뇌졸중|뇌경색|뇌출혈"}}}},
      {"allergy", msg::kFlagAllergy, true,
       {{{"anaphyla"}},
        {{"throat|tongue|lips", "swell|swollen|closing|closed|tighten"}},
        {{"hives|rash", "breath|wheez|throat|faint|dizzy", "sudden|after|swell|swollen|sting|minutes"}},
        {{"아나필락시스"}},
        {{"목|목구멍|혀|입술|기도", "붓|부어|부었|부었|조여|좁아"}},
        {{"두드러기", "숨|호흡|어지"}}}},
      {"bleeding", msg::kFlagBleeding, true,
       {{{"bleed", "won't stop|not stop|doesn't stop|does not stop|heavily|heavy|spurt|a lot of blood|severe"}},
        {{"vomit|throw|cough|spit|puk", "blood"}},
        {{"black stool|tarry|blood in my stool and dizz|coffee ground"}},
        {{"피|출혈", "안 멈|멈추지|멎지|안 멎|쏟|뿜|많이 나"}},
        {{"피를|피가", "토하|토했|토해|기침"}},
        {{"토혈|각혈|객혈|흑변|검은 변|까만 변|자장면 같은 변"}}}},
      {"poison", msg::kFlagPoison, true,
       {{{"overdos|poisoned|poisoning"}},
        {{"swallow|drank|drunk|took|taken|ate", "bleach|whole bottle|too many pills|all my pills|all the pills|pesticide|antifreeze|battery|detergent"}},
        {{"음독|과다복용|과다 복용|중독됐|가스 중독"}},
        {{"농약|락스|세제|수은|건전지|약", "한꺼번에|한 통|통째|마셨|마셔|삼켰|삼킨"}}}},
      {"meningitis", msg::kFlagMeningitis, true,
       {{{"stiff neck|neck is stiff|neck stiff", "fever|headache|light|rash"}},
        {{"fever", "confus|purple spots|rash that does not fade"}},
        {{"목이|목 뒤|뒷목", "뻣뻣|굳", "열|두통"}},
        {{"고열|열이", "헛소리|정신이|횡설수설"}}}},
      {"headache", msg::kFlagHeadache, true,
       {{{"worst headache|thunderclap"}},
        {{"sudden|out of nowhere|explod", "headache", "severe|terrible|worst|awful|unbearable|violent|never"}},
        {{"머리|두통", "벼락|번개|망치로|깨질|터질 듯|터질 것"}}}},
      {"pregnancy", msg::kFlagPregnancy, true,
       {{{"pregnan", "bleed|fluid|baby not moving|severe pain|stopped moving"}},
        {{"임신|임산부|임부", "출혈|피가|하혈|양수|태동이 없|태동이 안"}}}},
      {"baby", msg::kFlagBaby, true,
       {{{"newborn|week-old|weeks old|week old|month-old baby|months old", "fever|38|39|40|limp.|not feeding|won't feed"}},
        {{"신생아|갓난|백일|생후", "열|38|39|40|축 늘어|안 먹|처져"}}}},
      {"sight", msg::kFlagSight, true,
       {{{"sudden", "blind|vision|see|sight", "lost|loss|gone|can't|cannot|black"}},
        {{"went blind|lost vision|lost my sight|can't see out of|cannot see out of"}},
        {{"갑자기", "안 보여|안 보이|안보여|안보이|시력을 잃|시야가 사라|캄캄"}}}},
      {"head", msg::kFlagHead, true,
       {{{"hit my head|hit his head|hit her head|head injury|banged my head|fell on my head|hit the head", "vomit|confus|drows|sleepy|dizz|forget|blur|blood"}},
        {{"머리", "부딪|다쳤|맞았|맞고|박았|박고", "토하|토했|어지|졸|기억|의식|혼란|구토"}}}},
  };
  return kRules;
}

constexpr size_t kNear = 60;         // bytes between pieces
constexpr size_t kNegatedBefore = 28;  // English: a no so far before
constexpr size_t kNegatedAfter = 24;   // Korean: so far after

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

struct Span {
  size_t from, to;
};

std::vector<Span> places_of(std::string_view text, std::string_view piece) {
  std::vector<Span> all;
  while (!piece.empty()) {
    std::string_view one = piece.substr(0, piece.find('|'));
    piece.remove_prefix(std::min(piece.size(), one.size() + 1));
    const bool korean = static_cast<unsigned char>(one[0]) >= 0x80, whole = one.back() == '.';
    if (whole) one.remove_suffix(1);
    for (size_t at = text.find(one); at != text.npos; at = text.find(one, at + 1)) {
      const size_t end = at + one.size();
      if (!korean && at > 0 && is_letter(text[at - 1])) continue;
      if (whole && end < text.size() && is_letter(text[end])) continue;
      all.push_back({at, end});
    }
  }
  return all;
}

// All pieces near each other; the narrowest such place.
std::optional<Span> find_way(std::string_view text, const Way& way) {
  std::vector<Span> found = places_of(text, way.pieces[0]);
  for (size_t i = 1; i < std::size(way.pieces) && way.pieces[i]; ++i) {
    std::vector<Span> wider;
    for (const Span& next : places_of(text, way.pieces[i]))
      for (const Span& before : found) {
        const size_t gap = next.from >= before.to   ? next.from - before.to
                           : before.from >= next.to ? before.from - next.to
                                                    : 0;
        if (gap <= kNear)
          wider.push_back({std::min(before.from, next.from), std::max(before.to, next.to)});
      }
    found = std::move(wider);
  }
  if (found.empty()) return {};
  return *std::min_element(found.begin(), found.end(), [](const Span& a, const Span& b) {
    return a.to - a.from < b.to - b.from;
  });
}

bool negated(std::string_view text, const Span& at) {
  // Before it, within the clause.
  const size_t from = at.from > kNegatedBefore ? at.from - kNegatedBefore : 0;
  std::string before = " " + std::string(text.substr(from, at.from - from));
  if (const size_t end = before.find_last_of(".,;:!?"); end != before.npos) before.erase(0, end + 1);
  for (const char* but : {" but ", " and now ", " except "})
    if (const size_t end = before.rfind(but); end != before.npos) before.erase(0, end + 4);
  for (const char* no : {" no ", " not have ", " without ", " denies ", " deny ", " never had ", "n't have ",
                         "n't had ", " neither ", " nor ", " no more "})
    if (before.find(no) != before.npos) return true;
  // Korean: the no comes after.
  std::string_view after = text.substr(at.to, kNegatedAfter);
  after = after.substr(0, after.find_first_of(".,;!?"));
  for (const char* no : {"은 없", "는 없", "도 없", "이 없", "지 않", "지는 않", "진 않", "지도 않", "적 없", "적이 없", " 없어", " 없습"})
    if (after.find(no) != after.npos) return true;
  return false;
}

}  // namespace

std::vector<RedFlag> red_flags(std::string_view text) {
  std::string plain = unicode::folded(text);
  for (size_t at = plain.find("\xe2\x80\x99"); at != plain.npos; at = plain.find("\xe2\x80\x99", at))
    plain.replace(at, 3, "'");
  std::vector<RedFlag> flags;
  for (const Rule& rule : rules())
    for (const Way& way : rule.ways) {
      const auto at = find_way(plain, way);
      if (!at || (rule.negatable && negated(plain, *at))) continue;
      flags.push_back({rule.name, &rule.about, plain.substr(at->from, at->to - at->from)});
      break;
    }
  return flags;
}

}  // namespace tinybrain::skills::patient
