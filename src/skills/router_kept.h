// What a router took its time to learn, kept in a folder from one start of a program to the next: the vectors of its examples,
// the chance and the head. A copy and no more: without it, or when it is damaged or of something else, all is learnt again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "skills/examples.h"

namespace tinybrain {
class LoadedModel;
}

namespace tinybrain::skills {

struct KeptRouter {
  std::vector<float> vectors, head;
  std::vector<double> chance;
  double threshold = 0;
  std::string terms;  // digest of the vocabulary that the head's rows belong to
};

// Of all that decides what is learnt: examples, seed, encoder (by what it makes of a text), the version of the program.
std::string router_key(const std::vector<Intent>& intents, const Examples& examples,
                       LoadedModel* encoder, uint64_t seed, const std::string& version);
std::string digest_of(const std::vector<std::string>& names);

// Nothing: none of that key that is whole.
std::optional<KeptRouter> read_kept_router(const std::filesystem::path& folder,
                                           const std::string& key);
// Makes the folder. What cannot be written (no space, no right to) is left: it will be learnt again.
void keep_router(const std::filesystem::path& folder, const std::string& key,
                 const KeptRouter& kept) noexcept;

}  // namespace tinybrain::skills
