#include "server/models.h"

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

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

Served::Served(const std::string& file, const ModelOptions& options)
    : name(name_of(file)),
      path(file),
      template_name(options.template_name),
      model(file, options.threads),
      info(Json::parse(model.info())),
      opened(std::time(nullptr)),
      can_write(info.get_bool("can_generate", false)),
      labels(model.labels()) {
  can_embed = model.embedding_size() > 0;
  can_understand = can_embed && has_heads(model);
  const PoolOptions& pooled = options.pool;
  const auto context = static_cast<int>(std::min<int64_t>(info.get_int("context", 8192), 8192));
  limits.window = pooled.session.context > 0 ? pooled.session.context : context;
  limits.max_tokens = options.max_tokens;
  pool = std::make_unique<Pool>(can_write ? &model : nullptr, pooled);
  if (can_write) knows_tools = renders_tools(*pool->first_session(), template_name);
}

Json Served::json() const {
  Json can{Json::Array{}};
  if (can_write) can.push("write");
  if (can_embed) can.push("embed");
  if (!labels.empty()) can.push("classify");
  if (can_understand) can.push("understand");
  Json j;
  j.set("id", name);
  j.set("object", "model");
  j.set("created", opened);
  j.set("owned_by", "tinybrain");
  j.set("capabilities", std::move(can));
  if (can_write) {
    Json names{Json::Array{}};
    for (const auto& [name, adapter] : adapters) names.push(name);
    j.set("context_window", limits.window);
    j.set("adapters", std::move(names));
  }
  if (can_embed) j.set("dimensions", model.embedding_size());
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
               const std::string& seed, const std::vector<AdapterOption>& adapters) {
  for (const std::string& path : paths) {
    if (exactly(name_of(path))) throw Error(Code::bad_argument, msg::kSameModelName, name_of(path));
    all_.push_back(std::make_unique<Served>(path, options));
    if (!understander_ && all_.back()->can_understand) understander_ = all_.back().get();
  }
  for (const AdapterOption& option : adapters) add_adapter(option);
  if (understander_ || seed.empty()) return;
  seed_ = std::make_unique<Served>(seed, options);
  if (!seed_->can_understand) throw Error(Code::bad_argument, msg::kSeedWithoutHeads, seed);
  understander_ = seed_.get();
}

void Models::add_adapter(const AdapterOption& option) {
  Served* served = option.model.empty() ? nullptr : exactly(option.model);
  if (option.model.empty()) {
    if (all_.size() > 1) throw Error(Code::bad_argument, msg::kAdapterWhose, option.name);
    served = all_[0].get();
  } else if (!served) {
    throw Error(Code::bad_argument, msg::kAdapterModel, option.name, option.model);
  }
  auto& place = served->adapters[option.name];
  if (place) throw Error(Code::bad_argument, msg::kAdapterTwice, served->name, option.name);
  place = std::make_unique<tb::Adapter>(served->model, option.path);
}

Served* Models::exactly(const std::string& name) const {
  for (const auto& served : all_)
    if (served->name == name) return served.get();
  return nullptr;
}

Served& Models::find(const std::string& name) const {
  if (all_.size() == 1) return *all_[0];
  if (Served* served = exactly(name)) return *served;
  if (name == "default") return *all_[0];
  throw ApiError(404, name.empty() ? text(msg::kModelUnnamed) : text(msg::kModelUnknown, name),
                 "model", "model_not_found");
}

void Models::stop() {
  for (const auto& served : all_) served->pool->stop();
  if (seed_) seed_->pool->stop();
}

void Models::cancel_all() {
  for (const auto& served : all_) served->pool->cancel_all();
  if (seed_) seed_->pool->cancel_all();
}

size_t Models::running() const {
  size_t all = seed_ ? seed_->pool->running() : 0;
  for (const auto& served : all_) all += served->pool->running();
  return all;
}

size_t Models::waiting() const {
  size_t all = seed_ ? seed_->pool->waiting() : 0;
  for (const auto& served : all_) all += served->pool->waiting();
  return all;
}

}  // namespace tinybrain::server
