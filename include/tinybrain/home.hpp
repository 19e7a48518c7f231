// tinybrain for C++17 and later, second header: a thin layer over home.h, as tinybrain.hpp is over tinybrain.h.
#ifndef TINYBRAIN_HOME_HPP
#define TINYBRAIN_HOME_HPP

#include <cstdint>
#include <exception>
#include <functional>
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

// What may be kept of a person. What calls take and return is JSON, as of home.h; "" = nothing given.
class Vault {
 public:
  explicit Vault(const std::string& file, const std::string& options = {}) {
    tb_vault* opened = nullptr;
    detail::check(tb_vault_open(file.c_str(), detail::or_null(options), &opened));
    vault_.reset(opened);
  }
  std::string info() const { return json(tb_vault_info); }
  std::string verify() const { return json(tb_vault_verify); }
  void change_key(const std::string& key) {
    detail::check(tb_vault_change_key(get(), key.c_str()));
  }
  // Returns the backup's path.
  std::string backup(const std::string& path = {}) {
    return json(tb_vault_backup, detail::or_null(path));
  }
  static std::string restore(const std::string& backup, const std::string& file,
                             const std::string& options = {}) {
    char* json = nullptr;
    detail::check(tb_vault_restore(backup.c_str(), file.c_str(), detail::or_null(options), &json));
    return detail::take(json);
  }
  std::string audit(const std::string& filter = {}) const {
    return json(tb_vault_audit, detail::or_null(filter));
  }
  std::string note(const std::string& kind, const std::string& said = {}) {
    return json(tb_vault_note, kind.c_str(), detail::or_null(said));
  }

  std::string consents() const { return json(tb_consent_list); }
  std::string set_consent(const std::string& change) {
    return json(tb_consent_set, change.c_str());
  }

  // The id; 0 = not granted, and nothing was written.
  std::int64_t record(const std::string& purpose, const std::string& kind,
                      const std::string& said = {}) {
    std::int64_t id = 0;
    detail::check(
        tb_event_record(get(), purpose.c_str(), kind.c_str(), detail::or_null(said), &id));
    return id;
  }
  std::string events(const std::string& filter = {}) const {
    return json(tb_event_list, detail::or_null(filter));
  }

  std::int64_t add_lesson(const std::string& kind, const std::string& input,
                          const std::string& said = {}) {
    std::int64_t id = 0;
    detail::check(tb_lessons_add(get(), kind.c_str(), input.c_str(), detail::or_null(said), &id));
    return id;
  }
  std::string lessons(const std::string& filter = {}) const {
    return json(tb_lessons_list, detail::or_null(filter));
  }
  void set_lesson(std::int64_t id, const std::string& state, const std::string& said = {}) {
    detail::check(tb_lessons_set(get(), id, state.c_str(), detail::or_null(said)));
  }

  std::string remember(const std::string& memory) { return json(tb_memory_add, memory.c_str()); }
  std::string memories(const std::string& filter = {}) const {
    return json(tb_memory_list, detail::or_null(filter));
  }
  std::string search(const std::string& question, std::int32_t most = 5) const {
    return json(tb_memory_search, question.c_str(), most);
  }
  void set_memory(std::int64_t id, const std::string& change) {
    detail::check(tb_memory_set(get(), id, change.c_str()));
  }

  std::string erase(const std::string& scope) { return json(tb_erase, scope.c_str()); }
  std::string export_all(const std::string& folder = {}) {
    return json(tb_export, detail::or_null(folder));
  }
  std::string export_page() { return json(tb_export_page); }
  tb_vault* get() const { return vault_.get(); }

 private:
  template <class Call, class... Arguments>
  std::string json(Call call, Arguments... arguments) const {
    char* out = nullptr;
    detail::check(call(get(), arguments..., &out));
    return detail::take(out);
  }
  struct Close {
    void operator()(tb_vault* vault) const { tb_vault_close(vault); }
  };
  std::unique_ptr<tb_vault, Close> vault_;
};

// Whether a receipt of an erasure is as its vault signed it: JSON, as of tb_receipt_verify.
inline std::string verify_receipt(const std::string& receipt) {
  char* json = nullptr;
  detail::check(tb_receipt_verify(receipt.c_str(), &json));
  return detail::take(json);
}

// Makes a support desk; options and measures are JSON as of tb_desk_make. event gets JSON and returns false to stop.
inline std::string make_desk(const std::string& options, Model* encoder,
                             const std::function<bool(const char*)>& event = {}) {
  struct Call {
    const std::function<bool(const char*)>& event;
    std::exception_ptr thrown;
  } call{event, {}};
  const tb_event_fn tell = [](void* user, const char* json) {
    auto* c = static_cast<Call*>(user);
    try {
      return c->event(json) ? 0 : 1;
    } catch (...) {
      c->thrown = std::current_exception();
      return 1;
    }
  };
  char* measures = nullptr;
  const tb_status status = tb_desk_make(options.c_str(), encoder ? encoder->get() : nullptr,
                                        event ? tell : nullptr, &call, &measures);
  if (call.thrown) std::rethrow_exception(call.thrown);
  detail::check(status);
  return detail::take(measures);
}

// What a desk's folder holds, as of tb_desk_info.
inline std::string desk_info(const std::string& folder) {
  char* info = nullptr;
  detail::check(tb_desk_info(folder.c_str(), &info));
  return detail::take(info);
}

// A support desk. What calls take and return is JSON, as of home.h.
class Desk {
 public:
  // All but the folder may be null; they must live as long.
  explicit Desk(const std::string& folder, Model* encoder = nullptr, Model* seed = nullptr,
                Vault* vault = nullptr) {
    tb_desk* opened = nullptr;
    detail::check(tb_desk_open(folder.c_str(), encoder ? encoder->get() : nullptr,
                               seed ? seed->get() : nullptr, vault ? vault->get() : nullptr,
                               &opened));
    desk_.reset(opened);
  }
  std::string ask(const std::string& request) {
    return call([&](char** out) { return tb_desk_ask(get(), request.c_str(), out); });
  }
  std::string grant(int64_t slip, bool granted) {
    return call([&](char** out) { return tb_desk_grant(get(), slip, granted, out); });
  }
  std::string received(int64_t slip, const std::string& result) {
    return call([&](char** out) { return tb_desk_received(get(), slip, result.c_str(), out); });
  }
  std::string teach(const std::string& lesson) {
    return call([&](char** out) { return tb_desk_teach(get(), lesson.c_str(), out); });
  }
  std::string settings(const std::string& changes = {}) {
    return call([&](char** out) { return tb_desk_settings(get(), detail::or_null(changes), out); });
  }
  std::string report() {
    return call([&](char** out) { return tb_desk_report(get(), out); });
  }
  std::string answers() {
    return call([&](char** out) { return tb_desk_answers(get(), out); });
  }
  std::string evaluate(const std::string& data, const std::string& options = {},
                       Progress progress = {}) {
    detail::ProgressArgument p(progress);
    char* json = nullptr;
    p.check(tb_desk_evaluate(get(), data.c_str(), detail::or_null(options), p.function(), p.user(),
                             &json));
    return detail::take(json);
  }
  tb_desk* get() const { return desk_.get(); }

 private:
  template <class Body>
  static std::string call(Body&& body) {
    char* json = nullptr;
    detail::check(body(&json));
    return detail::take(json);
  }
  struct Close {
    void operator()(tb_desk* desk) const { tb_desk_close(desk); }
  };
  std::unique_ptr<tb_desk, Close> desk_;
};

}  // namespace tb

#endif  // TINYBRAIN_HOME_HPP
