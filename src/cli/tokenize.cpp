// tinybrain tokenize: text to token ids and back; one result a line for comparing tokenizers.
#include <charconv>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/interrupt.h"
#include "cli/output.h"

namespace tinybrain::cli {
namespace {

std::string list_of(const std::vector<int32_t>& ids) {
  return fmt::format("[{}]", fmt::join(ids, ","));
}

// Numbers between anything that is not part of one: "1 2 3", "[1,2,3]".
std::vector<int32_t> ids_of(std::string_view given) {
  std::vector<int32_t> ids;
  const char* p = given.data();
  const char* const end = p + given.size();
  while (p < end) {
    if (*p == ' ' || *p == ',' || *p == '[' || *p == ']' || *p == '\n' || *p == '\t' ||
        *p == '\r') {
      ++p;
      continue;
    }
    int32_t id = 0;
    const auto [next, error] = std::from_chars(p, end, id);
    if (error != std::errc() || id < 0) {
      throw Error(Code::bad_argument, msg::kNotAnId,
                  std::string(p, std::min<ptrdiff_t>(end - p, 20)));
    }
    ids.push_back(id);
    p = next;
  }
  return ids;
}

void do_lines(const Options& options, const tb::Model& model) {
  std::string line;
  while (read_line(line)) {
    if (options.decode) {
      const std::string back = model.detokenize(ids_of(line), options.special);
      if (options.json_lines || options.json) {
        print_json(Json(back));
      } else {
        print_line(back);
      }
    } else {
      const std::string decoded = options.json_lines ? Json::parse(line).as_string() : line;
      print_line(list_of(model.tokenize(decoded, options.special)));
    }
  }
}

void show_decoded(const Options& options, const tb::Model& model, std::string_view given) {
  const std::string back = model.detokenize(ids_of(given), options.special);
  if (options.json) {
    Json j;
    j.set("text", back);
    print_json(j);
  } else {
    print_line(back);
  }
}

void show_ids(const Options& options, const tb::Model& model, std::string_view given) {
  const std::vector<int32_t> ids = model.tokenize(given, options.special);
  if (options.json) {
    Json j, list{Json::Array{}};
    for (int32_t id : ids) list.push(id);
    j.set("count", static_cast<int64_t>(ids.size()));
    j.set("ids", std::move(list));
    if (options.pieces) {
      Json pieces{Json::Array{}};
      for (int32_t id : ids) pieces.push(model.detokenize({id}, true));
      j.set("pieces", std::move(pieces));
    }
    print_json(j);
  } else if (options.pieces) {
    for (int32_t id : ids) {
      print_line(fmt::format("{:>8}  {}", id, Json(model.detokenize({id}, true)).dump()));
    }
  } else {
    print_line(fmt::format("{}", fmt::join(ids, " ")));
  }
}

}  // namespace

int run_tokenize(const Options& options) {
  if (options.json_lines && !options.lines) throw Error(Code::bad_argument, msg::kNeedsLines);
  if (options.lines && !options.arguments.empty()) {
    throw Error(Code::bad_argument, msg::kLinesFromInput);
  }
  const std::string given = options.lines ? "" : text_argument(options, msg::kNoText);
  const tb::Model model = open_model(options);
  if (options.lines) {
    do_lines(options, model);
  } else if (options.decode) {
    show_decoded(options, model, given);
  } else {
    show_ids(options, model, given);
  }
  return 0;
}

}  // namespace tinybrain::cli
