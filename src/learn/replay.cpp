#include "learn/replay.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/messages/learn.h"
#include "base/seed.h"

namespace tinybrain {

namespace fs = std::filesystem;

fs::path replay_file() {
  return shipped_file("brains/replay", "replay.jsonl", msg::kLearnReplayMissing);
}

std::vector<LearnExample> read_replay(const fs::path& path) {
  constexpr size_t kMost = size_t{16} << 20;
  const std::string text = read_file(path, kMost);
  std::vector<LearnExample> all;
  size_t line = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    ++line;
    if (end > at) {
      try {
        const Json j = Json::parse(std::string_view(text).substr(at, end - at));
        LearnExample e{0, j.get_string("prompt", ""), j.at("answer").as_string("answer"), "",
                       j.get_string("language", "en")};
        if (e.answer.empty()) throw Error(Code::bad_file, msg::kLearnReplayEmpty);
        all.push_back(std::move(e));
      } catch (const Error& e) {
        throw e.in(fmt::format("{}:{}", path.filename().string(), line));
      }
    }
    at = end + 1;
  }
  return all;
}

}  // namespace tinybrain
