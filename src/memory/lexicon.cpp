#include "memory/lexicon.h"

#include <algorithm>
#include <span>

#include "memory/utterance.h"

namespace tinybrain::memory {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kJobsEnglish[] = {"accountant",    "actor",
                                             "actress",       "analyst",
                                             "animator",      "architect",
                                             "artist",        "assistant",
                                             "astronomer",    "attorney",
                                             "auditor",       "baker",
                                             "banker",        "barber",
                                             "barista",       "bartender",
                                             "biologist",     "bookkeeper",
                                             "broker",        "builder",
                                             "butcher",       "caregiver",
                                             "carpenter",     "cashier",
                                             "chef",          "chemist",
                                             "cleaner",       "clerk",
                                             "coach",         "composer",
                                             "consultant",    "contractor",
                                             "cook",          "counselor",
                                             "courier",       "curator",
                                             "dancer",        "dentist",
                                             "designer",      "developer",
                                             "dietitian",     "director",
                                             "doctor",        "driver",
                                             "economist",     "editor",
                                             "electrician",   "engineer",
                                             "entrepreneur",  "farmer",
                                             "firefighter",   "fisherman",
                                             "florist",       "freelancer",
                                             "gardener",      "geologist",
                                             "guard",         "hairdresser",
                                             "historian",     "housewife",
                                             "illustrator",   "inspector",
                                             "instructor",    "interpreter",
                                             "janitor",       "journalist",
                                             "judge",         "lawyer",
                                             "lecturer",      "librarian",
                                             "lifeguard",     "locksmith",
                                             "machinist",     "manager",
                                             "marketer",      "mathematician",
                                             "mechanic",      "midwife",
                                             "miner",         "musician",
                                             "nanny",         "nurse",
                                             "nutritionist",  "officer",
                                             "optician",      "optometrist",
                                             "painter",       "paralegal",
                                             "paramedic",     "pharmacist",
                                             "photographer",  "physicist",
                                             "physician",     "physiotherapist",
                                             "pilot",         "plumber",
                                             "policeman",     "potter",
                                             "producer",      "professor",
                                             "programmer",    "psychiatrist",
                                             "psychologist",  "realtor",
                                             "receptionist",  "recruiter",
                                             "reporter",      "researcher",
                                             "sailor",        "salesperson",
                                             "scientist",     "secretary",
                                             "soldier",       "sommelier",
                                             "statistician",  "stylist",
                                             "student",       "surgeon",
                                             "surveyor",      "tailor",
                                             "teacher",       "technician",
                                             "therapist",     "trainer",
                                             "translator",    "trucker",
                                             "tutor",         "veterinarian",
                                             "vet",           "waiter",
                                             "waitress",      "welder",
                                             "writer",        "zookeeper",
                                             "undergrad",     "postdoc",
                                             "undergraduate", "freshman",
                                             "sophomore",     "planner",
                                             "administrator", "beekeeper",
                                             "auctioneer",    "shopkeeper",
                                             "biochemist",    "radiologist",
                                             "cardiologist",  "anesthesiologist",
                                             "attendant",     "housekeeper",
                                             "mover",         "laborer",
                                             "ceo",           "cto",
                                             "chief",         "supervisor",
                                             "worker",        "sheriff",
                                             "executive",     "salesman",
                                             "saleswoman",    "agent",
                                             "operator",      "roofer",
                                             "mason",         "crossing guard",
                                             "intern",        "apprentice",
                                             "founder",       "retiree",
                                             "nun",           "priest",
                                             "pastor",        "imam",
                                             "blacksmith",    "jeweler",
                                             "referee",       "umpire",
                                             "athlete",       "comedian",
                                             "novelist",      "poet",
                                             "sculptor",      "linguist",
                                             "archaeologist", "engraver",
                                             "optometrist",   "dermatologist",
                                             "pediatrician",  "podiatrist",
                                             "hygienist"};
constexpr std::string_view kJobsKorean[] = {
    "간호사",     "의사",          "약사",       "교사",     "선생님",         "교수",
    "강사",       "변호사",        "회계사",     "세무사",   "변리사",         "판사",
    "검사",       "개발자",        "프로그래머", "엔지니어", "디자이너",       "기획자",
    "마케터",     "연구원",        "과학자",     "기자",     "작가",           "화가",
    "배우",       "가수",          "음악가",     "작곡가",   "사진작가",       "사진가",
    "감독",       "요리사",        "셰프",       "바리스타", "제빵사",         "미용사",
    "군인",       "경찰",          "경찰관",     "소방관",   "공무원",         "회사원",
    "직장인",     "은행원",        "사업가",     "자영업자", "프리랜서",       "학생",
    "대학생",     "고등학생",      "중학생",     "초등학생", "대학원생",       "취준생",
    "주부",       "전업주부",      "농부",       "어부",     "운전사",         "기사",
    "택시 기사",  "버스 기사",     "조종사",     "승무원",   "정비사",         "전기기사",
    "건축가",     "목수",          "번역가",     "통역사",   "상담사",         "심리상담사",
    "물리치료사", "치과의사",      "수의사",     "한의사",   "영양사",         "사회복지사",
    "사서",       "유치원 교사",   "보육교사",   "트레이너", "코치",           "운동선수",
    "유튜버",     "편집자",        "에디터",     "피디",     "아나운서",       "성우",
    "모델",       "댄서",          "무용수",     "조각가",   "일러스트레이터", "애니메이터",
    "만화가",     "웹툰 작가",     "소설가",     "시인",     "큐레이터",       "플로리스트",
    "재봉사",     "경비원",        "배달원",     "집배원",   "부동산 중개사",  "공인중개사",
    "감정평가사", "데이터 분석가", "분석가",     "컨설턴트", "매니저",         "팀장",
    "대리",       "과장",          "부장",       "사장",     "대표",           "인턴",
    "도예가",     "수학자",        "물리학자",   "조산사",   "치위생사",       "방사선사",
    "임상병리사", "소믈리에",      "용접공",     "항해사"};
constexpr std::string_view kLanguages[] = {
    "korean",       "english",    "japanese",      "chinese",   "mandarin",     "cantonese",
    "spanish",      "french",     "german",        "italian",   "portuguese",   "russian",
    "arabic",       "hindi",      "vietnamese",    "thai",      "indonesian",   "turkish",
    "dutch",        "swedish",    "polish",        "greek",     "hebrew",       "norwegian",
    "danish",       "finnish",    "czech",         "tagalog",   "bengali",      "urdu",
    "persian",      "ukrainian",  "swahili",       "hungarian", "romanian",     "mongolian",
    "esperanto",    "latin",      "sign language", "malay",     "한국어",       "영어",
    "일본어",       "중국어",     "스페인어",      "프랑스어",  "독일어",       "이탈리아어",
    "포르투갈어",   "러시아어",   "아랍어",        "힌디어",    "베트남어",     "태국어",
    "인도네시아어", "터키어",     "네덜란드어",    "스웨덴어",  "폴란드어",     "그리스어",
    "몽골어",       "수어",       "수화",          "광둥어",    "우크라이나어", "라틴어",
    "덴마크어",     "노르웨이어", "핀란드어",      "체코어",    "헝가리어",     "스와힐리어"};
constexpr std::string_view kIllnesses[] = {"diabetes",
                                           "type 1 diabetes",
                                           "type 2 diabetes",
                                           "asthma",
                                           "high blood pressure",
                                           "hypertension",
                                           "celiac disease",
                                           "epilepsy",
                                           "migraines",
                                           "chronic migraines",
                                           "arthritis",
                                           "anemia",
                                           "eczema",
                                           "psoriasis",
                                           "adhd",
                                           "ibs",
                                           "gout",
                                           "insomnia",
                                           "sleep apnea",
                                           "hypothyroidism",
                                           "hyperthyroidism",
                                           "lupus",
                                           "a heart condition",
                                           "heart disease",
                                           "osteoporosis",
                                           "high cholesterol",
                                           "scoliosis",
                                           "crohn's disease",
                                           "lactose intolerance",
                                           "glaucoma",
                                           "tinnitus",
                                           "endometriosis",
                                           "fibromyalgia",
                                           "low blood pressure",
                                           "acid reflux",
                                           "depression",
                                           "an anxiety disorder",
                                           "ocd",
                                           "bipolar disorder",
                                           "당뇨",
                                           "당뇨병",
                                           "고혈압",
                                           "저혈압",
                                           "천식",
                                           "아토피",
                                           "빈혈",
                                           "편두통",
                                           "관절염",
                                           "통풍",
                                           "갑상선 질환",
                                           "갑상샘 질환",
                                           "불면증",
                                           "간질",
                                           "뇌전증",
                                           "비염",
                                           "위염",
                                           "위궤양",
                                           "역류성 식도염",
                                           "심장병",
                                           "고지혈증",
                                           "골다공증",
                                           "디스크",
                                           "허리 디스크",
                                           "목 디스크",
                                           "유당불내증",
                                           "건선",
                                           "녹내장",
                                           "백내장",
                                           "이명",
                                           "우울증",
                                           "공황장애",
                                           "불안장애",
                                           "수면무호흡증",
                                           "갑상선 기능 저하증",
                                           "갑상선 기능 항진증",
                                           "과민성 대장 증후군",
                                           "이석증",
                                           "협심증",
                                           "부정맥",
                                           "신장병",
                                           "크론병"};
constexpr std::string_view kDiets[] = {"vegetarian",
                                       "vegan",
                                       "pescatarian",
                                       "lactose intolerant",
                                       "gluten intolerant",
                                       "gluten-free",
                                       "halal",
                                       "kosher",
                                       "keto",
                                       "teetotaler",
                                       "lacto-vegetarian",
                                       "flexitarian",
                                       "celiac",
                                       "diabetic",
                                       "채식주의자",
                                       "비건",
                                       "베지테리언",
                                       "페스카테리언",
                                       "락토 베지테리언",
                                       "플렉시테리언",
                                       "채식",
                                       "비건이"};
constexpr std::string_view kEvents[] = {
    "appointment", "meeting",  "interview",   "exam",         "test",    "flight",    "surgery",
    "checkup",     "check-up", "reservation", "presentation", "wedding", "rehearsal", "lesson",
    "class",       "deadline", "conference",  "recital",      "concert", "party",     "dinner",
    "lunch",       "date",     "trip",        "visit",        "scan",    "match",     "game",
    "call",        "예약",     "약속",        "회의",         "면접",    "시험",      "비행기",
    "수술",        "진료",     "검진",        "건강검진",     "미팅",    "발표",      "여행",
    "결혼식",      "공연",     "콘서트",      "출장",         "모임",    "회식",      "세미나",
    "수업",        "상담",     "마감",        "돌잔치",       "동창회",  "제사",      "경기"};
constexpr std::string_view kTimes[] = {
    "today",    "tomorrow",  "tonight",   "monday",   "tuesday",  "wednesday", "thursday", "friday",
    "saturday", "sunday",    "january",   "february", "march",    "april",     "may",      "june",
    "july",     "august",    "september", "october",  "november", "december",  "jan",      "feb",
    "mar",      "apr",       "jun",       "jul",      "aug",      "sep",       "sept",     "oct",
    "nov",      "dec",       "week",      "weekend",  "month",    "am",        "pm",       "noon",
    "morning",  "afternoon", "evening",   "o'clock"};
constexpr std::string_view kTimesKorean[] = {
    "내일",    "모레",   "글피",    "오늘", "요일", "다음 주", "다음주", "이번 주", "이번주",
    "다음 달", "다음달", "이번 달", "주말", "오전", "오후",    "아침",   "저녁",    "정오"};
constexpr std::string_view kInstruments[] = {
    "piano",    "guitar",    "violin",    "cello",     "drums",       "flute",
    "clarinet", "saxophone", "trumpet",   "bass",      "bass guitar", "ukulele",
    "harp",     "viola",     "trombone",  "accordion", "harmonica",   "electric guitar",
    "banjo",    "oboe",      "gayageum",  "피아노",    "기타",        "바이올린",
    "첼로",     "드럼",      "플루트",    "클라리넷",  "색소폰",      "트럼펫",
    "베이스",   "우쿨렐레",  "하프",      "가야금",    "해금",        "대금",
    "하모니카", "통기타",    "일렉 기타", "거문고",    "비올라"};

bool has(Words list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view last_words(std::string_view phrase, size_t n) {
  size_t at = phrase.size();
  for (size_t i = 0; i < n && at != phrase.npos && at > 0; ++i) at = phrase.rfind(' ', at - 1);
  return at == phrase.npos || at == 0 ? phrase : phrase.substr(at + 1);
}

bool ends_in(Words list, std::string_view phrase) {
  return has(list, last_words(phrase, 1)) || has(list, last_words(phrase, 2));
}

}  // namespace

bool is_job(std::string_view phrase, Language language) {
  const std::string lower = lowered(phrase);
  if (language == Language::ko) return ends_in(kJobsKorean, lower);
  // "a teacher's pet" or "a student of life" do not end in a job.
  return words_of(lower).size() <= 5 && ends_in(kJobsEnglish, lower);
}

bool is_language(std::string_view phrase) {
  const std::string lower = lowered(phrase);
  size_t known = 0;
  for (std::string_view word : words_of(lower)) {
    word = trimmed(word);
    for (std::string_view particle : {"와", "과", "랑", "이랑", "하고"})
      if (word.size() > particle.size() + 3 && word.ends_with(particle) &&
          has(kLanguages, word.substr(0, word.size() - particle.size())))
        word.remove_suffix(particle.size());
    if (has(kLanguages, word))
      ++known;
    else if (word != "and" && word != "fluent" && word != "both" && word != "a" &&
             word != "little" && word != "some" && word != "basic" && word != "조금" &&
             word != "sign" && word != "language" && word != "fluently")
      return false;
  }
  return known > 0 || has(kLanguages, lower);
}

bool is_illness(std::string_view phrase) { return has(kIllnesses, lowered(phrase)); }

bool is_diet(std::string_view phrase) {
  std::string lower = lowered(phrase);
  if (lower.starts_with("strict ")) lower.erase(0, 7);
  return has(kDiets, lower);
}

bool is_event(std::string_view phrase) { return ends_in(kEvents, lowered(phrase)); }

bool names_a_time(std::string_view phrase) {
  const std::string lower = lowered(phrase);
  for (std::string_view word : words_of(lower)) {
    word = trimmed(word);
    if (has(kTimes, word)) return true;
    if (!word.empty() && word[0] >= '0' && word[0] <= '9') return true;
  }
  return std::any_of(std::begin(kTimesKorean), std::end(kTimesKorean),
                     [&](auto w) { return lower.find(w) != lower.npos; });
}

bool is_instrument(std::string_view word) { return has(kInstruments, lowered(word)); }

}  // namespace tinybrain::memory
