// Records from exports, hostile ones too; and what is computed of them.
#include "skills/coach/records.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/folder_testing.h"
#include "skills/coach/insight.h"
#include "skills/coach/plan_week.h"
#include "skills/coach/statistics.h"

using namespace tinybrain;
using namespace tinybrain::skills::coach;

namespace {

const std::filesystem::path kSample =
    std::filesystem::path(TINYBRAIN_SOURCE_DIR) / "skills/coach/sample";

Person apple(const std::string& text) {
  const testing::TemporaryFolder folder;
  write_file(folder.path / "export.xml", text);
  Person person;
  read_apple(folder.path / "export.xml", person);
  return person;
}
void csv(const char* name, const char* text) {
  const testing::TemporaryFolder folder;
  write_file(folder.path / name, text);
  read_records(folder.path);
}

}  // namespace

TEST_CASE("dates in the forms that exports use") {
  CHECK(date_of(*day_of("4/12/16")) == "2016-04-12");
  CHECK(date_of(*day_of("4/12/2016 12:00:00 AM")) == "2016-04-12");
  CHECK(date_of(*day_of("2016-04-12T08:00:00")) == "2016-04-12");
  CHECK_FALSE(day_of("2016-02-30"));
  CHECK_FALSE(day_of("yesterday"));
  CHECK_FALSE(day_of(""));
  CHECK(weekday_of(*day_of("2026-11-29")) == 6);
}

TEST_CASE(
    "Apple Health: devices do not count twice, nights belong to their morning, units are "
    "converted") {
  const Person p = apple(
      "<?xml version=\"1.0\"?><!DOCTYPE HealthData [ <!ELEMENT HealthData (Record|Workout)*> "
      "<!ATTLIST Record type CDATA #REQUIRED> ]>"
      "<HealthData locale=\"ko_KR\">"
      "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Watch\" value=\"600\" "
      "startDate=\"2026-11-01 08:00:00 +0900\" endDate=\"2026-11-01 08:10:00 +0900\"/>"
      "<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" value=\"500\" "
      "startDate=\"2026-11-01 08:00:00 +0900\" endDate=\"2026-11-01 08:10:00 +0900\"/>"
      "<Record type=\"HKQuantityTypeIdentifierBodyMass\" sourceName=\"A &amp; B\" unit=\"lb\" "
      "value=\"150\" startDate=\"2026-11-01 07:00:00 +0900\" endDate=\"2026-11-01 07:00:00 "
      "+0900\"/>"
      "<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"Watch\" "
      "value=\"HKCategoryValueSleepAnalysisAsleepCore\" startDate=\"2026-11-01 23:30:00 +0900\" "
      "endDate=\"2026-11-02 06:30:00 +0900\"/>"
      "<!-- <Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"9\" "
      "startDate=\"2026-11-01\"/> -->"
      "</HealthData>");
  CHECK(p.daily.at("steps").at(*day_of("2026-11-01")) == 600);
  CHECK(p.daily.at("sleep").at(*day_of("2026-11-02")) == 420);
  CHECK(p.daily.at("weight").begin()->second == doctest::Approx(68.04).epsilon(0.001));
}

