// One build as it is kept and shown.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "server/build_request.h"
#include "server/course.h"
#include "server/job.h"

namespace tinybrain::server {

struct Build {
  std::string id;
  std::filesystem::path folder;
  std::string name, task, base, language;
  Json options{Json::Object{}};
  Json files{Json::Array{}};      // [{"name", "use", "bytes"}]
  std::string state = "waiting";  // "running", "stopped", "failed", "done"
  std::string error;              // why it failed, in the build's own words
  int64_t created = 0;            // seconds since 1970
  double seconds = 0;             // that it has worked
  Course course;
  Json measures;  // of one that is done: its figures, without lists
  std::vector<std::shared_ptr<Job>> watchers;

  bool works() const { return state == "waiting" || state == "running"; }
  std::filesystem::path brain() const { return folder / "brain"; }
  // whole: with curve and findings.
  Json json(bool whole) const;
  void save() const;  // Error{no_space, io}
  void read_measures();
  void tell(const Json& event);  // to those who watch
  void end_watching();
};

Build new_build(const BuildRequest& request, std::filesystem::path folder);
// What save() wrote. One that was at work is stopped now. Error when it is not readable.
Build read_build(const std::filesystem::path& folder);
// The figures alone: no lists, at most three levels deep.
Json without_lists(const Json& json, int levels = 3);

}  // namespace tinybrain::server
