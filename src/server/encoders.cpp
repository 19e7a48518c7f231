// POST /v1/embeddings, /v1/classify and /v1/understand: texts through an encoder, a few at a time so that a client
// that leaves is noticed.
#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <numeric>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostTexts = 2048;
constexpr size_t kBatch = 16;

std::vector<std::string> read_texts(const Members& body) {
  body.need("input");
  std::vector<std::string> texts = body.texts("input", kMostTexts);
  for (const std::string& one : texts)
    if (one.empty()) throw bad_member("input", msg::kEmptyText);
  return texts;
}

// What a job needs must outlive the request: its client may leave before it ends.
struct Work {
  std::vector<std::string> texts;
  int tokens = 0;
  std::vector<std::vector<float>> vectors;
  std::vector<tb::Model::Class> classes;
  std::vector<Json> understood;
};

// Calls each(batch) until all texts are done or nobody waits.
template <class Each>
void in_batches(const Job& job, const tb::Model& model, Work& work, Each each) {
  for (size_t at = 0; at < work.texts.size() && !job.cancelled(); at += kBatch) {
    const size_t n = std::min(kBatch, work.texts.size() - at);
    const std::vector<std::string> batch(work.texts.begin() + static_cast<ptrdiff_t>(at),
                                         work.texts.begin() + static_cast<ptrdiff_t>(at + n));
    for (const std::string& one : batch)
      work.tokens += static_cast<int>(model.tokenize(one, true).size());
    each(batch);
  }
  if (job.cancelled()) throw ApiError(503, text(msg::kServerStopping));
}

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t n = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= n ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

Json vector_json(const std::vector<float>& v, bool as_base64) {
  if (as_base64) {
    static_assert(std::endian::native == std::endian::little);
    std::string bytes(v.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), v.data(), bytes.size());
    return base64(bytes);
  }
  Json list{Json::Array{}};
  for (const float x : v) list.push(double{x});
  return list;
}

Json usage_json(int tokens) {
  Json j;
  j.set("prompt_tokens", tokens);
  j.set("total_tokens", tokens);
  return j;
}

Json class_json(const tb::Model::Class& c, const std::vector<std::string>& labels, size_t index) {
  std::vector<size_t> order(labels.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const float p = c.probabilities[a], q = c.probabilities[b];
    return p != q ? p > q : a < b;
  });
  Json list{Json::Array{}}, j;
  for (const size_t i : order) {
    Json one;
    one.set("label", labels[i]);
    one.set("probability", double{c.probabilities[i]});
    list.push(std::move(one));
  }
  j.set("object", "classification");
  j.set("index", uint64_t{index});
  // null: none of them, unlikely or out of scope.
  j.set("label", c.answer < 0 ? Json() : Json(labels[static_cast<size_t>(c.answer)]));
  j.set("labels", std::move(list));
  return j;
}

Json list_json(Json data, const Served& served, int tokens) {
  Json j;
  j.set("object", "list");
  j.set("data", std::move(data));
  j.set("model", served.name);
  j.set("usage", usage_json(tokens));
  return j;
}

}  // namespace

Answer embeddings(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const ServedPtr served = service.models.find(body.string("model").value_or(""));
  const auto work = std::make_shared<Work>();
  work->texts = read_texts(body);
  const bool as_base64 = body.choice("encoding_format", {"float", "base64"}) == "base64";
  if (!served->can_embed) throw ApiError(404, text(msg::kModelCannotEmbed, served->name), "model");
  const auto width = body.integer("dimensions", 1, 1 << 20);
  if (width && *width != served->model->embedding_size())
    throw bad_member("dimensions", msg::kNotSupported);

  run_job(*served->pool, call, "", [work, served](Job& job, tb::Session*) {
    in_batches(job, *served->model, *work, [&](const std::vector<std::string>& batch) {
      for (std::vector<float>& v : served->model->embed(batch))
        work->vectors.push_back(std::move(v));
    });
  });
  service.metrics.tokens(work->tokens, 0, 0);
  Json data{Json::Array{}};
  for (size_t i = 0; i < work->vectors.size(); ++i) {
    Json one;
    one.set("object", "embedding");
    one.set("index", uint64_t{i});
    one.set("embedding", vector_json(work->vectors[i], as_base64));
    data.push(std::move(one));
  }
  return {.body = list_json(std::move(data), *served, work->tokens).dump()};
}

Answer classify(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const ServedPtr served = service.models.find(body.string("model").value_or(""));
  const auto work = std::make_shared<Work>();
  work->texts = read_texts(body);
  if (served->labels.empty())
    throw ApiError(404, text(msg::kModelCannotClassify, served->name), "model");

  run_job(*served->pool, call, "", [work, served](Job& job, tb::Session*) {
    in_batches(job, *served->model, *work, [&](const std::vector<std::string>& batch) {
      for (tb::Model::Class& c : served->model->classify(batch))
        work->classes.push_back(std::move(c));
    });
  });
  service.metrics.tokens(work->tokens, 0, 0);
  Json data{Json::Array{}};
  for (size_t i = 0; i < work->classes.size(); ++i)
    data.push(class_json(work->classes[i], served->labels, i));
  return {.body = list_json(std::move(data), *served, work->tokens).dump()};
}

Answer understand(Service& service, const Call& call) {
  const Json json = read_json(call);
  const auto work = std::make_shared<Work>();
  work->texts = read_texts(Members(json));
  const ServedPtr served = service.models.understander();
  if (!served) throw ApiError(404, text(msg::kNobodyUnderstands), {}, "model_not_found");

  run_job(*served->pool, call, "", [work, served](Job& job, tb::Session*) {
    in_batches(job, *served->model, *work, [&](const std::vector<std::string>& batch) {
      for (const std::string& one : batch)
        work->understood.push_back(Json::parse(served->model->understand(one)));
    });
  });
  service.metrics.tokens(work->tokens, 0, 0);
  Json data{Json::Array{}};
  for (size_t i = 0; i < work->understood.size(); ++i) {
    Json one;
    one.set("object", "understanding");
    one.set("index", uint64_t{i});
    for (const auto& [name, value] : work->understood[i].as_object()) one.set(name, value);
    data.push(std::move(one));
  }
  return {.body = list_json(std::move(data), *served, work->tokens).dump()};
}

}  // namespace tinybrain::server
