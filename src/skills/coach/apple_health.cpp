// Apple Health's export.xml, read as a stream: a file of gigabytes takes the memory of one element. Only <Record .../> and
// <Workout .../> matter. Entities and document types are where hostile XML works, so none are read: the export's own internal
// DTD is skipped without looking into it, and an entity in an attribute other than the five of XML is refused.
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "base/messages/skill_coach.h"
#include "skills/coach/records.h"

namespace tinybrain::skills::coach {
namespace {

constexpr size_t kElement = size_t{64} << 10;
constexpr uint64_t kFile = uint64_t{4} << 30;

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file)
      : name_(file.filename().string()), in_(file, std::ios::binary) {
    if (!in_) throw Error(Code::io, msg::kCoachXml, name_, 0, "open");
  }
  [[noreturn]] void fail(const Message& why) const {
    const Error reason(Code::bad_file, why);
    throw Error(Code::bad_file, msg::kCoachXml, name_, at_, reason.what());
  }
  int next() {
    if (here_ == end_) {
      in_.read(buffer_, sizeof buffer_);
      end_ = static_cast<size_t>(in_.gcount());
      here_ = 0;
      if (end_ == 0) return -1;
    }
    if (++at_ > kFile) fail(msg::kCoachXmlLarge);
    return static_cast<unsigned char>(buffer_[here_++]);
  }
  // From after '<' to before the '>' that ends it; false at the end of the file.
  bool element(std::string& inside) {
    int c;
    while ((c = next()) >= 0 && c != '<') {
    }
    if (c < 0) return false;
    inside.clear();
    char quote = 0;
    int depth = 0;
    bool doctype = false, comment = false;
    while ((c = next()) >= 0) {
      if (doctype) {  // over a DTD: brackets and quotes are all that is counted
        if (quote) {
          if (c == quote) quote = 0;
        } else if (c == '[') {
          ++depth;
        } else if (c == ']') {
          --depth;
        } else if (c == '>' && depth == 0) {
          return true;
        }
        tail_[0] = tail_[1], tail_[1] = tail_[2], tail_[2] = tail_[3], tail_[3] = tail_[4],
        tail_[4] = tail_[5], tail_[5] = tail_[6], tail_[6] = tail_[7],
        tail_[7] = static_cast<char>(c);
        if (std::memcmp(tail_, "<!ENTITY", 8) == 0) fail(msg::kCoachXmlEntity);
        continue;
      }
      if (comment) {
        inside += static_cast<char>(c);
        if (inside.size() > 6) inside.erase(3, inside.size() - 6);
        if (c == '>' && inside.ends_with("-->")) return true;
        continue;
      }
      if (!quote && c == '>') return true;
      if (quote && c == quote)
        quote = 0;
      else if (!quote && (c == '"' || c == '\''))
        quote = static_cast<char>(c);
      inside += static_cast<char>(c);
      if (inside == "!--") comment = true;
      if (inside == "!DOCTYPE") {
        doctype = true;
        quote = 0;
        depth = 0;
      }
      if (inside.size() > kElement) fail(msg::kCoachXmlLong);
    }
    fail(msg::kCoachXmlCut);
  }

 private:
  std::string name_;
  std::ifstream in_;
  uint64_t at_ = 0;
  size_t here_ = 0, end_ = 0;
  char tail_[8] = {};
  char buffer_[size_t{64} << 10];
};

// The attribute's text; "" where it is not there. Every '&' must begin one of XML's own five.
std::string_view attribute(std::string_view element, std::string_view name, const Reader& reader) {
  for (size_t at = element.find(name); at != std::string_view::npos;
       at = element.find(name, at + 1)) {
    const size_t sign = at + name.size();
    if (at == 0 || (element[at - 1] != ' ' && element[at - 1] != '\n') ||
        sign + 1 >= element.size() || element[sign] != '=')
      continue;
    const char quote = element[sign + 1];
    const size_t end = element.find(quote, sign + 2);
    if (end == std::string_view::npos) return {};
    const std::string_view value = element.substr(sign + 2, end - sign - 2);
    for (size_t i = value.find('&'); i != std::string_view::npos; i = value.find('&', i + 1)) {
      const std::string_view rest = value.substr(i);
      if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;") &&
          !rest.starts_with("&quot;") && !rest.starts_with("&apos;"))
        reader.fail(msg::kCoachXmlEntity);
    }
    return value;
  }
  return {};
}

