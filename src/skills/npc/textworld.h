// The text grammars of TextWorld (Cote et al. 2018) as a world: rooms with things in them, what can be done there, and the
// sentences that ask for it. For measuring characters, and for games that want rooms without end.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/rng.h"

namespace tinybrain::skills::npc {

class TextWorld {
 public:
  // A folder with THEME_obj.twg and THEME_instruction.twg. Error{not_found}, Error{bad_file} with file and line.
  TextWorld(const std::filesystem::path& folder, const std::string& theme);

  struct Room {
    std::string name;
    std::map<char, std::vector<std::string>> things;  // by kind: c, s, o, k, f, d
    Json view;                                        // as of tb_npc_see
  };
  Room room(Rng& rng) const;

  // A sentence that asks for an action, {"name", "objects"} as of the view; nothing when the grammar has none for it.
  std::optional<std::string> instruction(const Room& room, const Json& action, Rng& rng) const;

 private:
  using Names = std::map<char, std::string>;
  void read(const std::filesystem::path& file);
  std::optional<std::string> expand(const std::string& text, const Names& names, Rng& rng,
                                    int depth) const;
  std::optional<std::string> symbol(const std::string& name, const Names& names, Rng& rng,
                                    int depth) const;
  std::string thing(char kind, Rng& rng) const;
  std::vector<std::string> words(std::initializer_list<const char*> symbols) const;

  std::map<std::string, std::vector<std::string>> rules_;
};

}  // namespace tinybrain::skills::npc
