#include "skills/coach/plan_week.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/messages/skill_coach.h"
#include "skills/coach/arguments.h"
#include "text/unicode.h"

namespace tinybrain::skills::coach {
namespace {

enum Strain : unsigned {
  kImpact = 1,
  kKnee = 2,
  kBack = 4,
  kShoulder = 8,
  kFall = 16,
  kSupine = 32,
  kContact = 64,
  kHold = 128,
  kWrist = 256,
  kHeat = 512,
};
struct Exercise {
  const char* id;
  const char* en;
  const char* ko;
  const char* goals;  // letters: e endurance, s strength, w weight, m mobility, g general
  int hardest;        // 0 low, 1 moderate, 2 vigorous
  unsigned strain;
};
constexpr Exercise kExercises[] = {
    {"walk", "walking", "걷기", "ewmg", 1, 0},
    {"run", "running", "달리기", "ewg", 2, kImpact | kKnee},
    {"cycle", "cycling on a stationary bike", "실내 자전거", "ewg", 2, 0},
    {"swim", "swimming", "수영", "ewg", 2, kShoulder},
    {"water", "walking in water", "물속 걷기", "emwg", 1, 0},
    {"strength_full", "strength training, whole body", "전신 근력 운동", "swg", 2,
     kKnee | kBack | kShoulder | kHold | kSupine},
    {"strength_upper", "strength training, upper body, seated", "앉아서 하는 상체 근력 운동", "swg",
     1, kShoulder},
    {"strength_legs", "leg strength without load: sit to stand, heel raises",
     "맨몸 하체 운동: 의자에서 일어서기, 발뒤꿈치 들기", "swg", 1, kKnee},
    {"bands", "light resistance bands, seated", "앉아서 하는 가벼운 밴드 운동", "smg", 0, 0},
    {"hiit", "intervals, hard and easy in turn", "인터벌 운동", "ew", 2, kImpact | kKnee | kHold},
    {"yoga", "gentle yoga", "부드러운 요가", "mg", 0, kWrist},
    {"stretch", "stretching on a chair", "의자 스트레칭", "mgews", 0, 0},
    {"hike", "hiking", "등산", "ewg", 2, kKnee | kFall},
    {"row", "rowing machine", "로잉 머신", "ewsg", 2, kBack | kKnee},
};

struct Limit {
  const char* words;
  unsigned strain;  // what is ruled out
  int hardest;
  bool doctor;
};
constexpr Limit kLimits[] = {
    {"bad knee,knee,knee pain,무릎,무릎 통증,무릎이 안 좋음,관절염,arthritis", kKnee | kImpact, 2,
     false},
    {"back,back pain,bad back,허리,허리 통증,디스크,허리디스크", kBack | kImpact, 1, false},
    {"shoulder,shoulder pain,어깨,어깨 통증,오십견", kShoulder, 2, false},
    {"wrist,손목,손목 통증", kWrist | kShoulder, 2, false},
    {"ankle,foot,발목,발목 통증,족저근막염", kImpact | kFall, 2, false},
    {"pregnancy,pregnant,임신,임산부", kImpact | kFall | kSupine | kContact | kHold | kHeat, 1,
     true},
    {"postpartum,출산 후,산후", kImpact | kHold, 1, true},
    {"heart,heart disease,heart condition,심장,심장병,심장 질환,협심증", kHold | kImpact, 0, true},
    {"hypertension,high blood pressure,고혈압", kHold, 1, true},
    {"diabetes,당뇨,당뇨병", 0, 1, true},
    {"asthma,천식", 0, 1, true},
    {"osteoporosis,골다공증", kImpact | kFall | kBack, 1, true},
    {"obesity,overweight,비만", kImpact, 1, false},
    {"older adult,elderly,고령,노인,balance,균형", kFall | kImpact, 1, false},
    {"surgery,recovery,injury,수술 후,수술,부상,회복 중",
     kImpact | kHold | kFall | kBack | kKnee | kShoulder, 0, true},
    {"no impact,low impact,충격 금지", kImpact, 2, false},
    {"no running,달리기 금지", kImpact, 2, false},
};

bool one_of(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const size_t at = std::min(list.find(','), list.size());
    if (list.substr(0, at) == word) return true;
    list.remove_prefix(std::min(at + 1, list.size()));
  }
  return false;
}

bool has(const std::string& text, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return text.find(word) != std::string::npos; });
}

char goal_of(const std::string& goal) {
  if (has(goal, {"strength", "muscle", "stronger", "근력", "근육", "벌크"})) return 's';
  if (has(goal, {"weight", "lose", "fat", "slim", "체중", "감량", "다이어트", "살"})) return 'w';
  if (has(goal, {"flexib", "mobil", "stretch", "posture", "유연", "자세", "스트레칭"})) return 'm';
  if (has(goal, {"run", "5k", "10k", "km", "marathon", "endurance", "cardio", "stamina", "달리",
                 "마라톤", "지구력", "체력"}))
    return 'e';
  return 'g';
}

std::string goal_name(char goal, Language language) {
  const bool korean = language == Language::ko;
  switch (goal) {
    case 'e': return korean ? "지구력" : "endurance";
    case 's': return korean ? "근력" : "strength";
    case 'w': return korean ? "체중 조절" : "weight";
    case 'm': return korean ? "유연성" : "mobility";
    default: return korean ? "전반적인 체력" : "general fitness";
  }
}

// Of Exercise::hardest; -1: a day of rest.
const char* intensity_name(int intensity, Language language) {
  static constexpr const char* kEn[] = {"none", "low", "moderate", "vigorous"};
  static constexpr const char* kKo[] = {"없음", "낮음", "보통", "높음"};
  return (language == Language::ko ? kKo : kEn)[intensity + 1];
}

constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr const char* kDaysKo[] = {"월", "화", "수", "목", "금", "토", "일"};

}  // namespace

Json plan_week(const Json& arguments, Language language) {
  const std::string goal_text =
      unicode::folded(unicode::repaired(arguments.get_string("goal", "")));
  const char goal = goal_of(goal_text);
  unsigned strain = 0;
  int hardest = arguments.get_string("level", "") == "beginner" ? 1 : 2;
  bool doctor = false;
  std::string known;
  for (const Limit& limit : kLimits)
    known += (known.empty() ? "" : ", ") +
             std::string(limit.words, std::string_view(limit.words).find(','));
  for (const std::string& given : texts_of(arguments, "limits")) {
    const std::string word = unicode::folded(unicode::repaired(given));
    const auto at = std::find_if(std::begin(kLimits), std::end(kLimits),
                                 [&](const Limit& limit) { return one_of(limit.words, word); });
    if (at == std::end(kLimits))
      throw Error(Code::bad_argument, msg::kCoachUnknownLimit, given, known);
    strain |= at->strain;
    hardest = std::min(hardest, at->hardest);
    doctor = doctor || at->doctor;
  }
  std::array<bool, 7> free{};
  const std::vector<std::string> days = texts_of(arguments, "days");
  for (int d = 0; d < 7; ++d)
    free[static_cast<size_t>(d)] =
        days.empty() ? d == 0 || d == 2 || d == 4 || d == 5
                     : std::any_of(days.begin(), days.end(), [&](const std::string& day) {
                         const std::string low = unicode::folded(unicode::repaired(day));
                         return low.starts_with(kDays[d]) || low.starts_with(kDaysKo[d]);
                       });
  const auto open = static_cast<int64_t>(std::count(free.begin(), free.end(), true));
  if (open == 0)
    throw Error(Code::bad_argument, msg::kCoachArgument, "days",
                "mon, tue, wed, thu, fri, sat, sun");
  // One day of rest at least.
  int64_t training = std::min<int64_t>(open, 6);
  const double minutes = asked_number(arguments, "minutes", 30, 5, 180);
  const double current = asked_number(arguments, "current_minutes", 0, 0, 2000);
  // Ten percent a week at most, unless so little is done now that this says nothing.
  const double cap = current >= 60 ? current * 1.1 : std::max(60.0, current + 30);
  double each = std::min(minutes, cap / static_cast<double>(training));
  if (each < 10) {
    each = std::min(minutes, 10.0);
    training = std::max<int64_t>(1, static_cast<int64_t>(cap / each));
  }
  each = std::max(5.0, static_cast<double>(static_cast<int64_t>(each)));
  std::vector<const Exercise*> main, other;
  for (const Exercise& e : kExercises) {
    if (e.strain & strain) continue;
    (std::string_view(e.goals).find(goal) != std::string_view::npos ? main : other).push_back(&e);
  }
  // What the goal names comes first: running for a runner.
  std::stable_sort(main.begin(), main.end(), [&](const Exercise* a, const Exercise* b) {
    const auto named = [&](const Exercise* e) {
      return (std::string_view(e->id) == "run" &&
              has(goal_text, {"run", "5k", "10k", "marathon", "달리", "마라톤"})) ||
             (std::string_view(e->id) == "swim" && has(goal_text, {"swim", "수영"})) ||
             (std::string_view(e->id) == "cycle" && has(goal_text, {"cycl", "bike", "자전거"})) ||
             (std::string_view(e->id) == "hike" && has(goal_text, {"hik", "등산"})) ||
             (goal == 's' && std::string_view(e->id).starts_with("strength"));
    };
    return named(a) > named(b);
  });
  Json week{Json::Array{}};
  double sum = 0;
  int64_t placed = 0, seen = 0, hard = 0;
  bool hard_before = false;
  for (int d = 0; d < 7; ++d) {
    Json day;
    day.set("day", language == Language::ko ? kDaysKo[d] : kDays[d]);
    // Spread over the free days.
    const bool trains =
        free[static_cast<size_t>(d)] && placed < training && (seen++ * training) / open >= placed;
    if (!trains) {
      week.push(day.set("type", language == Language::ko ? "휴식" : "rest")
                    .set("id", "rest")
                    .set("intensity", intensity_name(-1, language))
                    .set("minutes", 0));
      hard_before = false;
      continue;
    }
    const Exercise& e = *(placed % 2 == 0 || other.empty()
                              ? main[static_cast<size_t>(placed / 2 % 2) % main.size()]
                              : main[static_cast<size_t>(1 + placed / 2) % main.size()]);
    int intensity = std::min({hardest, e.hardest, placed % 2 == 1 ? 2 : 1});
    if (intensity == 2 && (hard_before || hard >= 2)) intensity = 1;
    hard += intensity == 2;
    hard_before = intensity == 2;
    day.set("type", language == Language::ko ? e.ko : e.en).set("id", e.id);
    day.set("intensity", intensity_name(intensity, language));
    week.push(day.set("minutes", each));
    sum += each;
    ++placed;
  }
  Json why, j;
  why.set("goal", goal_name(goal, language))
      .set("most_minutes_this_week", rounded(cap, 0))
      .set("current_minutes", current);
  why.set("hardest_allowed", intensity_name(hardest, language));
  j.set("week", week).set("minutes", sum).set("why", why);
  return j.set("note", text_of(language, msg::kCoachPlanNote) +
                           (doctor ? " " + text_of(language, msg::kCoachPlanDoctor) : ""));
}

}  // namespace tinybrain::skills::coach
