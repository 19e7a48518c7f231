// What happened, kept for a purpose: nothing is written without a grant, nothing is used after its withdrawal, and each
// row goes by itself when its time is over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain {

struct VaultStore;

struct Event {
  int64_t id = 0;
  int64_t time = 0;  // milliseconds since 1970
  std::string purpose, kind;
  Json detail;
  std::optional<int64_t> until;  // deleted then
};

struct EventFilter {
  std::string purpose, kind;  // "" = all
  int64_t from = 0;           // time
  int64_t to = 0;             // before this time; 0 = no end
  int64_t before = 0;         // ids below this; 0 = from the newest
  size_t limit = 100;
  // Also rows of purposes that are granted no longer: to show a person what there is, never to use it.
  bool withdrawn_too = false;
};

class Events {
 public:
  explicit Events(VaultStore& store) : store_(store) {}
  // The new row's id; nothing, and nothing written, without a grant of the purpose.
  // Error{bad_argument}: no such purpose, an odd kind, too large.
  std::optional<int64_t> record(std::string_view purpose, std::string_view kind,
                                const Json& detail);
  std::vector<Event> list(const EventFilter& filter = {});  // newest first
  int64_t count(const EventFilter& filter = {});            // limit does not matter

 private:
  VaultStore& store_;
};

Json to_json(const Event& event);

}  // namespace tinybrain
