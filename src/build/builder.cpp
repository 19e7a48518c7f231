#include "build/builder.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/train.h"
#include "base/sha256.h"
#include "build/fresh.h"
#include "build/report.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kCurvePoints = 400;

// A model file's hash, or that of a folder's files.
std::string base_hash(const std::string& path) {
  if (!fs::is_directory(path)) return sha256_file(path);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Sha256 all;
  for (const fs::path& f : files) {
    const std::string line = f.filename().string() + " " + sha256_file(f) + "\n";
    all.update(line.data(), line.size());
  }
  return all.finish_hex();
}

uint64_t base_bytes(const ModelSource& source) {
  uint64_t bytes = 0;
  for (const SourceTensor& t : source.tensors()) bytes += t.data.size();
  return bytes;
}

}  // namespace

Json finding_json(const Finding& f) {
  Json j;
  j.set("kind", f.kind);
  j.set("severity", f.severity == Finding::Severity::note      ? "note"
                    : f.severity == Finding::Severity::warning ? "warning"
                                                               : "error");
  j.set("en", f.en);
  j.set("ko", f.ko);
  j.set("count", f.count);
  Json rows{Json::Array{}};
  for (uint64_t row : f.rows) rows.push(row);
  j.set("rows", std::move(rows));
  j.set("remedy", f.remedy);
  return j;
}

Json points_json(const std::vector<TrainingCurve::Point>& points) {
  Json all{Json::Array{}};
  const size_t step = points.size() / kCurvePoints + 1;
  for (size_t i = 0; i < points.size(); i += step)
    all.push(Json::Array{Json(points[i].step), Json(points[i].loss)});
  return all;
}

Json training_json(const TrainerOptions& options, const TrainingCurve& curve) {
  Json t;
  t.set("epochs", options.epochs);
  t.set("batch", options.batch);
  t.set("rate", double{options.optimizer.rate});
  t.set("seed", options.seed);
  t.set("best_epoch", curve.best_epoch);
  t.set("losses", points_json(curve.losses));
  t.set("scores", points_json(curve.scores));
  return t;
}

std::filesystem::path Builder::base_path() const {
  return recipe_.has_base() ? fs::path(recipe_.base) : place_.working("fresh.gguf");
}

ModelSource Builder::open_base(const std::vector<std::string>& texts, bool encoder) {
  if (!recipe_.has_base()) {
    FreshShape shape;
    shape.encoder = encoder;
    if (recipe_.layers > 0) shape.layers = recipe_.layers;
    if (recipe_.width > 0) shape.width = recipe_.width;
    if (recipe_.vocabulary > 0) shape.vocabulary = recipe_.vocabulary;
    if (recipe_.context > 0) shape.context = recipe_.context;
    write_fresh(
        shape, texts, recipe_.seed, base_path(), threads_,
        [&](uint64_t done, uint64_t total) { return tell_progress("vocabulary", done, total); });
  }
  try {
    return ModelSource(base_path());
  } catch (const Error& e) {
    if (e.code() == Code::bad_file || e.code() == Code::unsupported)
      throw e.in(base_path().string());
    throw;
  }
}

std::vector<std::string> Builder::texts_of(const Prepared& data) {
  std::vector<std::string> all;
  for (const Example& e : data.train) {
    for (const std::string* part : {&e.heading, &e.text, &e.answer})
      if (!part->empty()) all.push_back(*part);
    for (const Turn& turn : e.turns) all.push_back(turn.text);
  }
  return all;
}

