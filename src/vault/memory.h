// What is remembered of a person: facts with where they come from, how sure they are and whether the person confirmed
// them. A newer fact in the same place ("home.city") takes over and the old one stays visible; the same fact said again
// is one fact. Found by words, in Korean too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain {

struct VaultStore;

struct Memory {
  int64_t id = 0;
  int64_t time = 0;  // said last; milliseconds since 1970
  std::string purpose, kind, slot, text;
  std::string source;  // where from: "said", "page", "import:FILE"
  double confidence = 1;
  int64_t times = 1;                     // how often it was said
  std::optional<int64_t> confirmed;      // by the person, then
  std::optional<int64_t> superseded_by;  // the fact that took over
  Json detail;
};

struct NewMemory {
  std::string text;
  std::string kind = "fact";  // a word: fact, profile, preference, date, ...
  std::string slot = "";      // "" or what can have one value only: name, home.city
  std::string source = "said";
  double confidence = 1;             // 0 to 1
  std::string purpose = "remember";  // or "health", "mood"
  Json detail = Json::Object{};
};

struct MemoryFilter {
  std::string kind, slot;  // "" = all
  bool superseded_too = false;
  bool withdrawn_too = false;  // also of purposes granted no longer: to show, never to use
  int64_t before = 0;          // ids below this; 0 = from the newest
  size_t limit = 100;
};

struct Remembered {
  int64_t id = 0;
  bool merged = false;                // it was known
  std::optional<int64_t> superseded;  // the fact that it took over from
};

struct MemoryHit {
  Memory memory;
  double strength = 0;  // share of the question's words, weighted by how rare they are; 0 to 1
};

class Memories {
 public:
  explicit Memories(VaultStore& store) : store_(store) {}
  // Nothing, and nothing written, without a grant of its purpose. Error{bad_argument} for an empty text, an odd kind or
  // slot, a confidence outside 0 to 1.
  std::optional<Remembered> remember(const NewMemory& memory);
  // `by` takes over from `id`. Error{not_found}.
  void supersede(int64_t id, int64_t by);
  void confirm(int64_t id);                                   // Error{not_found}
  std::vector<Memory> list(const MemoryFilter& filter = {});  // newest first
  int64_t count(const MemoryFilter& filter = {});
  // The strongest first; those that hold now and may be used now only.
  std::vector<MemoryHit> search(std::string_view question, size_t most = 5);

 private:
  VaultStore& store_;
};

Json to_json(const Memory& memory);

}  // namespace tinybrain
