#include "server/models.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/known_models.h"

namespace tinybrain::server {
namespace {

// What tinybrain build writes.
constexpr const char* kEntries = "entries.gguf";
constexpr const char* kModelFile = "model.gguf";
constexpr auto kPatience = std::chrono::seconds(5);  // for a request to let go of a model

// "weights/tiny.Q4_1.gguf" -> "tiny.Q4_1", "brain/" -> "brain"
std::string name_of(const std::string& path) {
  std::filesystem::path p = std::filesystem::absolute(path).lexically_normal();
  if (!p.has_filename()) p = p.parent_path();
  return p.extension() == ".gguf" ? p.stem().string() : p.filename().string();
}

// Whether tools change what the chat template writes.
bool renders_tools(tb::Session& session, const std::string& template_name) {
  const std::vector<tb::Message> messages{{"user", "x"}};
  tb::ChatOptions options;
  options.template_name = template_name;
  try {
    const std::string without = session.chat_prompt(messages, options);
    options.tools = R"([{"type":"function","function":{"name":"f","description":"d","parameters":)"
                    R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}}])";
    return session.chat_prompt(messages, options) != without;
  } catch (const tb::Exception&) {
    return false;
  }
}

// One head is a classifier: /v1/classify has it.
bool has_heads(const tb::Model& model) {
  if (!model.labels().empty()) return false;
  try {
    return !Json::parse(model.understand("x")).at("heads").as_array().empty();
  } catch (const tb::Exception&) {
    return false;
  }
}

}  // namespace

Served::Served(const std::string& file, const ModelOptions& options, const std::string& given)
    : name(given.empty() ? name_of(file) : given),
      path(file),
      template_name(options.template_name),
      purpose(purpose_of(file)),
      opened(std::time(nullptr)) {
  const std::filesystem::path folder = file;
  if (std::filesystem::exists(folder / kEntries)) {
    knowledge = std::make_unique<tb::Knowledge>(file, options.threads);
    can_answer = true;
  }
  if (!can_answer || std::filesystem::exists(folder / kModelFile)) {
    model.emplace(file, options.threads);
    info = Json::parse(model->info());
    can_write = info.get_bool("can_generate", false);
    if (can_write) characters = std::make_unique<Characters>(*model);
    labels = model->labels();
    can_embed = model->embedding_size() > 0;
    can_understand = can_embed && has_heads(*model);
  }
  const PoolOptions& pooled = options.pool;
  const auto context = static_cast<int>(std::min<int64_t>(info.get_int("context", 8192), 8192));
  limits.window = pooled.session.context > 0 ? pooled.session.context : context;
  limits.max_tokens = options.max_tokens;
  pool = std::make_unique<Pool>(can_write ? &*model : nullptr, pooled);
  if (can_write) knows_tools = renders_tools(*pool->first_session(), template_name);
}

Json Served::json() const {
  Json can{Json::Array{}};
  if (can_write) can.push("write");
  if (can_embed) can.push("embed");
  if (!labels.empty()) can.push("classify");
  if (can_understand) can.push("understand");
  if (can_answer) can.push("answer");
  Json j;
  j.set("id", name);
  j.set("object", "model");
  j.set("created", opened);
  j.set("owned_by", "tinybrain");
  j.set("capabilities", std::move(can));
  if (!purpose.empty()) j.set("purpose", purpose);
  if (can_write) {
    Json names{Json::Array{}};
    for (const auto& [name, adapter] : adapters) names.push(name);
    j.set("context_window", limits.window);
    j.set("adapters", std::move(names));
  }
  if (can_embed) j.set("dimensions", model->embedding_size());
  if (!model) return j;
  j.set("architecture", info.get_string("architecture", ""));
  j.set("parameters", info.get_int("parameters", 0));
  j.set("weight_bytes", info.at("memory").get_int("weights", 0));
  j.set("license", info.get_string("license", ""));
  return j;
}

const tb::Adapter* Served::adapter(const std::string& wanted) const {
  if (wanted.empty()) return nullptr;
  const auto found = adapters.find(wanted);
  if (found != adapters.end()) return found->second.get();
  throw ApiError(404, text(msg::kAdapterUnknown, name, wanted), "adapter", "adapter_not_found");
}

Models::Models(const std::vector<std::string>& paths, const ModelOptions& options,
               const std::string& seed, const std::vector<AdapterOption>& adapters)
    : options_(options), seed_path_(seed) {
  for (const std::string& path : paths) {
    if (exactly(name_of(path))) throw Error(Code::bad_argument, msg::kSameModelName, name_of(path));
    all_.push_back(std::make_shared<Served>(path, options));
  }
  for (const AdapterOption& option : adapters) add_adapter(option);
  open_seed();
}

