#include "skills/office/writing.h"

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_office.h"
#include "skills/asked.h"
#include "skills/office/draft.h"
#include "skills/office/style.h"
#include "skills/office/texts.h"
#include "skills/office/translate.h"
#include "text/language.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

constexpr const char *kPairs = "pairs.csv", *kGlossary = "glossary.csv", *kSamples = "samples.csv";
constexpr size_t kMostSamples = 1000;

uint64_t seed_of(const Json& arguments) {
  return static_cast<uint64_t>(arguments.get_int("seed", 0));
}

Language language_for(const Json& arguments, const std::string& text) {
  return arguments.find("language") ? language_in(arguments) : language_of(text);
}

Json segment_json(const Translated& t) {
  Json one, terms{Json::Array{}};
  one.set("source", t.source).set("target", t.target).set("by", t.by);
  one.set("likeness", rounded(t.likeness, 2));
  for (const Pair& term : t.terms) {
    Json pair;
    terms.push(pair.set("en", term.en).set("ko", term.ko));
  }
  if (!t.terms.empty()) one.set("terms", std::move(terms));
  if (!t.lost.empty()) one.set("lost", Json::Array(t.lost.begin(), t.lost.end()));
  return one.set("doubts", Json::Array(t.doubts.begin(), t.doubts.end()));
}

}  // namespace

void Writing::use_model(LoadedModel* model) {
  writer_.reset();
  model_ = model;
}

Writer* Writing::writer() {
  if (!writer_ && model_) writer_ = writer_on(*model_);
  return writer_.get();
}

Writer& Writing::need_writer() {
  if (!writer()) throw Error(Code::not_found, msg::kOfficeNoModel);
  return *writer();
}

Json Writing::translate(const Json& arguments) {
  const std::string text = unicode::repaired(asked_text(arguments, "text", kMostBytes));
  const char* other = language_of(text) == Language::ko ? "en" : "ko";
  const std::string to = arguments.get_string("to", other);
  const Segments segments = segments_of(text, arguments.get_bool("final", true));
  const Translator translator(read_pairs(data_.file(kPairs)), read_pairs(data_.file(kGlossary)),
                              to == "ko", writer());
  Json result, all{Json::Array{}}, trace{Json::Array{}};
  std::string joined;
  uint64_t by_pairs = 0;
  for (const std::string& source : segments.whole) {
    const Translated t = translator.translate(source);
    by_pairs += std::string_view(t.by) != "model";
    joined += (joined.empty() ? "" : " ") + t.target;
    all.push(segment_json(t));
  }
  if (by_pairs) add_trace(trace, "code", fmt::format("{} of the person's own pairs", by_pairs));
  if (by_pairs < segments.whole.size())
    add_trace(trace, "model", fmt::format("{} segments", segments.whole.size() - by_pairs));
  add_trace(trace, "code", "glossary, numbers, language and length checked");
  return result.set("to", to)
      .set("text", joined)
      .set("segments", std::move(all))
      .set("rest", segments.rest)
      .set("trace", std::move(trace));
}

Json Writing::remember_pair(const Json& arguments) {
  const std::filesystem::path file =
      data_.file_to_write(arguments.get_bool("glossary", false) ? kGlossary : kPairs);
  const Pair pair{asked_text(arguments, "en", kMostBytes), asked_text(arguments, "ko", kMostBytes)};
  std::vector<Pair> pairs = read_pairs(file);
  // Whoever corrects a translation means the new one.
  std::erase_if(pairs, [&](const Pair& p) { return p.en == pair.en || p.ko == pair.ko; });
  pairs.push_back(pair);
  std::string csv = "en,ko\n";
  for (const Pair& p : pairs) csv += csv_cell(p.en) + "," + csv_cell(p.ko) + "\n";
  write_file(file, csv);
  Json result;
  return result.set("file", file.filename().string())
      .set("pairs", static_cast<uint64_t>(pairs.size()));
}

Json Writing::ideas(const Json& arguments) {
  const std::string about = asked_text(arguments, "about");
  const auto ideas = write_ideas(about, asked_count(arguments, "most", 5, 20),
                                 language_for(arguments, about), seed_of(arguments), need_writer());
  Json result, trace{Json::Array{}};
  add_trace(trace, "model", "ideas");
  return result.set("ideas", Json::Array(ideas.begin(), ideas.end()))
      .set("trace", std::move(trace));
}

Json Writing::outline(const Json& arguments) {
  const std::string about = asked_text(arguments, "about");
  const auto sections =
      write_outline(about, asked_texts(arguments, "points"), asked_count(arguments, "most", 5, 12),
                    language_for(arguments, about), seed_of(arguments), need_writer());
  Json result, all{Json::Array{}}, trace{Json::Array{}};
  for (const Section& s : sections) {
    Json one;
    one.set("title", s.title);
    all.push(one.set("points", Json::Array(s.points.begin(), s.points.end())));
  }
  add_trace(trace, "model", "titles");
  add_trace(trace, "code", "each point under the title that it shares words with");
  return result.set("sections", std::move(all)).set("trace", std::move(trace));
}

std::vector<std::string> Writing::samples(const Json& arguments) const {
  std::vector<std::string> all = asked_texts(arguments, "samples", kMostSamples);
  const std::string file = arguments.get_string("samples_table", kSamples);
  if (!all.empty() ||
      (!arguments.find("samples_table") && !std::filesystem::exists(data_.file(file))))
    return all;
  Json table;
  return asked_for(table.set("table", file), data_).all;
}

Json Writing::style(const Json& arguments) { return style_of(samples(arguments)).json(); }

Json Writing::draft(const Json& arguments) {
  Wish wish{asked_text(arguments, "about"), asked_texts(arguments, "points"), samples(arguments),
            seed_of(arguments)};
  const Style style = style_of(wish.samples);
  const Draft draft = write_draft(wish, style, writer());
  Json result, checks{Json::Array{}}, trace{Json::Array{}};
  bool good = true;
  for (const Check& c : draft.checks) {
    good = good && c.good;
    Json one;
    checks.push(
        one.set("what", c.what).set("good", c.good).set("wanted", c.wanted).set("is", c.is));
  }
  add_trace(trace, "code", "style measured in the samples; greeting and sign-off put around");
  std::string refused;
  for (const std::string& what : draft.refused) refused += (refused.empty() ? "" : ", ") + what;
  if (std::string_view(draft.by) == "model")
    add_trace(trace, "model", fmt::format("body, the best of {} attempts", draft.attempts));
  else if (draft.attempts)
    add_trace(trace, "model", fmt::format("{} attempts, all refused: {}", draft.attempts, refused));
  if (std::string_view(draft.by) == "code") add_trace(trace, "code", "body: the points as given");
  add_trace(trace, "code", "checks");
  return result.set("draft", draft.text)
      .set("by", draft.by)
      .set("good", good)
      .set("checks", std::move(checks))
      .set("style", style.json())
      .set("trace", std::move(trace));
}

}  // namespace tinybrain::skills::office
