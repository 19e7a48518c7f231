#include "skills/patient/patient.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_patient.h"
#include "base/seed.h"
#include "base/sha256.h"
#include "data/dataset.h"
#include "eval/classification.h"
#include "eval/statistics.h"
#include "skills/asked.h"
#include "skills/data_folder.h"
#include "skills/patient/red_flags.h"
#include "skills/sorter.h"
#include "vault/vault.h"

namespace tinybrain::skills {
namespace {

using namespace patient;

constexpr const char* kFile = "patient.json";
constexpr const char* kSorted = "decision.patient";
constexpr size_t kMostBytes = 20'000, kMostShown = 5, kSources = 3;

Json flags_json(const std::vector<RedFlag>& flags, Language language) {
  Json all{Json::Array{}};
  for (const RedFlag& flag : flags) {
    Json one;
    one.set("flag", flag.name).set("about", text_of(language, *flag.about));
    all.push(one.set("words", flag.words));
  }
  return all;
}

// What a person must read before anything else; "" = nothing.
std::string urgent_text(const std::vector<RedFlag>& flags, Language language) {
  std::string text, names;
  for (const RedFlag& flag : flags) {
    if (flag.name == "suicide")
      text = text_of(language, msg::kPatientSuicide);
    else
      names += (names.empty() ? "" : ", ") + text_of(language, *flag.about);
  }
  if (names.empty()) return text;
  return (text.empty() ? "" : text + " ") + text_of(language, msg::kPatientEmergency, names);
}

class Patient : public Skill {
 public:
  explicit Patient(const Opening& opening) : data_(opening), vault_(opening.vault) {}

  Json call(const std::string& tool, const Json& arguments) override {
    const Language language = language_in(arguments);
    Json result;
    if (tool == "train") result = train(arguments);
    if (tool == "sort") result = sort(arguments, language);
    if (tool == "flags") result = flags(arguments, language);
    if (tool == "report") result = report(arguments);
    result.set("note", text_of(language, msg::kPatientNote));
    if (data_.sample()) result.set("sample", text_of(language, msg::kPatientSample));
    return result;
  }

 private:
  // The seed brain; nullptr where it did not come along.
  LoadedModel* encoder() {
    if (!encoder_ && !no_encoder_) try {
        encoder_ = std::make_unique<LoadedModel>(seed_brain(), 0, Weights::Progress{});
      } catch (const Error&) {
        no_encoder_ = true;
      }
    return encoder_.get();
  }

  Dataset rows_of(const Json& arguments) const {
    ReadOptions options;
    options.task = Task::classify;
    options.text_column = arguments.get_string("text_column", "");
    options.label_column = arguments.get_string("label_column", "");
    Dataset rows = read_dataset(data_.file(arguments.at("table").as_string("table")), options);
    std::erase_if(rows.examples,
                  [](const Example& e) { return e.text.empty() || e.label.empty(); });
    return rows;
  }

  Json train(const Json& arguments) {
    const std::filesystem::path file = data_.file_to_write(arguments.get_string("sorter", kFile));
    const double wrong = arguments.get_double("wrong", 0.05);
    if (!(wrong >= 0 && wrong <= 0.5)) throw Error(Code::bad_argument, msg::kPatientErrors);
    const Dataset rows = rows_of(arguments);
    std::vector<std::string> labels = rows.labels();
    std::vector<KnownText> known;
    for (const Example& e : rows.examples) {
      const auto at = std::lower_bound(labels.begin(), labels.end(), e.label);
      known.push_back({e.text, static_cast<uint32_t>(at - labels.begin()), e.row});
    }
    LoadedModel* model = arguments.get_bool("encoder", true) ? encoder() : nullptr;
    const Sorter sorter(std::move(labels), std::move(known), model, wrong,
                        static_cast<uint64_t>(arguments.get_int("seed", 1)));
    Json card, j = sorter.to_json();
    card.set("table", arguments.at("table")).set("table_sha256", rows.sources.at(0).sha256);
    card.set("trained", time_text(now())).set("texts", sorter.known().size());
    card.set("kinds", sorter.labels().size()).set("with_encoder", sorter.with_encoder());
    card.set("wrong_of_answered_at_most", wrong).set("line", sorter.line());
    write_file(file, j.set("card", card).dump() + "\n");
    sorter_.reset();
    Json result;
    return result.set("sorter", file.filename().string()).set("card", card);
  }

