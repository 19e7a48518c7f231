// Teaching measured: learns an adapter from lessons and answers questions with it, for bench/teach.py.
//
//   teach_bench MODEL LESSONS QUESTIONS ADAPTER [name=value ...]
//
// LESSONS, QUESTIONS and replay=FILE are JSON lines: {"prompt", "answer", "rejected", "language"}, {"question"}. The adapter
// is written to ADAPTER in GGUF; LESSONS "-" = none, answers without one. Other names are those of AdaptOptions, and
// most=N tokens an answer, scope=0 answers everything with the adapter, learn=0 learns nothing and reminds only, near=N instead of the scope's own
// bound, nearness=1 prints how near each question is to a lesson. Prints a JSON object a question, {"answer"}, and one of what learning took at the end.
#include <sys/resource.h>

#include <cstdio>
#include <map>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/system.h"
#include "generate/session.h"
#include "learn/adapt.h"
#include "learn/reminder.h"
#include "learn/scope.h"

using namespace tinybrain;

namespace {

std::vector<Json> lines_of(const std::string& path) {
  const std::string text = read_file(path, SIZE_MAX);
  std::vector<Json> all;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) all.push_back(Json::parse(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return all;
}

std::vector<LearnExample> examples_of(const std::string& path) {
  std::vector<LearnExample> all;
  for (const Json& j : lines_of(path))
    all.push_back({static_cast<int64_t>(all.size() + 1), j.get_string("prompt", ""),
                   j.get_string("answer", ""), j.get_string("rejected", ""),
                   j.get_string("language", "en")});
  return all;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

uint64_t peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) / 1024;
}

int run(int argc, char** argv) {
  std::map<std::string, std::string> given;
  for (int i = 5; i < argc; ++i) {
    const std::string pair = argv[i];
    const size_t at = pair.find('=');
    if (at != std::string::npos) given[pair.substr(0, at)] = pair.substr(at + 1);
  }
  const auto number = [&](const char* name, double otherwise) {
    return given.contains(name) ? std::stod(given[name]) : otherwise;
  };
  AdaptOptions o;
  o.rank = static_cast<uint32_t>(number("rank", o.rank));
  o.layers = static_cast<uint32_t>(number("layers", o.layers));
  o.epochs = static_cast<uint32_t>(number("epochs", o.epochs));
  o.batch = static_cast<uint32_t>(number("batch", o.batch));
  o.wordings = static_cast<uint32_t>(number("wordings", o.wordings));
  o.learning_rate = static_cast<float>(number("rate", o.learning_rate));
  o.replay = static_cast<float>(number("replay_share", o.replay));
  o.preference = static_cast<float>(number("preference", o.preference));
  o.seed = static_cast<uint64_t>(number("seed", static_cast<double>(o.seed)));
  o.noise = number("noise", o.noise);
  o.remind = static_cast<uint32_t>(number("remind", o.remind));
  o.contrast = static_cast<float>(number("contrast", o.contrast));
  const Scope scope = std::string(argv[2]) == "-" ? Scope() : scope_of(examples_of(argv[2]));
  if (given.contains("nearness")) {
    for (const Json& question : lines_of(argv[3])) {
      Json line;
      const Scope::Near found = scope.near(question.get_string("question", ""));
      line.set("answer", found.likeness);
      line.set("lesson", found.lesson);
      std::puts(line.dump().c_str());
    }
    std::puts("{}");
    return 0;
  }
  LoadedModel model(argv[1], static_cast<size_t>(number("threads", 0)), {});
  Json report;
  std::shared_ptr<const LoadedAdapter> adapter;
  if (std::string(argv[2]) != "-" && number("learn", 1) != 0) {
    const std::vector<LearnExample> lessons = examples_of(argv[2]);
    std::vector<LearnExample> replay;
    if (given.contains("replay")) replay = examples_of(given["replay"]);
    const double started = cpu_seconds();
    const Adapted made = adapt(model, lessons, replay, o, {});
    report = made.course;
    report.set("cpu_seconds", cpu_seconds() - started);
    report.set("peak_mib", peak_mib());
    write_adapter_gguf(made.adapter, argv[4]);
    adapter = model.load_adapter(argv[4]);
  }
  Session session(model, {});
  GenerateConfig config;
  config.sampling.temperature = 0;
  config.max_tokens = static_cast<uint32_t>(number("most", 32));
  for (const Json& question : lines_of(argv[3])) {
    ChatRequest request;
    Json message;
    message.set("role", "user");
    message.set("content", question.get_string("question", ""));
    request.messages.push_back(std::move(message));
    const Scope::Near found = scope.near(question.get_string("question", ""));
    const bool near = found.likeness >= number("near", Scope::kNear);
    session.set_adapter(near || number("scope", 1) == 0 ? adapter : nullptr);
    if (near)
      remind(request.messages, reminder(scope, question.get_string("question", ""), o.remind));
    session.reset();
    Json line;
    line.set("near", found.likeness);
    line.set("lesson", found.lesson);
    line.set("answer", near || number("all", 0) != 0 ? session.chat(request, config, {}).text : "");
    std::puts(line.dump().c_str());
  }
  std::puts(report.dump().c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5)
    return std::fprintf(stderr, "teach_bench MODEL LESSONS QUESTIONS ADAPTER [name=value ...]\n"),
           2;
  try {
    return run(argc, argv);
  } catch (const Error& e) {
    return std::fprintf(stderr, "%s\n", e.message(Language::en).c_str()), 1;
  }
}
