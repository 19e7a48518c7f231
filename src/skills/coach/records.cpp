#include "skills/coach/records.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/error.h"
#include "base/messages/skill_coach.h"
#include "skills/coach/table.h"

namespace tinybrain::skills::coach {
namespace {

namespace fs = std::filesystem;
namespace chrono = std::chrono;

bool number(std::string_view& text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end - text.data() > 4 || value < 0) return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return true;
}

int64_t day_in(const Table::Row& row, const char* column, const Table& table) {
  const auto day = day_of(row.text(column));
  if (!day)
    throw Error(Code::bad_file, msg::kCoachNotDate, table.name(), row.line(),
                row.text(column).substr(0, 40));
  return *day;
}

int64_t seconds_in(std::string_view text) {
  const size_t space = text.find_first_of(" T");
  if (space == std::string_view::npos) return 0;
  int h = 0, m = 0, s = 0;
  std::string_view rest = text.substr(space + 1);
  if (!number(rest, h)) return 0;
  if (rest.starts_with(":")) {
    rest.remove_prefix(1);
    number(rest, m);
  }
  if (rest.starts_with(":")) {
    rest.remove_prefix(1);
    number(rest, s);
  }
  if (rest.find("PM") != std::string_view::npos && h < 12) h += 12;
  if (rest.find("AM") != std::string_view::npos && h == 12) h = 0;
  return std::clamp(h, 0, 23) * 3600 + std::clamp(m, 0, 59) * 60 + std::clamp(s, 0, 59);
}

std::string id_of(const Table::Row& row) {
  const std::string& id = row.text("Id");
  return id.empty() ? "me" : id.substr(0, 60);
}

void put(Person& person, const char* measure, int64_t day, std::optional<double> value) {
  if (value) person.daily[measure][day] = *value;
}

void read_activity(const fs::path& file, Records& records) {
  const Table table(file, {"ActivityDate", "TotalSteps"});
  for (const Table::Row& row : table.rows()) {
    Person& person = records.people[id_of(row)];
    const int64_t day = day_in(row, "ActivityDate", table);
    const auto steps = row.count("TotalSteps");
    const auto very = row.count("VeryActiveMinutes"), fairly = row.count("FairlyActiveMinutes");
    const auto still = row.count("SedentaryMinutes");
    // A day on which the device was not worn says nothing of the person.
    if (steps && *steps == 0 && still && *still >= 1440) continue;
    put(person, "steps", day, steps);
    put(person, "distance", day, row.count("TotalDistance"));
    put(person, "calories", day, row.count("Calories"));
    if (very && fairly) put(person, "active_minutes", day, *very + *fairly);
  }
}

void read_sleep(const fs::path& file, Records& records) {
  const Table table(file, {"SleepDay", "TotalMinutesAsleep"});
  for (const Table::Row& row : table.rows())
    put(records.people[id_of(row)], "sleep", day_in(row, "SleepDay", table),
        row.count("TotalMinutesAsleep"));
}

void read_weight(const fs::path& file, Records& records) {
  const Table table(file, {"Date", "WeightKg"});
  for (const Table::Row& row : table.rows())
    put(records.people[id_of(row)], "weight", day_in(row, "Date", table), row.count("WeightKg"));
}

void read_heart(const fs::path& file, Records& records) {
  const Table table(file, {"Time", "Value"});
  for (const Table::Row& row : table.rows()) {
    const int64_t day = day_in(row, "Time", table);
    const auto rate = row.count("Value");
    if (rate && *rate > 20 && *rate < 250)
      records.people[id_of(row)].beats.push_back(
          {day * 86400 + seconds_in(row.text("Time")), *rate});
  }
}

// The lowest tenth of a day's beats, where there are enough of them, stands for the resting rate.
void resting_rate(Person& person) {
  std::map<int64_t, std::vector<double>> days;
  for (const Beat& beat : person.beats) days[beat.second / 86400].push_back(beat.rate);
  for (auto& [day, rates] : days) {
    if (rates.size() < 100 || person.daily["resting_heart_rate"].contains(day)) continue;
    const auto tenth = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 10);
    std::nth_element(rates.begin(), tenth, rates.end());
    person.daily["resting_heart_rate"][day] = *tenth;
  }
  if (person.daily["resting_heart_rate"].empty()) person.daily.erase("resting_heart_rate");
}

}  // namespace

