#include "home/encoder.h"

#include "base/seed.h"
#include "cli/options.h"
#include "cli/store.h"

namespace tinybrain::home {

std::unique_ptr<tb::Model> open_encoder(const std::string& name, const std::string& weights) {
  if (name == "none") return nullptr;
  if (name == "seed") return std::make_unique<tb::Model>(seed_brain());
  cli::Options o;
  o.model = name;
  o.weights = weights;
  return std::make_unique<tb::Model>(cli::resolve_model(o, "embed"));
}

}  // namespace tinybrain::home