std::optional<double> value_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
      value < 0 || value > 1e6)
    return std::nullopt;
  return value;
}

int64_t second_of(
    std::string_view text) {  // "2016-04-12 08:30:00 +0900", by the person's own clock
  const auto day = day_of(text);
  if (!day || text.size() < 19) return -1;
  const auto two = [&](size_t at) {
    return text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9'
               ? (text[at] - '0') * 10 + (text[at + 1] - '0')
               : 0;
  };
  return *day * 86400 + two(11) * 3600 + two(14) * 60 + two(17);
}

struct Mean {
  double sum = 0, n = 0;
};

}  // namespace

void read_apple(const std::filesystem::path& file, Person& person) {
  Reader reader(file);
  std::string element;
  bool health = false;
  std::map<std::string, std::map<int64_t, std::map<std::string, double>>>
      sums;  // measure, day, device
  std::map<std::string, std::map<int64_t, Mean>> means;
  while (reader.element(element)) {
    if (element.starts_with("HealthData")) health = true;
    if (!element.starts_with("Record ")) continue;
    const std::string_view kind = attribute(element, "type", reader),
                           from = attribute(element, "startDate", reader);
    const std::string_view to = attribute(element, "endDate", reader),
                           given = attribute(element, "value", reader);
    const std::string device(attribute(element, "sourceName", reader).substr(0, 100));
    const std::string_view unit = attribute(element, "unit", reader);
    const auto day = day_of(from);
    if (!day) continue;
    const auto value = value_of(given);
    if (kind == "HKCategoryTypeIdentifierSleepAnalysis") {
      if (given.find("Asleep") == std::string_view::npos) continue;
      const int64_t a = second_of(from), b = second_of(to);
      // A night belongs to the day on which it ends.
      if (a >= 0 && b > a && b - a < 86400)
        sums["sleep"][b / 86400][device] += static_cast<double>(b - a) / 60;
    } else if (!value) {
      continue;
    } else if (kind == "HKQuantityTypeIdentifierStepCount") {
      sums["steps"][*day][device] += *value;
    } else if (kind == "HKQuantityTypeIdentifierDistanceWalkingRunning") {
      sums["distance"][*day][device] += unit == "mi" ? *value * 1.609344 : *value;
    } else if (kind == "HKQuantityTypeIdentifierAppleExerciseTime") {
      sums["active_minutes"][*day][device] += *value;
    } else if (kind == "HKQuantityTypeIdentifierBodyMass") {
      Mean& m = means["weight"][*day];
      m.sum += unit == "lb" ? *value * 0.45359237 : *value;
      ++m.n;
    } else if (kind == "HKQuantityTypeIdentifierRestingHeartRate" ||
               kind == "HKQuantityTypeIdentifierHeartRateVariabilitySDNN") {
      Mean& m = means[kind.ends_with("SDNN") ? "hrv" : "resting_heart_rate"][*day];
      m.sum += *value;
      ++m.n;
    } else if (kind == "HKQuantityTypeIdentifierHeartRate" && *value > 20 && *value < 250 &&
               person.beats.size() < 5'000'000) {
      if (const int64_t s = second_of(from); s >= 0) person.beats.push_back({s, *value});
    }
  }
  if (!health) reader.fail(msg::kCoachXmlOther);
  // A phone and a watch both count the same steps: the device that saw most of the day stands for it.
  for (const auto& [measure, days] : sums)
    for (const auto& [day, devices] : days) {
      double most = 0;
      for (const auto& [device, sum] : devices) most = std::max(most, sum);
      person.daily[measure][day] = most;
    }
  for (const auto& [measure, days] : means)
    for (const auto& [day, mean] : days) person.daily[measure][day] = mean.sum / mean.n;
}

}  // namespace tinybrain::skills::coach
