// Speed of prompt processing and of decoding.
#include "eval/speed.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/system.h"

namespace tinybrain {
namespace {

double seconds(const std::function<void()>& work) {
  const double start = seconds_now();
  work();
  return seconds_now() - start;
}

double median(std::vector<double> v) {
  if (v.empty()) return 0;
  std::sort(v.begin(), v.end());
  return v.size() % 2 ? v[v.size() / 2] : (v[v.size() / 2 - 1] + v[v.size() / 2]) / 2;
}

// Every session decodes the same tokens, each from a thread of its own when there are several.
void decode_together(LoadedModel& model, const std::vector<std::unique_ptr<Session>>& sessions,
                     const std::vector<TokenId>& tokens, uint32_t decode) {
  const auto work = [&](Session& session) {
    const Engine::Decoding decoding(model.engine());
    for (uint32_t j = 0; j < decode; ++j) session.feed({&tokens[j], 1});
  };
  std::vector<std::thread> others;
  for (size_t i = 1; i < sessions.size(); ++i) others.emplace_back([&, i] { work(*sessions[i]); });
  work(*sessions[0]);
  for (std::thread& t : others) t.join();
}

}  // namespace

Speed measure_speed(LoadedModel& model, uint32_t prompt, uint32_t decode, uint32_t runs,
                    uint32_t sessions, const std::function<bool(uint64_t, uint64_t)>& progress) {
  SessionConfig config;
  config.context = std::clamp<uint32_t>(std::max(prompt, decode) + 1, 16, model.config().context);
  if (std::max(prompt, decode) >= model.config().context)
    throw Error(Code::bad_argument, msg::kSessionContext, std::max(prompt, decode) + 1, 16,
                model.config().context);
  std::vector<std::unique_ptr<Session>> all;
  for (uint32_t i = 0; i < std::max(1u, sessions); ++i)
    all.push_back(std::make_unique<Session>(model, config));
  Session& session = *all[0];
  Rng rng(1);
  std::vector<TokenId> tokens(std::max({prompt, decode, 1u}));
  for (TokenId& t : tokens) t = static_cast<TokenId>(rng.next() % model.choices());
  std::vector<double> pp, tg, first;
  for (uint32_t i = 0; i <= runs; ++i) {  // the first is a warm-up
    if (progress && !progress(i, runs + 1)) throw Error(Code::cancelled, msg::kCancelled);
    session.reset();
    const double prompt_seconds = seconds([&] { session.feed({tokens.data(), prompt}); });
    for (auto& s : all) s->reset();
    const double decode_seconds = seconds([&] { decode_together(model, all, tokens, decode); });
    if (i == 0) continue;
    if (prompt > 0) {
      pp.push_back(prompt / prompt_seconds);
      first.push_back(prompt_seconds);
    }
    if (decode > 0) tg.push_back(static_cast<double>(decode * all.size()) / decode_seconds);
  }
  if (progress) progress(runs + 1, runs + 1);
  return {median(pp), median(tg), median(first)};
}

}  // namespace tinybrain
