#include "skills/office/office.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_office.h"
#include "base/seed.h"
#include "skills/asked.h"
#include "skills/office/entities.h"
#include "skills/office/labels.h"
#include "skills/office/texts.h"
#include "skills/office/writing.h"
#include "text/language.h"

namespace tinybrain::skills::office {
namespace {

namespace fs = std::filesystem;

constexpr const char *kLabels = "labels.json", *kNames = "names.tagger";
constexpr size_t kMostExamples = 10'000, kLargestTagger = size_t{64} << 20;
constexpr float kLeastWeight = 0.2f;  // of a tagger's features that are kept

class Office : public Skill {
 public:
  explicit Office(const Opening& opening)
      : data_(opening), shipped_(opening.manifest.folder / "sample"), writing_(data_) {}

  void use_model(LoadedModel* model) override { writing_.use_model(model); }

  Json call(const std::string& tool, const Json& arguments) override {
    static const std::pair<const char*, Json (Office::*)(const Json&)> kTools[] = {
        {"learn", &Office::learn},
        {"classify", &Office::classify},
        {"measure", &Office::measure},
        {"extract", &Office::extract},
        {"learn_names", &Office::learn_names}};
    static const std::pair<const char*, Json (Writing::*)(const Json&)> kWriting[] = {
        {"translate", &Writing::translate}, {"remember_pair", &Writing::remember_pair},
        {"ideas", &Writing::ideas},         {"outline", &Writing::outline},
        {"style", &Writing::style},         {"draft", &Writing::draft}};
    for (const auto& [name, run] : kTools)
      if (tool == name) return marked((this->*run)(arguments), arguments);
    for (const auto& [name, run] : kWriting)
      if (tool == name) return marked((writing_.*run)(arguments), arguments);
    throw Error(Code::not_found, msg::kSkillArgument, "tool", tool);
  }

 private:
  Json marked(Json result, const Json& arguments) const {
    if (data_.sample()) result.set("sample", text_of(language_in(arguments), msg::kOfficeSample));
    return result;
  }

  // The seed brain; nullptr where it did not come along.
  LoadedModel* encoder() {
    if (!encoder_ && !no_encoder_) try {
        encoder_ = std::make_unique<LoadedModel>(seed_brain(), 0, Weights::Progress{});
      } catch (const Error&) {
        no_encoder_ = true;
      }
    return encoder_.get();
  }

  LoadedModel* encoder_for(const Json& arguments) {
    return asked_learning(arguments).encoder ? encoder() : nullptr;
  }

  Json learn(const Json& arguments) {
    const fs::path file = data_.file_to_write(arguments.get_string("by", kLabels));
    Json card, result;
    const auto labels = learn_labels(data_.file(arguments.at("table").as_string("table")),
                                     arguments, encoder_for(arguments), card);
    save_labels(*labels, card, file);
    labels_.reset();
    return result.set("by", file.filename().string()).set("card", card);
  }

  Labels& labels(const Json& arguments) {
    if (const Json* examples = arguments.find("examples")) {
      if (examples->as_array("examples").size() > kMostExamples)
        throw Error(Code::bad_argument, msg::kOfficeManyTexts, examples->as_array().size(),
                    kMostExamples);
      const std::string key = examples->dump();
      if (!labels_ || key != examples_) {
        labels_ = learn_examples(*examples, arguments, encoder_for(arguments));
        examples_ = key;
      }
      return *labels_;
    }
    const fs::path file = data_.file(arguments.get_string("by", kLabels));
    if (!fs::exists(file)) throw Error(Code::not_found, msg::kOfficeNotLearnt, file.string());
    const auto written = fs::last_write_time(file);
    if (!labels_ || !examples_.empty() || file != labels_from_ || written != labels_written_) {
      labels_.reset();
      labels_ = open_labels(file, [this] { return encoder(); });
      examples_.clear();
      labels_from_ = file, labels_written_ = written;
    }
    return *labels_;
  }

  Json classify(const Json& arguments) {
    const Json* output = arguments.find("output");
    const fs::path file = output ? data_.file_to_write(output->as_string("output")) : fs::path();
    const Texts texts = asked_for(arguments, data_);
    Labels& by = labels(arguments);
    const Language language = language_in(arguments);
    const size_t most = asked_count(arguments, "most", 3, 100);
    Json result, trace{Json::Array{}}, all{Json::Array{}}, counts{Json::Object{}};
    std::string csv = "text,label,chance\n";
    uint64_t unsure = 0;
    for (const std::string& text : texts.all) {
      Json one = label_json(by, text, most, language);
      const Json& label = one.at("label");
      const std::string name = label.is_string() ? label.as_string() : "";
      if (name.empty())
        ++unsure;
      else
        counts.set(name, counts.get_int(name, 0) + 1);
      csv += csv_cell(text) + "," + csv_cell(name) + "," +
             fmt::format("{:.4f}\n", one.at("chance").as_double());
      all.push(std::move(one));
    }
    add_trace(trace, "code", by.made_by());
    if (texts.one) {
      result = all.as_array()[0];
      return result.set("trace", std::move(trace));
    }
    result.set("texts", static_cast<uint64_t>(texts.all.size()))
        .set("counts", std::move(counts))
        .set("unsure", unsure);
    if (output) {  // in place of a long answer
      write_file(file, csv);
      result.set("output", file.filename().string());
    } else {
      result.set("results", std::move(all));
    }
    return result.set("trace", std::move(trace));
  }

