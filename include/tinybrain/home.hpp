// tinybrain for C++17 and later, second header: a thin layer over home.h, as tinybrain.hpp is over tinybrain.h.
#ifndef TINYBRAIN_HOME_HPP
#define TINYBRAIN_HOME_HPP

#include <cstdint>
#include <memory>
#include <string>

#include "tinybrain/home.h"
#include "tinybrain/tinybrain.hpp"

namespace tb {

// A text without personal data and what was found, as JSON; options as of tb_redact.
inline std::string redact(const std::string& text, const std::string& options = {}) {
  char* json = nullptr;
  detail::check(tb_redact(text.c_str(), detail::or_null(options), &json));
  return detail::take(json);
}

// The values in place of their placeholders; found: JSON, the list that redact() gave.
inline std::string restore(const std::string& text, const std::string& found) {
  char* restored = nullptr;
  detail::check(tb_restore(text.c_str(), found.c_str(), &restored));
  return detail::take(restored);
}

// A knowledge base. What calls return is JSON, as of home.h.
class Passages {
 public:
  // encoder: nullptr = words alone; it must live as long.
  Passages(const std::string& file, Model* encoder, const std::string& options = {}) {
    tb_passages* opened = nullptr;
    detail::check(tb_passages_open(file.c_str(), encoder ? encoder->get() : nullptr,
                                   detail::or_null(options), &opened));
    passages_.reset(opened);
  }
  std::string add(const std::string& path, Progress progress = {}) {
    detail::ProgressArgument p(progress);
    char* json = nullptr;
    p.check(tb_passages_add(get(), path.c_str(), p.function(), p.user(), &json));
    return detail::take(json);
  }
  std::string add_text(const std::string& name, const std::string& text,
                       const std::string& format = "txt") {
    char* json = nullptr;
    detail::check(tb_passages_add_text(get(), name.c_str(), text.c_str(), format.c_str(), &json));
    return detail::take(json);
  }
  uint64_t remove(const std::string& file) {
    uint64_t removed = 0;
    detail::check(tb_passages_remove(get(), file.c_str(), &removed));
    return removed;
  }
  void renew(Progress progress = {}) {
    detail::ProgressArgument p(progress);
    p.check(tb_passages_renew(get(), p.function(), p.user()));
  }
  std::string list() const {
    char* json = nullptr;
    detail::check(tb_passages_list(get(), &json));
    return detail::take(json);
  }
  std::string search(const std::string& question, int32_t most = 5) const {
    char* json = nullptr;
    detail::check(tb_passages_search(get(), question.c_str(), most, &json));
    return detail::take(json);
  }
  std::string info() const {
    char* json = nullptr;
    detail::check(tb_passages_info(get(), &json));
    return detail::take(json);
  }
  tb_passages* get() const { return passages_.get(); }

 private:
  struct Close {
    void operator()(tb_passages* passages) const { tb_passages_close(passages); }
  };
  std::unique_ptr<tb_passages, Close> passages_;
};

// Whether each sentence stands in one of the passages, a JSON list of texts; as of tb_supported.
inline std::string supported(const std::string& answer, const std::string& passages,
                             Model* encoder = nullptr) {
  char* json = nullptr;
  detail::check(
      tb_supported(answer.c_str(), passages.c_str(), encoder ? encoder->get() : nullptr, &json));
  return detail::take(json);
}

}  // namespace tb

#endif  // TINYBRAIN_HOME_HPP
