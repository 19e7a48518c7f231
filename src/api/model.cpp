// The C interface: status, models, tokens, embeddings.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "api/api.h"
#include "generate/classify.h"
#include "generate/understand.h"

namespace tinybrain::api {
namespace {

std::atomic<Language> g_language{Language::en};
thread_local std::string t_error;

}  // namespace

Language language() { return g_language; }

tb_status fail(const Error& error) {
  t_error = error.message(g_language);
  return static_cast<tb_status>(error.code());
}

char* copy(std::string_view text) {
  auto* p = static_cast<char*>(std::malloc(text.size() + 1));
  if (!p) throw std::bad_alloc();
  std::memcpy(p, text.data(), text.size());
  p[text.size()] = '\0';
  return p;
}

}  // namespace tinybrain::api

using namespace tinybrain;
using namespace tinybrain::api;

const char* tb_version(void) { return TINYBRAIN_VERSION; }
const char* tb_error(void) { return t_error.c_str(); }
void tb_set_language(const char* name) {
  g_language = name && std::strncmp(name, "ko", 2) == 0 ? Language::ko : Language::en;
}
void tb_free(void* memory) { std::free(memory); }

tb_model_options tb_model_default(void) { return {}; }

tb_status tb_model_open(const char* path, const tb_model_options* options, tb_model** model) {
  return guarded([&] {
    require(path, "path");
    require(model, "model");
    *model = nullptr;
    const tb_model_options o = options ? *options : tb_model_default();
    std::unique_ptr<tb_model> opened;
    try {
      opened = std::make_unique<tb_model>(
          path, Threads::within_processors(static_cast<size_t>(std::max(0, o.threads))),
          progress_of(o.progress, o.progress_user));
    } catch (const Error& e) {
      // What is wrong with a file is said with the file's name; a missing file has it already.
      if (e.code() == Code::bad_file || e.code() == Code::unsupported) throw e.in(path);
      throw;
    }
    if (o.adapter) opened->loaded.adapt(o.adapter);
    *model = opened.release();
  });
}

void tb_model_close(tb_model* model) { delete model; }

tb_status tb_adapter_open(tb_model* model, const char* path, tb_adapter** adapter) {
  return guarded([&] {
    require(model, "model");
    require(path, "path");
    require(adapter, "adapter");
    *adapter = nullptr;
    *adapter = new tb_adapter{model->loaded.load_adapter(path)};
  });
}

void tb_adapter_close(tb_adapter* adapter) { delete adapter; }

tb_status tb_tokenize(const tb_model* model, const char* text, size_t length, int special,
                      int32_t** ids, size_t* count) {
  return guarded([&] {
    require(model, "model");
    require(text, "text");
    require(ids, "ids");
    require(count, "count");
    const std::vector<TokenId> v = model->loaded.tokenizer().encode(std::string_view(text, length),
                                                                    special != 0, special != 0);
    *ids = static_cast<int32_t*>(std::malloc(std::max<size_t>(1, v.size()) * sizeof(int32_t)));
    if (!*ids) throw std::bad_alloc();
    std::copy(v.begin(), v.end(), *ids);
    *count = v.size();
  });
}

tb_status tb_detokenize(const tb_model* model, const int32_t* ids, size_t count, int special,
                        char** text, size_t* length) {
  return guarded([&] {
    require(model, "model");
    require(text, "text");
    if (count > 0) require(ids, "ids");
    for (size_t i = 0; i < count; ++i)
      if (ids[i] < 0 || static_cast<size_t>(ids[i]) >= model->loaded.tokenizer().size())
        throw Error(Code::bad_argument, msg::kSessionToken, ids[i],
                    model->loaded.tokenizer().size() - 1);
    const std::string s = model->loaded.tokenizer().decode({ids, count}, special != 0);
    *text = copy(s);
    if (length) *length = s.size();
  });
}

int32_t tb_class_count(const tb_model* model) {
  const ClassifierHead* head = model ? model->loaded.classifier() : nullptr;
  return head ? static_cast<int32_t>(head->labels.size()) : 0;
}

const char* tb_class_label(const tb_model* model, int32_t index) {
  if (index < 0 || index >= tb_class_count(model)) return nullptr;
  return model->loaded.classifier()->labels[static_cast<size_t>(index)].c_str();
}

tb_status tb_classify(tb_model* model, const char* const* texts, size_t count, float* probabilities,
                      int32_t* answers) {
  return guarded([&] {
    require(model, "model");
    if (count > 0) require(texts, "texts");
    std::vector<std::string_view> views;
    for (size_t i = 0; i < count; ++i) {
      require(texts[i], "texts");
      views.emplace_back(texts[i]);
    }
    const ClassifierHead* const head = &required_head(model->loaded, "");
    const size_t classes = head->labels.size();
    std::vector<float> own(probabilities ? 0 : count * classes);
    float* const p = probabilities ? probabilities : own.data();
    classify_texts(model->loaded, *head, views, p);
    for (size_t i = 0; answers && i < count; ++i) {
      const uint32_t answer = head->decide(p + i * classes);
      answers[i] = answer == ClassifierHead::kNone ? -1 : static_cast<int32_t>(answer);
    }
  });
}

tb_status tb_understand(tb_model* model, const char* text, char** json) {
  return guarded([&] {
    require(model, "model");
    require(text, "text");
    require(json, "json");
    const std::vector<Understood> all = understand(model->loaded, text);
    Json heads{Json::Array{}};
    for (const Understood& u : all) {
      Json one, probabilities{Json::Object{}};
      one.set("name", u.head->name);
      one.set("label", u.answer == ClassifierHead::kNone ? Json() : Json(u.head->labels[u.answer]));
      one.set("probability", u.sure());
      for (size_t i = 0; i < u.probabilities.size(); ++i)
        probabilities.set(u.head->labels[i], double{u.probabilities[i]});
      one.set("probabilities", std::move(probabilities));
      heads.push(std::move(one));
    }
    Json found;
    found.set("heads", std::move(heads));
    if (const std::string reply = short_reply(all); !reply.empty()) found.set("reply", reply);
    *json = copy(found.dump());
  });
}

int32_t tb_embedding_size(const tb_model* model) {
  return model && model->loaded.config().encoder
             ? static_cast<int32_t>(model->loaded.config().width)
             : 0;
}

tb_status tb_embed(tb_model* model, const char* const* texts, size_t count, int normalize,
                   float* vectors) {
  return guarded([&] {
    require(model, "model");
    if (count == 0) return;
    require(texts, "texts");
    require(vectors, "vectors");
    std::vector<std::string_view> views;
    for (size_t i = 0; i < count; ++i) {
      require(texts[i], "texts[i]");
      views.emplace_back(texts[i]);
    }
    embed_texts(model->loaded, views, normalize != 0, vectors);
  });
}
