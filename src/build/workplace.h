// The folder that a build writes to: taken by one process at a time, with what a later run needs to go on.
#pragma once

#include <filesystem>

namespace tinybrain {

class Workplace {
 public:
  // Error{bad_argument}: finished, foreign, or taken.
  explicit Workplace(const std::filesystem::path& output);
  Workplace(const Workplace&) = delete;
  ~Workplace();

  std::filesystem::path file(const char* name) const { return output_ / name; }
  std::filesystem::path working(const char* name) const { return output_ / ".build" / name; }
  void finish();  // all is written: the working files go

 private:
  std::filesystem::path output_;
  int lock_ = -1;
};

}  // namespace tinybrain