void Builder::tell(const Json& event) {
  if (progress_ && !progress_(event)) throw Error(Code::cancelled, msg::kTrainStopped);
}
void Builder::stage(const char* name) {
  Json j;
  j.set("stage", name);
  tell(j);
}
bool Builder::tell_progress(const char* name, uint64_t done, uint64_t total) {
  if (!progress_) return true;
  Json j;
  j.set("stage", name);
  j.set("done", done);
  j.set("total", total);
  return progress_(j);
}
bool Builder::tell_training(const char* name, const TrainingProgress& p, uint32_t epochs) {
  if (!progress_) return true;
  Json j;
  j.set("stage", name);
  j.set("done", p.step);
  j.set("total", p.steps);
  j.set("loss", p.loss);
  j.set("score", p.score);
  j.set("epoch", p.epoch + 1);
  j.set("epochs", epochs);
  j.set("tokens_per_second", p.tokens_per_second);
  return progress_(j);
}
void Builder::tell_finding(const Finding& finding) {
  Json event;
  event.set("stage", "check");
  event.set("finding", finding_json(finding));
  tell(event);
}

std::string Builder::fingerprint() const {
  Sha256 all;
  const auto add = [&](const std::string& text) { all.update(text.data(), text.size()); };
  add(recipe_.json().dump());
  for (const SourceFile& s : sources_) add(s.sha256 + "\n");
  if (const Json* base = measures_.find("base")) add(base->get_string("sha256", ""));
  return all.finish_hex();
}

void Builder::describe_facts(const Facts& data) {
  measures_.set("name",
                recipe_.name.empty() ? fs::path(recipe_.output).filename().string() : recipe_.name);
  measures_.set("task", task_name(recipe_.task));
  sources_ = data.sources;
  Json d;
  d.set("rows", static_cast<uint64_t>(data.rows));
  d.set("train", static_cast<uint64_t>(data.train));
  d.set("dev", static_cast<uint64_t>(data.dev));
  d.set("test", static_cast<uint64_t>(data.test));
  d.set("license", recipe_.license);
  Json sources{Json::Array{}};
  for (size_t i = 0; i < data.sources.size(); ++i) {
    const SourceFile& s = data.sources[i];
    Json one;
    one.set("file", fs::path(s.path).filename().string());
    one.set("encoding", s.encoding);
    one.set("bytes", s.bytes);
    one.set("sha256", s.sha256);
    one.set("held_out", i >= data.main_sources);
    sources.push(std::move(one));
  }
  d.set("sources", std::move(sources));
  Json findings{Json::Array{}};
  for (const Finding& f : data.findings) {
    tell_finding(f);
    findings.push(finding_json(f));
  }
  d.set("findings", std::move(findings));
  measures_.set("data", std::move(d));
}

void Builder::describe_data(const Prepared& data) {
  describe_facts({data.rows, data.train.size(), data.dev.size(), data.test.size(), data.sources,
                  data.main_sources, data.findings});
}

void Builder::describe_base(const ModelSource& source) {
  Json b;
  b.set("name", recipe_.has_base() ? fs::path(recipe_.base).filename().string() : "none");
  b.set("architecture", source.config().architecture);
  b.set("bytes", base_bytes(source));
  b.set("sha256", base_hash(base_path().string()));
  measures_.set("base", std::move(b));
}

void Builder::add_finding(const Finding& finding) {
  tell_finding(finding);
  Json data = measures_.at("data"), findings = data.at("findings");
  findings.push(finding_json(finding));
  data.set("findings", std::move(findings));
  measures_.set("data", std::move(data));
}

void Builder::finish(double seconds, const std::vector<const char*>& names) {
  stage("report");
  write_file(place_.file("measures.json"), measures_.dump(1) + "\n");
  const Papers papers = papers_of(measures_, seconds, recipe_.language);
  write_file(place_.file("card.md"), papers.card);
  write_file(place_.file("report.html"), papers.report);
  Json manifest, files;
  manifest.set("format", 1);
  manifest.set("recipe", recipe_.json());
  if (const Json* base = measures_.find("base")) manifest.set("base", *base);
  manifest.set("sources", measures_.at("data").at("sources"));
  for (const char* name : names) files.set(name, sha256_file(place_.file(name)));
  for (const char* name : {"card.md", "measures.json"})
    files.set(name, sha256_file(place_.file(name)));
  manifest.set("files", std::move(files));
  write_file(place_.file("manifest.json"), manifest.dump(1) + "\n");
  place_.finish();
}

}  // namespace tinybrain
