// tinybrain list: the models known by name and the models here.
#include <filesystem>
#include <set>
#include <system_error>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {

namespace fs = std::filesystem;

namespace {

struct Row {
  std::string name, path, licence, description;
  const KnownModel* known = nullptr;
  uint64_t bytes = 0;
  bool here = false, is_default = false;
};

// Known models first, then other models found in the folders. Names that begin with a dot are
// downloads on their way.
std::vector<Row> rows_of(const Options& options) {
  std::vector<Row> rows;
  std::set<std::string> files;
  const std::vector<fs::path> folders = weights_folders(options);
  std::error_code ignored;
  for (const KnownModel& m : known_models()) {
    Row row{m.name, "", m.licence, m.description(), &m, m.bytes, false, m.is_default};
    for (const fs::path& folder : folders) {
      if (!row.here && fs::exists(folder / m.file, ignored)) {
        row.here = true;
        row.path = (folder / m.file).string();
      }
    }
    files.insert(m.file);
    rows.push_back(std::move(row));
  }
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      const std::string file = entry.path().filename().string();
      const bool model =
          entry.path().extension() == ".gguf" || fs::exists(entry.path() / "config.json", ignored);
      if (file[0] == '.' || !model || !files.insert(file).second) continue;
      rows.push_back({file, entry.path().string(), "", "", nullptr, bytes_of(entry.path()), true});
    }
  }
  return rows;
}

}  // namespace

int run_list(const Options& options) {
  const std::vector<Row> rows = rows_of(options);
  if (options.json) {
    Json list{Json::Array{}};
    for (const Row& row : rows) {
      Json j;
      j.set("name", row.name);
      j.set("here", row.here);
      j.set("default", row.is_default);
      j.set("bytes", row.bytes);
      j.set("path", row.here ? Json(row.path) : Json());
      j.set("licence", row.licence);
      j.set("description", row.description);
      if (const KnownModel* m = row.known) {
        uint64_t download = 0;
        for (const Package& p : m->packages) download += p.bytes;
        j.set("download_bytes", download);
        j.set("licence_url", m->licence_url);
        j.set("purpose", m->purpose);
        Json both;
        both.set("en", m->description_en);
        both.set("ko", m->description_ko);
        j.set("descriptions", std::move(both));
      }
      list.push(std::move(j));
    }
    Json j;
    j.set("models", std::move(list));
    print_json(j);
    return 0;
  }
  Table table({text(msg::kLabelName), text(msg::kColumnHere), text(msg::kColumnSize),
               text(msg::kLabelLicence), text(msg::kColumnDescription)});
  table.right(2);
  for (const Row& row : rows) {
    table.add({row.name + (row.is_default ? " *" : ""), text(row.here ? msg::kYes : msg::kNo),
               human_bytes(static_cast<double>(row.bytes)), row.licence,
               row.description.empty() ? row.path : row.description});
  }
  table.print();
  note(text(msg::kListHint));
  return 0;
}

}  // namespace tinybrain::cli
