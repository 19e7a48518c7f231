// Teaching measured: learns an adapter from lessons and answers questions with it, for bench/teach.py.
//
//   teach_bench MODEL LESSONS QUESTIONS ADAPTER [name=value ...]
//
// LESSONS, QUESTIONS and replay=FILE are JSON lines: {"prompt", "answer", "rejected", "language"}, {"question"}. The adapter
// is written to ADAPTER in GGUF; LESSONS "-" = none, answers without one. Other names are those of AdaptOptions, and
// most=N tokens an answer, scope=0 answers everything with the adapter, learn=0 learns nothing and reminds only, near=N instead of the scope's own
// bound, nearness=1 prints how near each question is to a lesson, words=1 asks the model nothing for it. Prints a JSON object a question, {"answer"}, and one of what learning took at the end.
#include <sys/resource.h>

#include <cstdio>
#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/system.h"
#include "generate/session.h"
#include "learn/adapt.h"
#include "learn/recall.h"
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
  LoadedModel model(argv[1], static_cast<size_t>(number("threads", 0)), {});
  std::optional<Session>
      asking;  // made when it is needed, so that it does not count as memory of learning
  const auto to_ask = [&]() -> Session& {
    return asking ? *asking : asking.emplace(model, SessionConfig{});
  };
  const auto found_for = [&](const Json& question) {
    const std::string prompt = question.get_string("question", "");
    const size_t most = std::max<size_t>(1, o.remind);
    return given.contains("words") ? scope.nearest(prompt, most)
                                   : recall(scope, to_ask, prompt, most);
  };
  if (given.contains("nearness")) {
    const double started = cpu_seconds();
    for (const Json& question : lines_of(argv[3])) {
      Json line;
      const std::vector<Scope::Near> found = found_for(question);
      line.set("near", found.empty() ? 0 : found[0].likeness);
      line.set("lesson", found.empty() ? 0 : found[0].lesson);
      line.set("answer", "");
      std::puts(line.dump().c_str());
    }
    Json took;
    took.set("cpu_seconds", cpu_seconds() - started);
    std::puts(took.dump().c_str());
    return 0;
  }
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
    const std::vector<Scope::Near> all = found_for(question);
    const Scope::Near found = all.empty() ? Scope::Near() : all[0];
    const bool near = found.likeness >= number("near", Scope::kNear);
    session.set_adapter(near || number("scope", 1) == 0 ? adapter : nullptr);
    if (near) remind(request.messages, reminder(scope, all, o.remind));
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
