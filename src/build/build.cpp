#include "build/build.h"

#include "base/error.h"
#include "base/messages/build.h"
#include "build/builder.h"

namespace tinybrain {

Json build_brain(const Recipe& recipe, size_t threads, const BuildProgress& progress) {
  threads = Threads::within_processors(threads);
  switch (recipe.task) {
    case Task::classify: return classifier_build(recipe, threads, progress)->run();
    case Task::answer: return answer_build(recipe, threads, progress)->run();
    default: throw Error(Code::unsupported, msg::kBuildTaskNotYet, task_name(recipe.task));
  }
}

}  // namespace tinybrain