  const Sorter& sorter(const Json& arguments) {
    const std::filesystem::path file = data_.file(arguments.get_string("sorter", kFile));
    if (!std::filesystem::exists(file))
      throw Error(Code::not_found, msg::kPatientNotTrained, file.string());
    const auto written = std::filesystem::last_write_time(file);
    if (sorter_ && from_ == file && written_ == written) return *sorter_;
    const std::string text = read_file(file);
    try {
      const Json j = Json::parse(text);
      sorter_.emplace(j, j.get_int("width", 0) ? encoder() : nullptr);
      card_ = j.at("card");
    } catch (const Error& e) {
      throw e.in(file.string());
    }
    Sha256 hash;
    hash.update(text.data(), text.size());
    sha256_ = hash.finish_hex();
    from_ = file, written_ = written;
    return *sorter_;
  }

  static std::string text_in(const Json& arguments) {
    const std::string& text = arguments.at("text").as_string("text");
    if (text.empty() || text.size() > kMostBytes)
      throw Error(Code::bad_argument, msg::kPatientText);
    return text;
  }

  Json flags(const Json& arguments, Language language) const {
    const std::vector<RedFlag> found = red_flags(text_in(arguments));
    Json j;
    if (!found.empty()) j.set("urgent", urgent_text(found, language));
    return j.set("flags", flags_json(found, language));
  }

  Json sort(const Json& arguments, Language language) {
    // What is urgent needs no model and comes first, whatever else fails.
    Json j = flags(arguments, language), kinds{Json::Array{}}, from{Json::Array{}}, why;
    const bool urgent = j.find("urgent") != nullptr;
    const std::string text = text_in(arguments);
    const Sorter* known = nullptr;
    try {
      known = &sorter(arguments);
    } catch (const Error&) {
      if (!urgent) throw;
      return j;
    }
    const std::vector<double> p = known->chances(text);
    std::vector<size_t> order(p.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] > p[b]; });
    const std::string& best = known->labels()[order[0]];
    const bool knows = known->knows_any_of(text), answers = knows && p[order[0]] >= known->line();
    for (size_t i = 0; i < std::min(kMostShown, order.size()); ++i) {
      Json one;
      kinds.push(one.set("kind", known->labels()[order[i]]).set("chance", p[order[i]]));
    }
    for (const Source& s : known->sources(text, kSources)) {
      const KnownText& k = known->known()[s.known];
      Json one;
      one.set("row", k.row).set("kind", known->labels()[k.label]).set("text", k.text);
      from.push(one.set("likeness", s.likeness));
    }
    j.set("answer", answers ? Json(best) : Json(nullptr));
    j.set("text", !knows    ? text_of(language, msg::kPatientUnknown)
                  : answers ? text_of(language, msg::kPatientAnswer, best, 100 * p[order[0]])
                            : text_of(language, msg::kPatientUnsure, best, 100 * p[order[0]],
                                      100 * known->line()));
    j.set("kinds", kinds).set("sources", from).set("table", card_.at("table"));
    why.set("flags", "rules")
        .set("kinds", known->with_encoder() ? "terms and seed brain" : "terms");
    why.set("sorter", sha256_).set("line", known->line());
    j.set("trace", why);
    if (vault_) {  // what was said stays out of it
      Json detail, logged;
      detail.set("case", arguments.get_string("case", "").substr(0, 100))
          .set("answer", j.at("answer"));
      detail.set("flags", j.at("flags").as_array().size())
          .set("chance", p[order[0]])
          .set("trace", why);
      const AuditEntry entry = vault_->audit().append(kSorted, detail);
      j.set("logged", logged.set("number", entry.seq).set("hash", entry.hash));
    }
    return j;
  }

