// A knowledge base: passages of a person's documents in one file, found by words and by meaning. Adding again costs what
// changed only; what is removed leaves no bytes. Answering from the passages is for others.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "data/dataset.h"
#include "database/database.h"
#include "generate/loaded_model.h"
#include "knowledge/passage_index.h"

namespace tinybrain {

struct Passage {
  int64_t id = 0;                   // stays while the passage does; never given twice
  std::string text, heading, file;  // heading: "Chapter > Section"
  uint64_t row = 0;                 // line in the file where it begins, from 1
};

struct Hit {
  int64_t id = 0;
  float lexical = 0;   // as a share of what the question would get against itself: 0 to about 1
  float meaning = 0;   // cosine; 0 without vectors
  float strength = 0;  // both together: what hits are ordered by
};

struct PassagesOptions {
  bool create = true;  // when it is not there
  bool read_only = false;
  bool renewing = false;  // another encoder than made the vectors is no error: renew() comes next
};

// One thread at a time. Other processes may use the same file; what they change is seen at the next call.
class Passages {
 public:
  // encoder: makes the vectors; nullptr = words alone. It must outlive this. Error as of Database;
  // Error{bad_argument} when another encoder made the vectors that are there: open with that one, or renew().
  Passages(const std::filesystem::path& file, LoadedModel* encoder,
           const PassagesOptions& options = {});

  struct Problem {
    std::string file;
    Error error;
  };
  struct Added {
    uint64_t files = 0;      // new or changed
    uint64_t unchanged = 0;  // files
    uint64_t vanished = 0;   // files that were under the folder and are no more
    uint64_t passages_added = 0, passages_removed = 0;
    std::vector<Problem> problems;  // files of a folder that cannot be read: left as they were
  };
  // Bytes done of all. False stops: Error{cancelled}; files finished by then stay.
  using Progress = std::function<bool(uint64_t done, uint64_t total)>;

  // A file, or a folder of them: .md, .html, .txt, .pdf, and tables with a row a passage. Each file is taken whole or
  // not at all, whatever happens. Files under the folder that are gone are removed. Error{not_found}, {unsupported},
  // {bad_file} of a single file.
  Added add(const std::filesystem::path& path, const Progress& progress = {});
  // A text under a name. format: "md", "html" or "txt".
  Added add_text(std::string_view name, std::string_view text, std::string_view format);
  // A file, a folder of them, or a name. Returns how many passages went. Error{not_found}.
  uint64_t remove(std::string_view file);
  // Makes all vectors anew with this encoder (nullptr: without).
  void renew(const Progress& progress = {});

  struct File {
    std::string name;
    uint64_t bytes = 0, passages = 0;
  };
  std::vector<File> files();
  std::vector<Hit> search(std::string_view question, size_t most);
  Passage passage(int64_t id);  // Error{not_found}
  uint64_t size();

  struct Settings {
    std::string encoder, fingerprint;  // that made the vectors; "" = there are none
    size_t width = 0;
  };
  Settings settings();

 private:
  struct Prepared;  // a file's passages, ready to be written
  Prepared prepare(const std::string& name, const Dataset& document,
                   const std::function<bool(double share)>& progress);
  void write(const Prepared& file, Added& added);
  uint64_t remove_files(std::string_view name, bool folder_only);
  void scrub_if_needed();
  void check_encoder();
  void set(std::string_view name, std::string_view value);
  const PassageIndex& index();
  std::vector<std::vector<std::byte>> vectors_of(const std::vector<std::string>& texts,
                                                 const std::function<bool(double share)>& progress);

  LoadedModel* encoder_;
  Database database_;
  PassageIndex index_;
  int64_t seen_ = -1;                   // the version of the data that index_ is of
  uint64_t changes_ = 0, indexed_ = 0;  // of our own
};

}  // namespace tinybrain
