#include "home/desk_folder.h"

#include <cmath>

#include "base/home.h"
#include "base/messages/desk_home.h"
#include "base/seed.h"
#include "cli/text.h"
#include "home/encoder.h"
#include "home/vault_place.h"

namespace tinybrain::home {

namespace fs = std::filesystem;
using cli::text;

fs::path skills_folder() { return data_home() / "skills"; }

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

bool is_desk(const fs::path& folder) {
  try {
    tb::desk_info(folder.string());
  } catch (const tb::Exception& e) {
    return e.status() != TB_NOT_FOUND;
  }
  return true;
}

OpenDesk open_desk(const Options& options, bool with_vault) {
  const std::string& name = options.words[0];
  fs::path folder = name;
  if (!is_desk(folder) && name.find('/') == std::string::npos && fs::exists(skills_folder() / name))
    folder = skills_folder() / name;
  const std::string encoder =
      Json::parse(tb::desk_info(folder.string())).get_string("encoder", "seed");
  OpenDesk o;
  o.encoder = open_encoder(encoder, options.weights);
  if (encoder != "seed") {
    try {
      o.seed = std::make_unique<tb::Model>(seed_brain());
    } catch (const Error&) {
      // Without it a desk answers all the same; its trace has no language and kind.
    }
  }
  if (with_vault) o.vault = std::make_unique<tb::Vault>(open_vault(options));
  o.desk = std::make_unique<tb::Desk>(folder.string(), o.encoder.get(),
                                      o.seed ? o.seed.get() : o.encoder.get(), o.vault.get());
  return o;
}

}  // namespace tinybrain::home