  Json report(const Json& arguments) {
    const Sorter& known = sorter(arguments);
    const size_t c = known.labels().size();
    std::vector<float> p;
    std::vector<uint32_t> truth;
    std::set<std::string_view> learnt;
    for (const KnownText& text : known.known()) learnt.insert(text.text);
    uint64_t seen = 0;
    for (const Example& e : rows_of(arguments).examples) {
      seen += learnt.contains(e.text);
      const auto at = std::lower_bound(known.labels().begin(), known.labels().end(), e.label);
      const bool there = at != known.labels().end() && *at == e.label;
      truth.push_back(there ? static_cast<uint32_t>(at - known.labels().begin()) : kNoClass);
      for (double v : known.chances(e.text)) p.push_back(static_cast<float>(v));
    }
    const std::vector<uint32_t> said = most_likely(p, c);
    std::vector<uint32_t> order(truth.size());
    std::vector<float> top(truth.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i, top[i] = p[i * c + said[i]];
    const auto judged = [&](std::span<const uint32_t> which) {
      std::vector<uint32_t> t, s;
      for (uint32_t i : which) t.push_back(truth[i]), s.push_back(said[i]);
      return judge(t, s, c);
    };
    const auto interval_of = [&](std::span<const uint32_t> which) {
      const std::vector<uint32_t> some(which.begin(), which.end());
      const Interval i = bootstrap(
          some.size(),
          [&](std::span<const uint32_t> at) {
            std::vector<uint32_t> picked;
            for (uint32_t k : at) picked.push_back(some[k]);
            return judged(picked).macro_f1;
          },
          static_cast<uint64_t>(arguments.get_int("seed", 1)), 1000);
      return Json(Json::Array{i.low, i.high});
    };
    const Classification all = judged(order);
    const Interval right = wilson(all.right, all.texts);
    Json j, curve{Json::Array{}};
    if (seen > 0)
      j.set("warning", text_of(language_in(arguments), msg::kPatientSeen, seen, all.texts));
    j.set("texts", all.texts)
        .set("learnt_from", seen)
        .set("macro_f1", all.macro_f1)
        .set("macro_f1_interval", interval_of(order));
    j.set("accuracy", all.accuracy)
        .set("accuracy_interval", Json(Json::Array{right.low, right.high}));
    j.set("calibration_error", calibration(p, truth, c).ece).set("log_loss", log_loss(p, truth, c));
    // The surest first: how right they are when only so many are answered.
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return top[a] > top[b]; });
    const auto add = [&](size_t count, const char* name) {
      const std::span<const uint32_t> some(order.data(), count);
      Json one;
      one.set("at", name)
          .set("answered", static_cast<double>(count) / static_cast<double>(order.size()));
      if (count) {
        const Classification now_judged = judged(some);
        const Interval i = wilson(now_judged.right, count);
        one.set("line", double{top[order[count - 1]]}).set("accuracy", now_judged.accuracy);
        one.set("accuracy_interval", Json(Json::Array{i.low, i.high}))
            .set("macro_f1", now_judged.macro_f1);
      }
      curve.push(std::move(one));
    };
    for (const char* name : {"100", "95", "90", "80", "70", "60", "50"})
      add(order.size() * static_cast<size_t>(std::stoul(name)) / 100, name);
    add(static_cast<size_t>(
            std::count_if(top.begin(), top.end(), [&](float t) { return t >= known.line(); })),
        "own line");
    return j.set("abstention", curve).set("card", card_);
  }

  DataFolder data_;
  Vault* vault_;
  std::unique_ptr<LoadedModel> encoder_;
  bool no_encoder_ = false;
  std::optional<Sorter> sorter_;
  Json card_;
  std::string sha256_;
  std::filesystem::path from_;
  std::filesystem::file_time_type written_;
};

}  // namespace

std::unique_ptr<Skill> make_patient(const Opening& opening) {
  return std::make_unique<Patient>(opening);
}

}  // namespace tinybrain::skills
