#include "server/sampling.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <random>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostBiases = 1024;

uint64_t fresh_seed() {
  std::random_device device;
  return uint64_t{device()} << 32 | device();
}

std::vector<tb_bias> read_biases(const Members& body) {
  std::vector<tb_bias> out;
  const Json* given = body.find("logit_bias");
  if (!given) return out;
  require_object(*given, "logit_bias");
  if (given->as_object().size() > kMostBiases)
    throw bad_member("logit_bias", msg::kTooMany, kMostBiases);
  const Members biases(*given, "logit_bias");
  for (const auto& [name, value] : given->as_object()) {
    int32_t token = -1;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), token);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size() || token < 0)
      throw bad_member("logit_bias", msg::kBadTokenId, name);
    const double bias = biases.number(name, -100, 100).value_or(0);
    // -100 means "never" to OpenAI's clients.
    out.push_back(
        {token, bias <= -100 ? -std::numeric_limits<float>::infinity() : static_cast<float>(bias)});
  }
  return out;
}

}  // namespace

tb::Sampling TextRequest::sampling_of(int choice) const {
  tb::Sampling s = sampling;
  s.seed += static_cast<uint64_t>(choice);
  return s;
}

void read_text_request(const Members& body, TextRequest& r) {
  r.model = body.string("model").value_or("");
  r.adapter = body.string("adapter").value_or("");
  r.stream = body.boolean("stream").value_or(false);
  if (const Json* options = body.find("stream_options")) {
    if (!r.stream) throw bad_member("stream_options", msg::kNeedsStream);
    r.include_usage = Members(*options, "stream_options").boolean("include_usage").value_or(false);
  }
  r.choices = static_cast<int>(body.integer("n", 1, kMostChoices).value_or(1));

  tb::Sampling& s = r.sampling;
  if (const auto v = body.number("temperature", 0, 2)) s.temperature = static_cast<float>(*v);
  if (const auto v = body.number("top_p", 0, 1)) s.top_p = static_cast<float>(*v);
  if (const auto v = body.number("presence_penalty", -2, 2))
    s.presence_penalty = static_cast<float>(*v);
  if (const auto v = body.number("frequency_penalty", -2, 2))
    s.frequency_penalty = static_cast<float>(*v);
  const int64_t most = std::numeric_limits<int64_t>::max();
  const auto seed = body.integer("seed", std::numeric_limits<int64_t>::min(), most);
  s.seed = seed ? static_cast<uint64_t>(*seed) : fresh_seed();
  s.stop_list = body.texts("stop", kMostStops);
  for (const std::string& stop : s.stop_list)
    if (stop.empty()) throw bad_member("stop", msg::kEmptyText);
  s.bias_list = read_biases(body);

  if (const auto v = body.integer("top_k", 0, 1 << 24)) s.top_k = static_cast<int32_t>(*v);
  if (const auto v = body.number("min_p", 0, 1)) s.min_p = static_cast<float>(*v);
  if (const auto v = body.number("repeat_penalty", 0.1, 10))
    s.repeat_penalty = static_cast<float>(*v);
}

}  // namespace tinybrain::server
