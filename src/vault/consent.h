// What may be kept, and what for: nothing without a purpose that the person granted. Each grant, refusal and withdrawal
// is a line of a ledger and of the audit; a row that is kept names the grant it stands on.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain {

struct VaultStore;

// What a person is asked, in both languages.
struct Purpose {
  const char* name;
  const Message &title, &what, &why, &who;
  int days;  // kept so long unless the person says otherwise; 0 = until withdrawn
};
std::span<const Purpose> purposes();
const Purpose& require_purpose(std::string_view name);  // Error{bad_argument} names those there are

enum class ConsentState { open, granted, refused, withdrawn };  // open: never asked or not answered
const char* name_of(ConsentState state);

struct Consent {
  const Purpose* purpose = nullptr;
  ConsentState state = ConsentState::open;
  int64_t id = 0;    // of the ledger's line; 0 = none
  int64_t time = 0;  // milliseconds since 1970
  int days = 0;      // how long rows are kept; 0 = until withdrawn
  std::string who;   // who said so: "owner", "page", a name
};

class Consents {
 public:
  explicit Consents(VaultStore& store) : store_(store) {}

  std::vector<Consent> list();    // every purpose, as it stands
  std::vector<Consent> ledger();  // every line, oldest first
  bool granted(std::string_view purpose);
  bool asked();  // whether every purpose was answered once

  // days: nothing = the purpose's own. A shorter time than before holds for what was already kept too.
  void grant(std::string_view purpose, std::string_view who, std::optional<int> days = {});
  void refuse(std::string_view purpose, std::string_view who);
  // From now on nothing is kept for it and nothing of it is used. Returns how many rows it left, which the person should
  // be offered to erase. Without a grant nothing happens.
  int64_t withdraw(std::string_view purpose, std::string_view who);
  int64_t rows_of(std::string_view purpose);

 private:
  void set(std::string_view purpose, ConsentState state, std::string_view who, int days);
  VaultStore& store_;
};

Json to_json(const Consent& consent, Language language);

}  // namespace tinybrain
