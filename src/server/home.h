// What the server keeps for its person: the vault, the knowledge base and the desks, each opened when it is first asked for.
// Nothing is written before that.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/json.h"
#include "server/build_request.h"
#include "server/job.h"
#include "tinybrain/home.hpp"

namespace tinybrain::server {

struct DeskRequest {
  std::string name;
  std::string encoder = "seed";  // "seed", "none", or a model of the catalogue
  double dial = 0.05;
  std::vector<BuildFile> files;  // use: "faq" (one), "asked" (at most one) or "docs"
  std::string text_column, answer_column;
};

class Home {
 public:
  // folder: of the person's data. seed: the brain that comes along; "" = there is none. sealed: no other encoder can be
  // opened.
  Home(std::filesystem::path folder, std::string seed, bool sealed = false);
  // The vault's key; made with the vault.
  static std::filesystem::path key_file();
  ~Home() { stop(); }
  Home(const Home&) = delete;

  // All of these throw ApiError, and what the library says.
  tb::Vault& vault();
  bool has_vault() const;
  // Erases, and keeps the receipt in the folder "receipts". scope and receipt: as of tb_erase.
  std::string erase(const Json& scope);
  void keep_receipt(const Json& receipt);
  // The knowledge base, made when it is written to first; 404 when there is none.
  tb::Passages& knowledge(bool make);
  bool has_knowledge() const;

  Json desks() const;  // [{"name", "questions", "answers"}]
  std::shared_ptr<tb::Desk> desk(const std::string& name);
  // Makes one; events come as they do for builds, the last is {"done_desk": ...} and [DONE], or {"error": ...}.
  std::shared_ptr<Job> make_desk(DeskRequest request, const std::string& client);
  void remove_desk(const std::string& name);
  // The model that makes vectors, by the name that settings know it by; nullptr for "none".
  std::shared_ptr<tb::Model> encoder(const std::string& name);
  std::shared_ptr<tb::Model> seed();  // nullptr where there is none

  void stop();  // ends what is being made

 private:
  std::filesystem::path desk_folder(const std::string& name) const;
  std::shared_ptr<tb::Model> knowledge_encoder_of(const std::filesystem::path& file);
  Json make(Job& job, const DeskRequest& request);  // {"name", "measures"}
  void end_making();

  const std::filesystem::path folder_;
  const std::string seed_;
  const bool sealed_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, std::shared_ptr<tb::Model>> encoders_;
  std::unique_ptr<tb::Vault> vault_;
  std::shared_ptr<tb::Model> knowledge_encoder_;
  std::unique_ptr<tb::Passages> knowledge_;
  struct Desk {
    std::shared_ptr<tb::Model> encoder, seed;
    tb::Desk desk;
  };
  std::map<std::string, std::shared_ptr<Desk>> desks_;
  std::thread making_;
  std::shared_ptr<Job> job_;  // that making_ works on
};

}  // namespace tinybrain::server