  Json measure(const Json& arguments) {
    const fs::path table = data_.file(arguments.at("table").as_string("table"));
    Labels& by = labels(arguments);
    return measure_labels(by, table, arguments).set("made_by", by.made_by());
  }

  // The person's own, or the one that came along.
  const Tagger& tagger(const Json& arguments) {
    const std::string name = arguments.get_string("names", kNames);
    fs::path file = data_.file(name);
    if (!fs::exists(file) && name == kNames) file = shipped_ / kNames;
    if (!fs::exists(file)) {
      if (arguments.find("names"))
        throw Error(Code::not_found, msg::kOfficeNotLearnt, file.string());
      file.clear();  // rules alone
    }
    const auto written = file.empty() ? fs::file_time_type() : fs::last_write_time(file);
    if (!tagger_ || file != tagger_from_ || written != tagger_written_) {
      tagger_.reset();
      try {
        const std::string bytes = file.empty() ? "" : read_file(file, kLargestTagger);
        tagger_ = file.empty() ? Tagger() : Tagger::from_bytes(bytes);
        const fs::path came = shipped_ / kNames;
        shipped_tagger_ =
            !file.empty() && fs::exists(came) && bytes == read_file(came, kLargestTagger);
      } catch (const Error& e) {
        throw e.in(file.string());
      }
      tagger_from_ = file, tagger_written_ = written;
    }
    return *tagger_;
  }

  Json extract(const Json& arguments) {
    const Texts texts = asked_for(arguments, data_);
    const std::vector<std::string> kinds = asked_texts(arguments, "kinds");
    const Tagger& learnt = tagger(arguments);
    static const Tagger kRulesAlone;
    Json result, all{Json::Array{}}, trace{Json::Array{}};
    bool learnt_used = false;
    for (const std::string& text : texts.all) {
      // The tagger that came along is for Korean; one's own is asked about everything.
      const bool ask = !shipped_tagger_ || language_of(text) == Language::ko;
      learnt_used |= ask && !learnt.empty();
      std::vector<Entity> found = entities_of(text, ask ? learnt : kRulesAlone, -1);
      if (!kinds.empty())
        std::erase_if(found, [&](const Entity& e) {
          return std::find(kinds.begin(), kinds.end(), e.kind) == kinds.end();
        });
      Json one;
      all.push(one.set("entities", entities_json(text, found)));
    }
    add_trace(trace, "code", learnt_used ? "tagger and rules" : "rules");
    if (texts.one)
      result = all.as_array()[0];
    else
      result.set("results", std::move(all));
    return result.set("trace", std::move(trace));
  }

  Json learn_names(const Json& arguments) {
    const fs::path file = data_.file_to_write(arguments.get_string("names", kNames));
    const std::vector<TaggedText> examples =
        read_marked(data_.file(arguments.at("table").as_string("table")));
    const Tagger learnt(examples, {}, static_cast<uint64_t>(arguments.get_int("seed", 1)));
    const std::string bytes = learnt.to_bytes(kLeastWeight);
    write_file(file, bytes);
    tagger_.reset();
    Json result, kinds{Json::Object{}};
    for (const TaggedText& e : examples)
      for (const Span& s : e.spans) kinds.set(s.slot, kinds.get_int(s.slot, 0) + 1);
    return result.set("names", file.filename().string())
        .set("texts", static_cast<uint64_t>(examples.size()))
        .set("kinds", std::move(kinds))
        .set("bytes", static_cast<uint64_t>(bytes.size()));
  }

  DataFolder data_;
  fs::path shipped_;
  Writing writing_;
  std::unique_ptr<LoadedModel> encoder_;
  bool no_encoder_ = false;
  std::unique_ptr<Labels> labels_;
  std::string examples_;  // that labels_ were learnt from; "" = a file
  fs::path labels_from_;
  fs::file_time_type labels_written_;
  std::optional<Tagger> tagger_;
  fs::path tagger_from_;
  bool shipped_tagger_ = false;  // or a copy of it
  fs::file_time_type tagger_written_;
};

}  // namespace

std::unique_ptr<Skill> make_office(const Opening& opening) {
  return std::make_unique<Office>(opening);
}

}  // namespace tinybrain::skills::office
