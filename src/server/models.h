// The models that are served: each under the name of its file, with its pool of workers. They come and go while
// the server runs; whoever works with one holds it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "server/characters.h"
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

// A version that was learnt from the person.
struct Learned {
  int64_t version = 0;  // 0 = none
  std::shared_ptr<const tb::Adapter> adapter;
  std::vector<tb::Message> before{};  // that go before the message
};

struct Served {
  // name: "" = that of the file.
  Served(const std::string& path, const ModelOptions& options, const std::string& name = {});

  std::string name, path, template_name;
  std::string purpose;             // as the catalogue has it; "" = it is not in it
  std::optional<tb::Model> model;  // none where entries alone answer
  std::unique_ptr<tb::Knowledge> knowledge;
  std::mutex asking;                       // held while the knowledge is asked: one call at a time
  std::unique_ptr<Characters> characters;  // where it writes
  Json info;
  int64_t opened = 0;  // seconds since 1970
  bool can_write = false, can_embed = false;
  bool can_answer = false;      // from knowledge
  bool can_understand = false;  // has several heads, each with a name
  std::vector<std::string> labels;
  bool knows_tools = false;  // its chat template renders tools
  Limits limits;
  std::map<std::string, std::unique_ptr<tb::Adapter>> adapters;  // by the names of requests
  std::mutex learned_mutex;
  Learned learned;  // as it was asked for last
  std::unique_ptr<Pool> pool;

  // The adapter of that name, nullptr for ""; ApiError 404.
  const tb::Adapter* adapter(const std::string& name) const;
  Json json() const;  // as /v1/models shows it
};

using ServedPtr = std::shared_ptr<Served>;

class Models {
 public:
  // seed: a brain with heads, opened when no other has them; "" = none. Error{bad_argument} when two models or two
  // adapters of a model have the same name, or an adapter's model is not clear.
  Models(const std::vector<std::string>& paths, const ModelOptions& options,
         const std::string& seed = {}, const std::vector<AdapterOption>& adapters = {});

  // ApiError 404. The only model answers to any name, for clients must give one.
  ServedPtr find(const std::string& name) const;
  // One that writes: that of the name, "" = the first. ApiError 404.
  ServedPtr writer(const std::string& name) const;
  ServedPtr exactly(const std::string& name) const;  // nullptr when there is none
  ServedPtr at_path(const std::string& path) const;  // nullptr when it is not served
  std::vector<ServedPtr> all() const;
  // The one that tells what a text is like; nullptr when there is none. May be the seed, which is not
  // one of all(): nobody asked for it to be served.
  ServedPtr understander() const;
  // Serves one more; what is served already stays as it is. name: "" = that of the file; one that is taken gets a
  // number. What the library says when it cannot be opened; ApiError 503 when stopping.
  ServedPtr add(const std::string& path, const std::string& name = {});
  // No longer serves it, and frees its memory. ApiError 404, and 409 while it works.
  void remove(const std::string& name);
  void stop();
  void cancel_all();
  size_t running() const;
  size_t waiting() const;

 private:
  void add_adapter(const AdapterOption& option);
  std::vector<ServedPtr> with_seed() const;
  bool is_taken(const std::string& name) const;  // with mutex_ held
  void open_seed();                              // where nobody else understands
  void free_removed();

  const ModelOptions options_;
  const std::string seed_path_;
  std::mutex opening_;        // one at a time is opened or removed
  mutable std::mutex mutex_;  // of what follows
  std::vector<ServedPtr> all_;
  ServedPtr seed_;
  // Removed, but perhaps still held by a request. A worker must not be the last to hold its own model, or it
  // would wait for itself; so they are held here.
  std::vector<ServedPtr> removed_;
  bool stopping_ = false;
};

}  // namespace tinybrain::server
