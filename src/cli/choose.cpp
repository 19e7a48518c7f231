// tinybrain choose: which of some labels fits a text best, by the model's own probabilities. All labels are
// compared in one pass.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>

#include "base/file.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

std::vector<std::string> read_labels(const Options& options) {
  std::vector<std::string> labels = options.labels;
  if (!options.file.empty()) {
    std::istringstream lines(read_file(options.file));
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (!line.empty()) labels.push_back(line);
    }
  }
  if (labels.size() < 2) throw Error(Code::bad_argument, msg::kNoLabels);
  return labels;
}

}  // namespace

int run_choose(const Options& options) {
  const std::vector<std::string> labels = read_labels(options);
  const std::string given = text_argument(options, msg::kNoText);
  tb::Model model = open_model(options);
  tb::Session session = open_session(model, options);
  std::vector<double> scores;
  if (options.raw) {
    scores = session.score(given, labels);
  } else {
    std::vector<tb::Message> messages;
    if (!options.system.empty()) messages.push_back({"system", options.system});
    messages.push_back({"user", given});
    tb::ChatOptions chat;
    chat.template_name = options.template_name;
    scores = session.score(messages, labels, chat);
  }
  // Shares among the labels given.
  const double top = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double s : scores) sum += std::exp(s - top);
  std::vector<size_t> order(labels.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return scores[a] > scores[b]; });
  if (options.json) {
    Json all{Json::Array{}};
    for (size_t i : order) {
      Json one;
      one.set("label", labels[i]);
      one.set("share", std::exp(scores[i] - top) / sum);
      one.set("logprob", scores[i]);
      all.push(std::move(one));
    }
    Json j;
    j.set("label", labels[order[0]]);
    j.set("labels", std::move(all));
    print_json(j);
    return 0;
  }
  Table table({text(msg::kColumnLabel), text(msg::kColumnShare)});
  table.right(1);
  for (size_t i : order)
    table.add({labels[i], fmt::format("{:.1f} %", 100 * std::exp(scores[i] - top) / sum)});
  table.print();
  return 0;
}

}  // namespace tinybrain::cli
