// What the files of the C interface share: the error of the last call and the way exceptions become status.
#pragma once

#include <memory>
#include <new>
#include <string>

#include "base/error.h"
#include "base/messages/model.h"
#include "generate/session.h"
#include "tinybrain/tinybrain.h"

struct tb_model {
  tinybrain::LoadedModel loaded;
  template <class... Args>
  explicit tb_model(Args&&... args) : loaded(std::forward<Args>(args)...) {}
};

struct tb_session {
  tinybrain::Session session;
  std::string text;  // of the last reply
  template <class... Args>
  explicit tb_session(Args&&... args) : session(std::forward<Args>(args)...) {}
};

struct tb_adapter {
  std::shared_ptr<const tinybrain::LoadedAdapter> loaded;
};

namespace tinybrain::api {

Language language();
tb_status fail(const Error& error);  // remembers it for tb_error()

// Runs body(); no exception passes.
template <class Body>
tb_status guarded(Body&& body) {
  try {
    body();
    return TB_OK;
  } catch (const Error& e) {
    return fail(e);
  } catch (const std::bad_alloc&) {
    return fail(Error(Code::no_memory, msg::kOutOfMemory));
  } catch (const std::exception& e) {
    return fail(Error(Code::internal, msg::kUnexpected, std::string(e.what())));
  } catch (...) {
    return fail(Error(Code::internal, msg::kUnexpected, std::string("?")));
  }
}

inline void require(const void* pointer, const char* name) {
  if (!pointer) throw Error(Code::bad_argument, msg::kArgumentNull, name);
}

char* copy(std::string_view text);  // for tb_free()

inline std::function<bool(uint64_t, uint64_t)> progress_of(tb_progress_fn progress, void* user) {
  if (!progress) return {};
  return [=](uint64_t done, uint64_t total) { return progress(user, done, total) == 0; };
}

inline kernels::KvType kv_type_of(tb_kv_type type) {
  switch (type) {
    case TB_KV_Q8_0: return kernels::KvType::q8_0;
    case TB_KV_F32: return kernels::KvType::f32;
    case TB_KV_Q4_0: return kernels::KvType::q4_0;
    case TB_KV_F16: break;
  }
  return kernels::KvType::f16;
}

}  // namespace tinybrain::api
