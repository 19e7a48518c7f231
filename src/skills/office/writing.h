// The tools that write: translate, remember_pair, ideas, outline, draft, style. Arguments as of skill.toml.
#pragma once

#include <memory>

#include "base/json.h"
#include "skills/data_folder.h"
#include "skills/office/writer.h"

namespace tinybrain::skills::office {

class Writing {
 public:
  explicit Writing(DataFolder data) : data_(std::move(data)) {}
  void use_model(LoadedModel* model);

  Json translate(const Json& arguments);
  Json remember_pair(const Json& arguments);
  Json ideas(const Json& arguments);
  Json outline(const Json& arguments);
  Json style(const Json& arguments);
  Json draft(const Json& arguments);

 private:
  Writer* writer();       // nullptr: no model was given
  Writer& need_writer();  // Error{not_found}
  std::vector<std::string> samples(const Json& arguments) const;

  DataFolder data_;
  LoadedModel* model_ = nullptr;
  std::unique_ptr<Writer> writer_;
};

}  // namespace tinybrain::skills::office
