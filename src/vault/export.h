// All that the vault holds of a person, for that person: one JSON file and one page to read. Both are plain text.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain {

class Vault;

// {"tinybrain_export": 1, "time", "consents": [...], "ledger": [...], "events": [...], "lessons": [...], "memories": [...], "versions": [...],
// "audit": [...]}; what is withdrawn but not erased is there too.
Json export_json(Vault& vault, Language language);
// The same as a page of its own, with nothing to load and nothing to run.
std::string export_page(const Json& exported, Language language);
// Writes export.json and export.html into a folder, which is made; readable by the owner only. An entry in the audit.
void export_to(Vault& vault, const std::filesystem::path& folder, Language language);

}  // namespace tinybrain
