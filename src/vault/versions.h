// What was learnt from a person's lessons: versions of a small adapter on a model, each with its parent, the lessons that it
// saw and the report of its gate. The adapter's bytes lie in the vault as everything else, so they are encrypted, backed
// up and erased with it. Stands on the purpose "corrections". Learning itself is learn/'s.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain {

class Change;
class ResidueProbe;
struct VaultStore;

// active: answers use it; one a model at most. retired: it was active. refused: the gate did not keep it, and it has no
// bytes. erased: it saw a lesson that is gone, so its bytes and its report are gone too.
struct Version {
  int64_t id = 0;
  int64_t parent = 0;  // the one that was active when it was made; 0 = the model as it came
  int64_t time = 0;    // milliseconds since 1970
  int64_t since = 0;   // active since then; 0 = never was
  std::string base;    // fingerprint of the model that it is for
  std::string base_name;
  Json options;
  std::vector<int64_t> lessons, held_back;  // ids, in order
  Json report;                              // null once erased
  std::string state;
  std::string sha256;  // of the bytes; "" = none
  uint64_t bytes = 0;
};

constexpr const char* kVersionsTable = "versions";
// Beside the vault while something is learnt: the numbers of an adapter that is not done.
constexpr const char* kLearningFile = ".learning";

struct NewVersion {
  std::string base, base_name;
  Json options = Json::Object{};
  std::vector<int64_t> lessons, held_back;
  Json report = Json::Object{};
  bool kept = false;  // becomes the active one; else it is refused
  std::string bytes;  // of the adapter; a refused version's are not kept
};

class Versions {
 public:
  explicit Versions(VaultStore& store) : store_(store) {}
  // The new version's id; nothing, and nothing written, without a grant of "corrections" or when one of its lessons was
  // erased meanwhile.
  std::optional<int64_t> add(const NewVersion& version);
  // Newest first. While the purpose is not granted none of them is shown as active.
  std::vector<Version> list();
  std::optional<Version> find(int64_t id);
  // The one in use for that model. Nothing without a grant.
  std::optional<Version> active(std::string_view base);
  // The adapter as it was added. Error{not_found}; {bad_file} when it does not hash to what it did.
  std::string bytes_of(int64_t id);
  // From now on that one, for its model; 0: none, for any model. why: for the audit. Error{not_found}; {bad_argument} for
  // one that was refused or erased, or without a grant.
  void use(int64_t id, std::string_view why);
  // None for that model.
  void use_none(std::string_view base, std::string_view why);

  // Whether every one of these lessons is there and may be learnt from now.
  bool may_learn(std::span<const int64_t> lessons);
  // What a run that is not at its end has so far, under a key that names its inputs: one at a time. An erasure that reaches
  // lessons takes it away.
  void keep_pending(std::string_view key, std::string_view bytes);
  std::optional<std::string> pending(std::string_view key);
  void drop_pending();

 private:
  void set_active(Change& change, std::string_view base, int64_t id, std::string_view why);
  VaultStore& store_;
};

Json to_json(const Version& version);

// What an erasure did to versions.
struct VersionsErased {
  std::vector<int64_t> ids;         // that lost their bytes
  std::vector<int64_t> now_active;  // that came in place of an active one
  int64_t reports = 0;              // from which an example went
  bool was_active = false;          // one of them was in use
};
// Within a change that deleted lessons: every version that saw one that is gone, and those in `also`, loses bytes and
// report; examples of it leave the reports of those that were only judged by it. The newest version that is left and that
// is not newer than the one in use takes its place. all: the rows go too. probe: is told what must be gone; may be null.
VersionsErased erase_versions(Change& change, std::span<const int64_t> also, bool all,
                              ResidueProbe* probe);
// What the versions that are left say is no residue.
void versions_may_stay(VaultStore& store, ResidueProbe& probe);

}  // namespace tinybrain
