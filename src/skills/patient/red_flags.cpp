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
      {"suicide",
       msg::kFlagSuicide,
       false,
       {{{"kill myself|killing myself|my own life|suicid|end it all|ending it all|end everything"}},
        {{"end|ending|take|taking", "my life"}},
        {{"want to die|wish i was dead|wish i were dead|better off dead|want to be dead|ready to "
          "die|no reason to live"}},
        {{"don't want|do not want|can't go on|no point|tired of",
          "live|living|alive|be here|exist|wake up"}},
        {{"better off|better without|happier",
          "without me|if i was gone|if i were gone|if i died"}},
        {{"hurt myself|harm myself|hurting myself|harming myself|cutting myself|self-harm|self "
          "harm|jump off|hang myself"}},
        {{"cut|cutting|slit", "my wrist|my arms|my arm|my skin|my legs|myself",
          "want|think|urge|going to|plan|keep|thought"}},
        {{"자살|자해|목을 매|목매"}},
        {{"죽고 싶|죽고싶|죽어버리|죽어 버리|죽는 게 나|죽었으면|죽을 생각|죽을 방법|살고 "
          "싶지|살고싶지|살기 싫|사라지고 싶|없어지고 싶"}},
        {{"목숨을 끊|목숨 끊|삶을 끝|생을 마감|살 이유가 없|다 끝내고|모두 끝내고|더는 못 살|더 "
          "이상 못 살|뛰어내리고"}},
        {{"내가|제가|나만|저만", "없어지는|없어지면|사라지는|사라지면|없는", "낫|나을|나아"}},
        {{"손목|팔|몸", "긋고|그었|그어|칼로", "싶|자꾸|충동|생각|그었|상처"}}}},
      {"unconscious",
       msg::kFlagUnconscious,
       true,
       {{{"unconscious|passed out|passing out|blacked "
          "out|unresponsive|lifeless|collapsed|seizure|convuls|having a fit|had a fit"}},
        {{"not|won't|can't|cannot|doesn't|does not|isn't|hardly|unable to",
          "responding|respond|wake|waking|react|open his eyes|open her eyes"}},
        {{"fainted|fainting", "again|chest|exercise|repeated|twice|head|floor"}},
        {{"의식|정신", "없|잃|흐|저하|혼미|안 돌아"}},
        {{"기절|실신|발작|경련을|경련이|경련해|쓰러졌|쓰러지|쓰러져"}},
        {{"깨워도|불러도|흔들어도|깨어나지|반응이 없|대답이 없|대답을 안|눈이 뒤집|눈을 "
          "뒤집|거품을 물"}}}},
      {"breath",
       msg::kFlagBreath,
       true,
       {{{"can't|cannot|can not|couldn't|unable to|struggling to|fighting|barely|hardly",
          "breathe|get air|get enough air|catch my breath|for air|for breath|breathing"}},
        {{"gasping|choking|suffocat"}},
        {{"short of breath|shortness of breath|breathless|trouble breathing|difficulty "
          "breathing|hard to breathe|wheez",
          "sentence|speak|talk|rest|lying|sudden|severe|badly|blue|walk|getting "
          "worse|very|so|cannot|can't|all of a sudden"}},
        {{"inhaler|nebuli",
          "not help|isn't help|doesn't help|not work|isn't work|doesn't work|no effect"}},
        {{"lips|face|fingers|skin|turning|turned|going|gone", "blue.|bluish|purple."}},
        {{"stopped breathing|not breathing|isn't breathing"}},
        {{"숨",
          "못 쉬|안 쉬|못쉬|안쉬|쉴 수|쉬기 힘|쉬기가 힘|쉬기 "
          "어|막혀|막히|멎|헐떡|넘어갈|가쁘|가빠"}},
        {{"숨이|숨", "너무 차|많이 차|심하게 차|차서", "말|못|누|걷|잠|힘|앉"}},
        {{"호흡곤란|호흡 곤란|질식|흡입기를 써도|기도가 막|목에 걸려", "호흡|질식|숨|못|안"}},
        {{"입술|얼굴|손톱", "파랗|파래|파란|새파|퍼렇|보라색"}}}},
      {"chest",
       msg::kFlagChest,
       true,
       {{{"chest",
          "pain|pressure|tight|crush|squeez|heavy|heaviness|weight|burning|ache|aching|hurt|"
          "discomfort|clutch|elephant|stab|band|left arm"}},
        {{"left arm|jaw", "pain|ache|numb|strange|tingl|hurt",
          "sweat|chest|breath|spread|nause|pale|dizz"}},
        {{"heart attack"}},
        {{"가슴|흉부|심장|명치",
          "통증|아프|아파|조이|조여|답답|쥐어|짓누|눌리|누르|뻐근|터질|움켜|찢어"}},
        {{"흉통|심근경색|심장마비"}}}},
      {"stroke",
       msg::kFlagStroke,
       true,
       {{{"face|mouth|smile|eyelid|lip",
          "droop|sagging|crooked|lopsided|hangs|hanging|fallen|numb|twisted|one side"}},
        {{"slurred|slurring|slurs|garbled|talking nonsense|gibberish"}},
        {{"can't|cannot|unable to|couldn't",
          "speak|find his words|find her words|find words|find my words|get words out|understand"}},
        {{"one side|left side|right side|one arm|left arm|right arm|one leg|left leg|right "
          "leg|left hand|right hand|half of",
          "weak|numb|paraly|can't move|cannot move|limp.|won't move|cannot lift|can't lift|cannot "
          "raise|can't raise"}},
        {{"suddenly|all of a sudden|out of nowhere|woke up",
          "confus|numb|weak|can't walk|cannot walk|cannot lift|balance|falling over|see "
          "double|double vision"}},
        {{"말이|말을|말씀이|발음이|혀가", "어눌|안 나오|안 나와|꼬이|꼬여|못 하|못하고|새요|이상"}},
        {{"얼굴|입꼬리|입이|입가|입술", "처지|처졌|처져|비뚤|돌아가|돌아갔|마비|삐뚤|감각이 없"}},
        {{"한쪽|반쪽|왼쪽|오른쪽|왼팔|오른팔|반신|팔다리",
          "마비|힘이 없|힘이 빠|힘이 안|힘이 쭉|감각이 없|못 움직|움직이지|안 움직|못 들"}},
        {{"뇌졸중|뇌경색|뇌출혈|중풍"}}}},
      {"allergy",
       msg::kFlagAllergy,
       true,
       {{{"anaphyla"}},
        {{"throat|tongue|lips|airway", "swell|swollen|swelling|closing|closed|tight|itchy and",
          "ate|eat|sting|stung|peanut|nut|shrimp|allerg|after|medicine|injection|pill|up"}},
        {{"throat|tongue|airway", "swell|swollen|swelling|closing|closing up"}},
        {{"hives|rash|welts", "breath|wheez|throat|faint|dizz|swell|swollen|vomit",
          "sudden|after|ate|sting|stung|minutes|injection|medicine|all over|pill"}},
        {{"아나필락시스"}},
        {{"목이|목구멍|혀가|혀|입술|기도|얼굴", "붓|부어|부었|부은|조여|좁아"}},
        {{"두드러기", "숨|호흡|어지|쓰러|토하|붓|부어|부었"}}}},
      {"bleeding",
       msg::kFlagBleeding,
       true,
       {{{"bleed|blood",
          "won't stop|not stop|doesn't stop|does not stop|can't stop|cannot "
          "stop|keeps|heavily|heavy|spurt|a lot "
          "of|severe|pouring|gushing|through|soaked|everywhere|for an hour"}},
        {{"vomit|throw|threw|cough|spit|puk|bringing up", "blood|coffee grounds"}},
        {{"stool|poop|bowel|bathroom", "black.|tarry|tar.|lots of blood|full of blood"}},
        {{"coffee grounds|coughing blood|vomiting blood"}},
        {{"피가|피는|출혈|코피", "안 멈|멈추지|멈추질|멎지|멎질|안 멎|쏟|뿜|많이 나|철철|솟"}},
        {{"피를|피가|피 섞인|핏덩", "토하|토했|토해|토를|기침|가래"}},
        {{"토혈|각혈|객혈|흑변|혈변"}},
        {{"대변|변이|변을|똥", "까맣|까만|검은|검고|새까|짜장|자장|타르"}}}},
      {"poison",
       msg::kFlagPoison,
       true,
       {{{"overdos|poisoned|poisoning|carbon monoxide|gas leak"}},
        {{"swallow|drank|drunk|drink|took|taken|ate|eaten|inhaled",
          "bleach|cleaner|whole bottle|whole pack|whole box|too many|all my pills|all the "
          "pills|all of the "
          "pills|pesticide|antifreeze|battery|batteries|detergent|magnet|poison|mushroom"}},
        {{"음독|과다복용|과다 복용|중독된|중독됐|가스 중독|일산화탄소|연탄가스"}},
        {{"농약|락스|세제|수은|건전지|배터리|자석|독버섯|살충제|쥐약|표백제|부동액",
          "마셨|마셔|마신|삼켰|삼킨|먹었|먹은|들이켰"}},
        {{"약을|약|수면제|진통제|알약|타이레놀",
          "한꺼번에|한 통|통째|한 움큼|수십|여러 알|다 먹"}}}},
      {"meningitis",
       msg::kFlagMeningitis,
       true,
       {{{"stiff neck|neck is stiff|neck stiff|neck is so stiff|can't bend my neck|cannot bend",
          "fever|headache|light|rash|temperature"}},
        {{"fever|temperature",
          "confus|nonsense|delir|purple spots|does not fade|doesn't fade|drowsy"}},
        {{"목이|목 뒤|뒷목|고개", "뻣뻣|굳|못 숙|안 숙", "열|두통|구토"}},
        {{"고열|열이|열", "헛소리|정신이 없|횡설수설|정신을|의식|축 늘어|못 알아"}}}},
      {"headache",
       msg::kFlagHeadache,
       true,
       {{{"worst headache|worst pain in my head|thunderclap"}},
        {{"sudden|out of nowhere|explod|within seconds|in seconds", "headache|my head|head pain",
          "severe|terrible|worst|awful|unbearable|violent|never|extreme"}},
        {{"머리|두통", "벼락|번개|망치로|깨질|터질|태어나서 처음|생전 처음|극심"}}}},
      {"pregnancy",
       msg::kFlagPregnancy,
       true,
       {{{"pregnan",
          "bleed|blood|fluid|water broke|waters broke|severe pain|seeing spots|cramps and"}},
        {{"pregnan|baby",
          "not felt|haven't felt|have not felt|stopped moving|not moving|isn't moving|no movement",
          "move|moving|movement|pregnan|kick"}},
        {{"임신|임산부|임부|만삭",
          "출혈|피가|피를|하혈|양수|태동이 없|태동이 안|태동이 줄|배가 심하게"}}}},
      {"baby",
       msg::kFlagBaby,
       true,
       {{{"newborn|week-old|weeks old|week old|month-old|month old|months old",
          "fever|38|39|40|limp.|not feeding|won't feed|won't drink|not drinking|hot"}},
        {{"신생아|갓난|백일|생후|개월 아기|개월 된", "열|38|39|40|축 늘어|안 먹|처져|처지"}}}},
      {"sight",
       msg::kFlagSight,
       true,
       {{{"sudden|all of a sudden|from one moment", "blind|vision|see|sight|eye",
          "lost|loss|gone|can't|cannot|black|dark|curtain"}},
        {{"went blind|gone blind|lost vision|lost my sight|lost my vision|can't see out of|cannot "
          "see out of|curtain over"}},
        {{"갑자기|순간", "안 보여|안 보이|안보여|안보이|시력을 잃|시력이 없|시야가|캄캄|까맣게"}}}},
      {"head",
       msg::kFlagHead,
       true,
       {{{"head", "hit|injur|banged|bumped|fell on|struck|knocked",
          "vomit|threw up|confus|drows|sleepy|dizz|forget|remember|blur|blood|unsteady|headache "
          "gets worse"}},
        {{"머리", "부딪|다쳤|다친|맞았|맞고|박았|박고|찧",
          "토하|토했|토해|어지|졸|기억|의식|혼란|구토|멍하|이상"}}}},
  };
  return kRules;
}

constexpr size_t kNear = 60;           // bytes between pieces
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
  if (const size_t end = before.find_last_of(".,;:!?"); end != before.npos)
    before.erase(0, end + 1);
  for (const char* but : {" but ", " and now ", " except "})
    if (const size_t end = before.rfind(but); end != before.npos) before.erase(0, end + 4);
  for (const char* no : {" no ", " not have ", " without ", " denies ", " deny ", " never had ",
                         "n't have ", "n't had ", " neither ", " nor ", " no more "})
    if (before.find(no) != before.npos) return true;
  // Korean: the no comes after.
  std::string_view after = text.substr(at.to, kNegatedAfter);
  after = after.substr(0, after.find_first_of(".,;!?"));
  for (const char* no : {"은 없", "는 없", "도 없", "이 없", "지 않", "지는 않", "진 않", "지도 않",
                         "적 없", "적이 없", " 없어", " 없습"})
    if (after.find(no) != after.npos) return true;
  return false;
}

}  // namespace

std::vector<RedFlag> red_flags(std::string_view text) {
  std::string plain = unicode::folded(text);
  for (size_t at = plain.find("\xe2\x80\x99"); at != plain.npos;
       at = plain.find("\xe2\x80\x99", at))
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
