// The files of a skill's data folder, by name: what calls a tool may be a model, so a name is never a path. A sample that
// came along is read and never written.
#pragma once

#include <filesystem>
#include <string>

#include "skills/skill.h"

namespace tinybrain::skills {

class DataFolder {
 public:
  explicit DataFolder(const Opening& opening) : path_(opening.data), sample_(opening.sample) {}

  const std::filesystem::path& path() const { return path_; }
  // It holds the sample, or a copy of it: results must say so.
  bool sample() const { return sample_; }
  // Error{bad_argument}: a path, or no name.
  std::filesystem::path file(const std::string& name) const;
  // One that is going to be written; ask before the work. Error{bad_argument}: as of file; or the folder is the `sample` of
  // a skill, however it was named, and then the text says how to get one of one's own.
  std::filesystem::path file_to_write(const std::string& name) const;

 private:
  std::filesystem::path path_;
  bool sample_;
};

}  // namespace tinybrain::skills
