// tinybrain export: all that is kept of a person, as a JSON file and a page.
#include "base/json.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"

namespace tinybrain::home {

int run_export(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  if (options.file == "-" || (options.file.empty() && options.json)) {
    cli::print_line(vault.export_all());
    return 0;
  }
  const std::string folder = options.file.empty() ? "tinybrain-export" : options.file;
  vault.export_all(folder);
  if (options.json) {
    Json j;
    j.set("folder", folder);
    cli::print_json(j);
  } else {
    cli::print_line(cli::text(msg::kExported, folder));
  }
  return 0;
}

}  // namespace tinybrain::home
