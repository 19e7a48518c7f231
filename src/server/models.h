// The models that are served: each under the name of its file, with its pool of workers.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "server/pool.h"
#include "server/sampling.h"

namespace tinybrain::server {

// An adapter that requests may name.
struct AdapterOption {
  std::string model;  // whose; "" = the only one
  std::string name, path;
};

struct ModelOptions {
  int threads = 0;
  int max_tokens = 2048;
  std::string template_name;
  PoolOptions pool;
};

struct Served {
  Served(const std::string& path, const ModelOptions& options);

  std::string name, path, template_name;
  tb::Model model;
  Json info;
  int64_t opened = 0;  // seconds since 1970
  bool can_write = false, can_embed = false;
  bool can_understand = false;  // has several heads, each with a name
  std::vector<std::string> labels;
  bool knows_tools = false;  // its chat template renders tools
  Limits limits;
  std::map<std::string, std::unique_ptr<tb::Adapter>> adapters;  // by the names of requests
  std::unique_ptr<Pool> pool;

  // The adapter of that name, nullptr for ""; ApiError 404.
  const tb::Adapter* adapter(const std::string& name) const;
  Json json() const;  // as /v1/models shows it
};

class Models {
 public:
  // seed: a brain with heads, opened when no other has them; "" = none. Error{bad_argument} when two models or two
  // adapters of a model have the same name, or an adapter's model is not clear.
  Models(const std::vector<std::string>& paths, const ModelOptions& options,
         const std::string& seed = {}, const std::vector<AdapterOption>& adapters = {});

  // ApiError 404. The only model answers to any name, for clients must give one.
  Served& find(const std::string& name) const;
  Served* exactly(const std::string& name) const;  // nullptr when there is none
  const std::vector<std::unique_ptr<Served>>& all() const { return all_; }
  // The one that tells what a text is like; nullptr when there is none. May be the seed, which is not
  // one of all(): nobody asked for it to be served.
  Served* understander() const { return understander_; }
  void stop();
  void cancel_all();
  size_t running() const;
  size_t waiting() const;

 private:
  void add_adapter(const AdapterOption& option);

  std::vector<std::unique_ptr<Served>> all_;
  std::unique_ptr<Served> seed_;
  Served* understander_ = nullptr;
};

}  // namespace tinybrain::server
