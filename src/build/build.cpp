#include "build/build.h"

#include <optional>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/scratch_folder.h"
#include "build/builder.h"

namespace tinybrain {

Json build_brain(const Recipe& given, size_t threads, const BuildProgress& progress, Peers* peers) {
  threads = Threads::within_processors(threads);
  Recipe recipe = given;
  std::optional<ScratchFolder> aside;  // of those that only help
  if (peers) {
    if (recipe.task != Task::classify)
      throw Error(Code::unsupported, msg::kPeersTask, task_name(recipe.task));
    recipe.passes = std::max(recipe.passes, static_cast<uint32_t>(peers->size()));
    if (peers->rank() > 0) recipe.output = aside.emplace().path().string();
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
