// A person's records by day, from exports of several kinds, and heart rate as it was measured.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::coach {

// Days since 1970-01-01. Nothing: no such day, or not written in one of the forms "2016-04-12", "2016/4/12", "4/12/16", "4/12/2016",
// each with a time after it or not.
std::optional<int64_t> day_of(std::string_view text);
std::string date_of(int64_t day);  // "2016-04-12"
int weekday_of(int64_t day);       // 0 = Monday

using Series = std::map<int64_t, double>;  // by day

struct Beat {
  int64_t second;  // since 1970, of the person's own clock
  double rate;     // a minute
};

struct Person {
  // "steps", "distance", "active_minutes", "calories", "sleep" (minutes), "weight" (kg), "resting_heart_rate", "hrv" (ms)
  std::map<std::string, Series> daily;
  std::vector<Beat> beats;  // in time
};

struct Records {
  std::map<std::string, Person> people;  // by id; "me" where a file names nobody
  std::vector<std::string> files;        // what was read
};

// Whatever is found in the folder, or in "fitbit" below it. Error{not_found}: nothing; Error{bad_file} with file and line.
Records read_records(const std::filesystem::path& folder);

// Apple Health: streamed, entities and document types of its own refused, at most 4 GiB.
void read_apple(const std::filesystem::path& file, Person& person);
// Google Fit / Takeout: "Daily activity metrics.csv".
void read_google(const std::filesystem::path& file, Person& person);

}  // namespace tinybrain::skills::coach
