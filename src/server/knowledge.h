// The person's knowledge base, for those who ask over HTTP: opened when first asked for, with the encoder that made its
// vectors. Files are added by the command `tinybrain knowledge`; from here only texts that come along.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "base/json.h"
#include "server/models.h"
#include "tinybrain/home.hpp"

namespace tinybrain::server {

class KnowledgeBase {
 public:
  // home: the folder of a person's data. seed: the brain that makes vectors for a new base; "" = there is none.
  KnowledgeBase(const std::filesystem::path& home, std::string seed, const Models& models);

  // All of these throw ApiError; 404 when there is no base yet and nothing is added.
  Json list();
  Json add(const std::string& name, const std::string& text, const std::string& format);
  uint64_t remove(const std::string& name);
  Json search(const std::string& question, int32_t most);

 private:
  tb::Passages& open(bool create);

  const std::filesystem::path file_;
  const std::string seed_;
  const Models& models_;
  std::mutex mutex_;  // of what follows
  std::unique_ptr<tb::Model> encoder_;
  std::unique_ptr<tb::Passages> passages_;
};

}  // namespace tinybrain::server
