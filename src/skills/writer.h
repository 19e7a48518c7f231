// The language model that writes for a skill. What it writes is text that the skill must look at; nothing here
// believes it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"

namespace tinybrain::skills {

struct WriterTurn {
  const char* role;  // "system", "user" or "assistant"
  std::string text;
};

struct WriterWish {
  uint32_t most = 512;    // tokens
  float temperature = 0;  // 0 = the likeliest
  float repeat_penalty = 1;
  uint64_t seed = 1;
  std::vector<std::string> stops;
};

struct Writing {
  std::string text;
  bool whole = true;  // the model ended by itself
  uint32_t tokens = 0;
};

class Writer {
 public:
  virtual ~Writer() = default;
  // A model without a chat template goes on writing after the turns as paragraphs. Error{context_full}: more than the model's
  // window holds.
  virtual Writing reply(const std::vector<WriterTurn>& turns, const WriterWish& wish) = 0;
  // What follows on `before`.
  virtual Writing go_on(std::string_view before, const WriterWish& wish) = 0;
  // What stands between; nullopt: the model has no tokens for that.
  virtual std::optional<Writing> fill(std::string_view before, std::string_view after,
                                      const WriterWish& wish) = 0;
};

// The model must stay open as long. Error{unsupported}, when it is asked: it does not write.
std::unique_ptr<Writer> writer_on(LoadedModel& model);

}  // namespace tinybrain::skills