void Models::add_adapter(const AdapterOption& option) {
  const ServedPtr served = option.model.empty() ? all_[0] : exactly(option.model);
  if (option.model.empty() && all_.size() > 1)
    throw Error(Code::bad_argument, msg::kAdapterWhose, option.name);
  if (!served || !served->model)
    throw Error(Code::bad_argument, msg::kAdapterModel, option.name, option.model);
  auto& place = served->adapters[option.name];
  if (place) throw Error(Code::bad_argument, msg::kAdapterTwice, served->name, option.name);
  place = std::make_unique<tb::Adapter>(*served->model, option.path);
}

void Models::open_seed() {
  if (seed_ || seed_path_.empty() || understander()) return;
  auto seed = std::make_shared<Served>(seed_path_, options_);
  if (!seed->can_understand) throw Error(Code::bad_argument, msg::kSeedWithoutHeads, seed_path_);
  const std::lock_guard lock(mutex_);
  seed_ = std::move(seed);
}

std::vector<ServedPtr> Models::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

std::vector<ServedPtr> Models::with_seed() const {
  const std::lock_guard lock(mutex_);
  std::vector<ServedPtr> list = all_;
  if (seed_) list.push_back(seed_);
  return list;
}

ServedPtr Models::understander() const {
  for (const ServedPtr& served : with_seed())
    if (served->can_understand) return served;
  return nullptr;
}

ServedPtr Models::exactly(const std::string& name) const {
  for (const ServedPtr& served : all())
    if (served->name == name) return served;
  return nullptr;
}

ServedPtr Models::at_path(const std::string& path) const {
  for (const ServedPtr& served : all())
    if (std::filesystem::path(served->path).lexically_normal() ==
        std::filesystem::path(path).lexically_normal())
      return served;
  return nullptr;
}

ServedPtr Models::find(const std::string& name) const {
  const std::vector<ServedPtr> list = all();
  if (list.size() == 1) return list[0];
  for (const ServedPtr& served : list)
    if (served->name == name) return served;
  if (name == "default" && !list.empty()) return list[0];
  throw ApiError(404, name.empty() ? text(msg::kModelUnnamed) : text(msg::kModelUnknown, name),
                 "model", "model_not_found");
}

ServedPtr Models::writer(const std::string& name) const {
  if (name.empty())
    for (const ServedPtr& served : all())
      if (served->can_write) return served;
  const ServedPtr served = find(name);
  if (!served->can_write) throw ApiError(404, text(msg::kModelCannotWrite, served->name), "model");
  return served;
}

bool Models::is_taken(const std::string& name) const {
  return std::any_of(all_.begin(), all_.end(),
                     [&](const ServedPtr& served) { return served->name == name; });
}

ServedPtr Models::add(const std::string& path, const std::string& name) {
  const std::lock_guard one(opening_);
  free_removed();
  if (ServedPtr served = at_path(path)) return served;
  auto fresh = std::make_shared<Served>(path, options_, name);
  const std::lock_guard lock(mutex_);
  if (stopping_) throw ApiError(503, text(msg::kServerStopping));
  const std::string wanted = fresh->name;
  for (int i = 2; is_taken(fresh->name); ++i) fresh->name = wanted + "-" + std::to_string(i);
  all_.push_back(fresh);
  return fresh;
}

void Models::remove(const std::string& name) {
  const std::lock_guard one(opening_);
  ServedPtr served = exactly(name);
  if (!served) throw ApiError(404, text(msg::kModelUnknown, name), "model", "model_not_found");
  if (served->pool->running() + served->pool->waiting() > 0)
    throw ApiError(409, text(msg::kModelInUse, name), "model", "model_in_use");
  {
    const std::lock_guard lock(mutex_);
    std::erase(all_, served);
    removed_.push_back(served);
  }
  served->pool->stop();
  open_seed();
  // The two that hold it: this function and removed_.
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (served.use_count() > 2 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  served.reset();
  free_removed();
}

void Models::free_removed() {
  std::vector<ServedPtr> unused;  // freed after the lock: that takes a while
  const std::lock_guard lock(mutex_);
  for (ServedPtr& served : removed_)
    if (served.use_count() == 1) unused.push_back(std::move(served));
  std::erase(removed_, nullptr);
}

void Models::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  for (const ServedPtr& served : with_seed()) served->pool->stop();
}

void Models::cancel_all() {
  for (const ServedPtr& served : with_seed()) served->pool->cancel_all();
}

size_t Models::running() const {
  size_t sum = 0;
  for (const ServedPtr& served : with_seed()) sum += served->pool->running();
  return sum;
}

size_t Models::waiting() const {
  size_t sum = 0;
  for (const ServedPtr& served : with_seed()) sum += served->pool->waiting();
  return sum;
}

}  // namespace tinybrain::server
