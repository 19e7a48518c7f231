#include "build/build.h"

#include <stdlib.h>

#include <optional>

#include "base/error.h"
#include "base/messages/build.h"
#include "build/builder.h"

namespace tinybrain {

namespace {

// A folder of this process's own, for those that only help.
class Aside {
 public:
  Aside() : path_(make()) {}
  Aside(const Aside&) = delete;
  ~Aside() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  static std::filesystem::path make() {
    std::string name = std::filesystem::temp_directory_path() / "tinybrain-XXXXXX";
    if (!::mkdtemp(name.data())) throw Error(Code::io, msg::kPeersFolder, name);
    return name;
  }
  std::filesystem::path path_;
};

}  // namespace

Json build_brain(const Recipe& given, size_t threads, const BuildProgress& progress, Peers* peers) {
  threads = Threads::within_processors(threads);
  Recipe recipe = given;
  std::optional<Aside> aside;
  if (peers) {
    if (recipe.task != Task::classify)
      throw Error(Code::unsupported, msg::kPeersTask, task_name(recipe.task));
    recipe.passes = std::max(recipe.passes, static_cast<uint32_t>(peers->size()));
    if (peers->rank() > 0) recipe.output = aside.emplace().path();
  }
  switch (recipe.task) {
    case Task::classify: return classifier_build(recipe, threads, progress, peers)->run();
    case Task::answer: return answer_build(recipe, threads, progress)->run();
    case Task::chat:
    case Task::complete: return language_build(recipe, threads, progress)->run();
    case Task::understand: return understand_build(recipe, threads, progress)->run();
    case Task::embed: break;
  }
  return embed_build(recipe, threads, progress)->run();
}

}  // namespace tinybrain
