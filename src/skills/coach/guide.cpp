#include "skills/coach/guide.h"

#include <span>

#include "base/messages/skill_coach.h"
#include "base/messages/skill_coach_guides.h"
#include "skills/coach/arguments.h"

namespace tinybrain::skills::coach {
namespace {

struct Step {
  int seconds;
  const Message& text;
};
constexpr Step kBox[] = {
    {4, msg::kBreatheIn}, {4, msg::kBreatheHold}, {4, msg::kBreatheOut}, {4, msg::kBreatheRest}};
constexpr Step kLong[] = {{4, msg::kBreatheIn}, {6, msg::kBreatheOut}};
constexpr Step kCoherent[] = {{5, msg::kBreatheIn}, {5, msg::kBreatheOut}};
constexpr Step kBody[] = {{20, msg::kBodyStart}, {30, msg::kBodyFeet},      {30, msg::kBodyLegs},
                          {30, msg::kBodyBelly}, {30, msg::kBodyShoulders}, {30, msg::kBodyFace},
                          {20, msg::kBodyEnd}};
constexpr Step kGround[] = {{30, msg::kGroundSee},
                            {25, msg::kGroundTouch},
                            {20, msg::kGroundHear},
                            {15, msg::kGroundSmell},
                            {10, msg::kGroundTaste}};
constexpr Step kKind[] = {
    {20, msg::kKindStart}, {40, msg::kKindSelf}, {40, msg::kKindFriend}, {40, msg::kKindAll}};
constexpr Step kMindful[] = {{15, msg::kMindStart},
                             {60, msg::kMindBreath},
                             {30, msg::kMindWander},
                             {60, msg::kMindBreath},
                             {15, msg::kBodyEnd}};

struct Guide {
  const char* name;
  const Message& title;
  std::span<const Step> steps;
  bool repeats;
};
const Guide kGuides[] = {{"box", msg::kGuideBox, kBox, true},
                         {"long_exhale", msg::kGuideLong, kLong, true},
                         {"coherent", msg::kGuideCoherent, kCoherent, true},
                         {"body_scan", msg::kGuideBody, kBody, false},
                         {"grounding", msg::kGuideGround, kGround, false},
                         {"kindness", msg::kGuideKind, kKind, false},
                         {"mindful", msg::kGuideMind, kMindful, false}};

}  // namespace

Json guide(const Json& arguments, Language language) {
  const std::string name = arguments.get_string("name", "");
  Json j, list{Json::Array{}}, steps{Json::Array{}};
  std::string known;
  for (const Guide& one : kGuides) {
    Json entry;
    list.push(entry.set("name", one.name).set("title", text_of(language, one.title)));
    known += (known.empty() ? "" : ", ") + std::string(one.name);
    if (name != one.name) continue;
    const double minutes = asked_number(arguments, "minutes", one.repeats ? 3 : 0, 0, 30);
    int sum = 0, once = 0;
    for (const Step& step : one.steps) once += step.seconds;
    do {
      for (const Step& step : one.steps) {
        Json s;
        steps.push(s.set("at", sum)
                       .set("seconds", step.seconds)
                       .set("text", text_of(language, step.text)));
        sum += step.seconds;
      }
    } while (one.repeats && sum + once <= minutes * 60);
    j.set("name", name)
        .set("title", text_of(language, one.title))
        .set("steps", steps)
        .set("seconds", sum);
    return j.set("note", text_of(language, msg::kGuideNote));
  }
  if (!name.empty()) throw Error(Code::not_found, msg::kCoachUnknownGuide, name, known);
  return j.set("guides", list);
}

}  // namespace tinybrain::skills::coach
