#include "home/desk_folder.h"

#include <cmath>

#include "base/file.h"
#include "base/home.h"
#include "base/messages/desk_home.h"
#include "base/seed.h"
#include "cli/options.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::home {

namespace fs = std::filesystem;
using cli::text;

// The vault of the data folder; its key lies apart from it.
std::string vault_file() { return (data_home() / "vault.tbv").string(); }
std::string vault_options() {
  const char* config = environment("XDG_CONFIG_HOME");
  const char* user = environment("HOME");
  const fs::path folder = config ? fs::path(config) : fs::path(user ? user : ".") / ".config";
  Json j;
  j.set("key_file", (folder / "tinybrain" / "vault.key").string());
  if (const char* passphrase = environment("TINYBRAIN_PASSPHRASE")) j.set("passphrase", passphrase);
  std::error_code ignored;
  fs::create_directories(data_home(), ignored);
  return j.dump();
}

fs::path skills_folder() { return data_home() / "skills"; }

std::unique_ptr<tb::Model> open_encoder(const std::string& name, const std::string& weights) {
  if (name == "none") return nullptr;
  if (name == "seed") return std::make_unique<tb::Model>(seed_brain());
  cli::Options o;
  o.model = name;
  o.weights = weights;
  return std::make_unique<tb::Model>(cli::resolve_model(o, "embed"));
}

std::string percent_text(double share) {
  return fmt::format("{:.4g}", std::round(share * 1000) / 10);
}

std::string stage_text(const std::string& stage) {
  if (stage == "vectors") return text(msg::kSkillStageVectors);
  if (stage == "learn") return text(msg::kSkillStageLearn);
  if (stage == "judge") return text(msg::kSkillStageJudge);
  if (stage == "manuals") return text(msg::kSkillStageManuals);
  return text(msg::kSkillStageRead);
}

OpenDesk open_desk(const std::string& name, const std::string& weights, bool with_vault) {
  fs::path folder = name;
  if (!fs::exists(folder / "desk.gguf") && name.find('/') == std::string::npos &&
      fs::exists(skills_folder() / name))
    folder = skills_folder() / name;
  std::string encoder = "seed";
  if (fs::exists(folder / "settings.json"))
    encoder =
        Json::parse(read_file(folder / "settings.json", 1 << 20)).get_string("encoder", "seed");
  OpenDesk o;
  o.encoder = open_encoder(encoder, weights);
  if (encoder != "seed") {
    try {
      o.seed = std::make_unique<tb::Model>(seed_brain());
    } catch (const Error&) {
      // Without it a desk answers all the same; its trace has no language and kind.
    }
  }
  if (with_vault) o.vault = std::make_unique<tb::Vault>(vault_file(), vault_options());
  o.desk = std::make_unique<tb::Desk>(folder.string(), o.encoder.get(),
                                      o.seed ? o.seed.get() : o.encoder.get(), o.vault.get());
  return o;
}

}  // namespace tinybrain::home
