#include <algorithm>

#include "desk/desk.h"
#include "desk/make_desk.h"
#include "eval/statistics.h"

namespace tinybrain::desk {
namespace {

struct Tally {
  uint64_t answered = 0, wrong = 0, right = 0, first_right = 0;
  uint64_t elsewhere = 0, refused = 0, asked_back = 0, asked_back_right = 0;
};

double share(uint64_t part, uint64_t all) {
  return all ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

void count(const Settled& s, const Asked& a, Tally& t) {
  const auto is_right = [&](size_t i) {
    return a.answer && i < s.candidates.size() && s.candidates[i].answer == *a.answer;
  };
  t.first_right += is_right(0);
  if (!a.answer) ++t.elsewhere;
  if (s.decision == Decision::answer) {
    ++t.answered;
    (is_right(0) ? t.right : t.wrong) += 1;
  } else if (!a.answer) {
    ++t.refused;
  }
  if (s.decision == Decision::ask_back) {
    ++t.asked_back;
    t.asked_back_right += is_right(0) || is_right(1);
  }
}

Json interval_json(uint64_t hits, uint64_t all) {
  const Interval i = wilson(hits, all);
  return Json::Array{i.low, i.high};
}

// Wrong answers at each share of questions answered, from the surest down.
Json curve_of(std::vector<std::pair<double, bool>> judged) {
  std::sort(judged.begin(), judged.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  Json curve{Json::Array{}};
  uint64_t wrong = 0;
  const size_t step = std::max<size_t>(1, judged.size() / 20);
  for (size_t i = 0; i < judged.size(); ++i) {
    wrong += !judged[i].second;
    if ((i + 1) % step != 0 && i + 1 != judged.size()) continue;
    Json one;
    one.set("answered", share(i + 1, judged.size()));
    one.set("wrong", share(wrong, i + 1));
    curve.push(std::move(one));
  }
  return curve;
}

}  // namespace

Json judge_desk(const Desk& desk, const std::vector<Asked>& asked,
                const std::function<bool(uint64_t, uint64_t)>& progress) {
  Tally t;
  std::vector<double> seconds;
  std::vector<std::pair<double, bool>> judged;
  for (size_t i = 0; i < asked.size(); ++i) {
    Conversation alone;
    const Settled s = desk.settle(asked[i].question, alone);
    count(s, asked[i], t);
    judged.emplace_back(s.chance, asked[i].answer && !s.candidates.empty() &&
                                      s.candidates[0].answer == *asked[i].answer);
    seconds.push_back(s.seconds);
    if (progress && !progress(i + 1, asked.size())) break;
  }
  std::sort(seconds.begin(), seconds.end());
  const uint64_t n = seconds.size();
  Json j, elsewhere, time;
  j.set("questions", n);
  j.set("dial", desk.dial());
  j.set("threshold", desk.threshold());
  j.set("answered", share(t.answered, n));
  j.set("wrong_of_answered", share(t.wrong, t.answered));
  j.set("wrong_interval", interval_json(t.wrong, t.answered));
  j.set("right", share(t.right, n));
  j.set("first_right", share(t.first_right, n - t.elsewhere));
  j.set("asked_back", share(t.asked_back, n));
  j.set("asked_back_with_right", share(t.asked_back_right, t.asked_back));
  elsewhere.set("questions", t.elsewhere);
  elsewhere.set("refused", share(t.refused, t.elsewhere));
  j.set("elsewhere", std::move(elsewhere));
  if (n) {
    time.set("median", seconds[n / 2]);
    time.set("p99", seconds[n - 1 - n / 100]);
  }
  j.set("seconds", std::move(time));
  j.set("curve", curve_of(std::move(judged)));
  return j;
}

}  // namespace tinybrain::desk