TEST_CASE("hostile and broken XML gets an error and no more") {
  CHECK_THROWS_AS(apple("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><HealthData>&a;</HealthData>"), Error);
  CHECK_THROWS_AS(apple("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><HealthData/>"),
                  Error);
  CHECK_THROWS_AS(
      apple("<HealthData><Record type=\"&x;\" startDate=\"2026-11-01\" value=\"1\"/></HealthData>"),
      Error);
  CHECK_THROWS_AS(apple("<HealthData><Record type=\"HK"), Error);
  CHECK_THROWS_AS(apple("<html></html>"), Error);
  CHECK_THROWS_AS(apple(""), Error);
  CHECK_THROWS_AS(
      apple("<HealthData><Record a=\"" + std::string(100'000, 'a') + "\"/></HealthData>"), Error);
  CHECK(apple("<HealthData><Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"nan\" "
              "startDate=\"2026-11-01 08:00:00\"/>"
              "<Record type=\"HKQuantityTypeIdentifierStepCount\" value=\"-5\" "
              "startDate=\"2026-11-01 08:00:00\"/></HealthData>")
            .daily.empty());
}

TEST_CASE("tables that are wrong are named with file, line and what to do") {
  const auto says = [](const char* name, const char* text, const char* part) {
    try {
      csv(name, text);
      FAIL("no error");
    } catch (const Error& e) {
      CAPTURE(e.what());
      CHECK(std::string(e.what()).find(part) != std::string::npos);
    }
  };
  says("daily_activity.csv", "", "empty");
  says("daily_activity.csv", "Id,Day,Steps\n1,2,3\n", "ActivityDate");
  says("daily_activity.csv", "Id,ActivityDate,TotalSteps\n1,4/12/16,many\n", "line 2");
  says("daily_activity.csv", "Id,ActivityDate,TotalSteps\n1,4/12/16,nan\n", "TotalSteps");
  says("daily_activity.csv", "Id,ActivityDate,TotalSteps\n1,4/12/16,-3\n", "cannot be");
  says("daily_activity.csv", "Id,ActivityDate,TotalSteps\n1,someday,3\n", "date");
  says("daily_activity.csv", "Id,ActivityDate,TotalSteps\n1,4/12/16\n", "cut off");
  CHECK_THROWS_AS(read_records(testing::TemporaryFolder().path), Error);
}

TEST_CASE("Google Fit's days") {
  const testing::TemporaryFolder folder;
  write_file(folder.path / "Daily activity metrics.csv",
             "Date,Move Minutes count,Calories (kcal),Distance (m),Step count,Average weight (kg)\n"
             "2026-11-01,40,1900.5,5200,7100,70.5\n2026-11-02,,1800,,,\n");
  const Records r = read_records(folder.path);
  const Person& me = r.people.at("me");
  CHECK(me.daily.at("steps").size() == 1);
  CHECK(me.daily.at("distance").begin()->second == doctest::Approx(5.2));
  CHECK(me.daily.at("calories").size() == 2);
}

TEST_CASE("a slope holds against outliers, and its interval against noise") {
  std::vector<double> x, y;
  for (int i = 0; i < 30; ++i) {
    x.push_back(i);
    y.push_back(2 * i + (i % 3) + (i == 7 ? 500 : 0));
  }
  const Slope s = robust_slope(x, y);
  CHECK(s.value == doctest::Approx(2).epsilon(0.05));
  CHECK(s.low > 1.5);
  CHECK(s.high < 2.5);
}

TEST_CASE("trends, forecast, zones and load of the sample") {
  const Records r = read_records(kSample);
  const Json t = trends(
      r, Json::parse(R"({"person": "1503960366", "measures": ["steps", "sleep"]})"), Language::ko);
  CHECK(t.at("measures").at("steps").at("series").as_array().size() == 30);
  CHECK(t.at("measures").at("steps").at("weekdays").as_array().size() == 7);
  const Json f = forecast(
      r, Json::parse(R"({"person": "1503960366", "measure": "steps", "for": "2016-05-08"})"));
  CHECK(f.get_double("low", 1e9) <= f.get_double("forecast", 0));
  CHECK(f.get_double("high", 0) >= f.get_double("forecast", 0));
  // What lies after the day asked for is not looked at.
  const Json g = forecast(
      r, Json::parse(R"({"person": "1503960366", "measure": "steps", "for": "2016-04-22"})"));
  CHECK(g.get_int("days", 0) == 10);
  const Json z = zones(r, Json::parse(R"({"age": 40, "beats": [[0, 100], [60, 150], [120, 180]]})"),
                       Language::en);
  CHECK(z.get_double("max_heart_rate", 0) == 180);
  CHECK(z.at("zones").as_array()[3].get_double("minutes", 0) == 1);
  const Json l = load(r, Json::parse(R"({"person": "1503960366"})"), Language::en);
  CHECK(l.get_double("ratio", 0) > 0);
  CHECK_THROWS_AS(trends(r, Json::parse(R"({"person": "nobody"})"), Language::en), Error);
  CHECK_THROWS_AS(forecast(r, Json::parse(R"({"measure": "mood"})")), Error);
}

TEST_CASE("a week's plan never breaks a limit and grows by ten percent at most") {
  const char* const kLimits[] = {"bad knee", "허리", "pregnancy", "심장",
                                 "고혈압",   "부상", "비만",      "천식"};
  for (const char* limit : kLimits)
    for (const char* goal : {"run 5 km", "근육 키우기", "lose weight", "유연성", ""})
      for (const double current : {0.0, 60.0, 100.0, 300.0}) {
        Json arguments;
        arguments.set("goal", goal)
            .set("limits", Json(Json::Array{limit}))
            .set("minutes", 60)
            .set("current_minutes", current);
        const Json plan = plan_week(arguments, Language::en);
        CAPTURE(plan.dump());
        CHECK(plan.get_double("minutes", 0) <=
              std::max(current * 1.1, std::max(60.0, current < 60 ? current + 30 : 0)));
        for (const Json& day : plan.at("week").as_array()) {
          const std::string id = day.get_string("id", "");
          const std::string_view l = limit;
          if (l == "bad knee")
            CHECK((id != "run" && id != "hiit" && id != "hike" && id != "strength_full"));
          if (l == "pregnancy" || l == "심장" || l == "부상")
            CHECK((id != "run" && id != "hiit" && id != "strength_full"));
          const std::string intensity = day.get_string("intensity", "");
          if (l == "심장" || l == "부상") CHECK((intensity == "none" || intensity == "low"));
          if (l != "bad knee") CHECK(intensity != "vigorous");
        }
      }
  CHECK_THROWS_AS(plan_week(Json::parse(R"({"limits": ["glass bones"]})"), Language::en), Error);
}

TEST_CASE("a plan says how hard a day is in words of the language, and nothing by numbers alone") {
  const Json asked = Json::parse(R"({"goal": "run 5 km", "level": "beginner"})");
  for (const Language language : {Language::en, Language::ko}) {
    const Json plan = plan_week(asked, language);
    const bool korean = language == Language::ko;
    for (const Json& day : plan.at("week").as_array()) {
      CHECK(day.find("level") == nullptr);
      const std::string intensity = day.get_string("intensity", "");
      if (day.get_string("id", "") == "rest")
        CHECK(intensity == (korean ? "없음" : "none"));
      else if (korean)
        CHECK((intensity == "낮음" || intensity == "보통"));
      else
        CHECK((intensity == "low" || intensity == "moderate"));
    }
    CHECK(plan.at("why").get_string("goal", "") == (korean ? "지구력" : "endurance"));
    CHECK(plan.at("why").get_string("hardest_allowed", "") == (korean ? "보통" : "moderate"));
  }
}
