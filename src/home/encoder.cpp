#include "home/encoder.h"

#include "base/seed.h"
#include "cli/options.h"
#include "cli/store.h"

namespace tinybrain::home {
namespace {

std::unique_ptr<tb::Model> open_for(const char* purpose, const std::string& name,
                                    const std::string& weights) {
  cli::Options o;
  o.model = name;
  o.weights = weights;
  return std::make_unique<tb::Model>(cli::resolve_model(o, purpose));
}

}  // namespace

std::unique_ptr<tb::Model> open_encoder(const std::string& name, const std::string& weights) {
  if (name == "none") return nullptr;
  if (name == "seed") return std::make_unique<tb::Model>(seed_brain());
  return open_for("embed", name, weights);
}

std::unique_ptr<tb::Model> open_writer(const std::string& name, const std::string& weights) {
  return open_for("chat", name, weights);
}

}  // namespace tinybrain::home