std::optional<int64_t> day_of(std::string_view text) {
  while (text.starts_with(" ")) text.remove_prefix(1);
  int a = 0, b = 0, c = 0;
  if (!number(text, a) || text.empty()) return std::nullopt;
  const char sign = text[0];
  if (sign != '-' && sign != '/' && sign != '.') return std::nullopt;
  text.remove_prefix(1);
  if (!number(text, b) || text.empty() || text[0] != sign) return std::nullopt;
  text.remove_prefix(1);
  if (!number(text, c)) return std::nullopt;
  if (!text.empty() && text[0] != ' ' && text[0] != 'T') return std::nullopt;
  if (a < 1000) {  // month, day, year
    const int year = c < 100 ? 2000 + c : c;
    c = b;
    b = a;
    a = year;
  }
  const chrono::year_month_day date{chrono::year(a), chrono::month(static_cast<unsigned>(b)),
                                    chrono::day(static_cast<unsigned>(c))};
  if (!date.ok() || a < 1970 || a > 2200) return std::nullopt;
  return chrono::sys_days(date).time_since_epoch().count();
}

std::string date_of(int64_t day) {
  const chrono::year_month_day date{chrono::sys_days(chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int weekday_of(int64_t day) { return static_cast<int>(((day % 7) + 7 + 3) % 7); }

void read_google(const fs::path& file, Person& person) {
  const Table table(file, {"Date"});
  for (const Table::Row& row : table.rows()) {
    const int64_t day = day_in(row, "Date", table);
    put(person, "steps", day, row.count("Step count"));
    put(person, "calories", day, row.count("Calories (kcal)"));
    if (const auto metres = row.count("Distance (m)")) put(person, "distance", day, *metres / 1000);
    put(person, "active_minutes", day, row.count("Move Minutes count"));
    put(person, "resting_heart_rate", day, row.count("Min heart rate (bpm)"));
    put(person, "weight", day, row.count("Average weight (kg)"));
    if (const auto ms = row.count("Sleeping duration (ms)")) put(person, "sleep", day, *ms / 60000);
    if (const auto ms = row.number("Sleep duration (ms)")) put(person, "sleep", day, *ms / 60000);
  }
}

Records read_records(const fs::path& folder) {
  Records records;
  const auto found = [&](std::initializer_list<const char*> names) -> fs::path {
    for (const char* name : names)
      if (std::error_code ignored; fs::is_regular_file(folder / name, ignored)) {
        records.files.emplace_back(name);
        return folder / name;
      }
    return {};
  };
  if (const fs::path f = found({"daily_activity.csv", "fitbit/daily_activity.csv"}); !f.empty())
    read_activity(f, records);
  if (const fs::path f = found({"sleep_day.csv", "fitbit/sleep_day.csv"}); !f.empty())
    read_sleep(f, records);
  if (const fs::path f = found({"weight_log.csv", "fitbit/weight_log.csv"}); !f.empty())
    read_weight(f, records);
  if (const fs::path f = found({"heartrate_seconds.csv", "fitbit/heartrate_seconds.csv"});
      !f.empty())
    read_heart(f, records);
  if (const fs::path f = found({"export.xml", "apple_health_export/export.xml"}); !f.empty())
    read_apple(f, records.people["me"]);
  if (const fs::path f = found({"Daily activity metrics.csv",
                                "Takeout/Fit/Daily activity metrics/Daily activity metrics.csv",
                                "Fit/Daily activity metrics/Daily activity metrics.csv"});
      !f.empty())
    read_google(f, records.people["me"]);
  if (records.files.empty()) throw Error(Code::not_found, msg::kCoachNoRecords, folder.string());
  for (auto& [id, person] : records.people) {
    std::stable_sort(person.beats.begin(), person.beats.end(),
                     [](const Beat& a, const Beat& b) { return a.second < b.second; });
    resting_rate(person);
  }
  return records;
}

}  // namespace tinybrain::skills::coach
