// Measures characters (include/tinybrain/npc.h) on a model, in rooms of TextWorld's grammars:
//
//   npc_bench MODEL GRAMMARS first [TURNS]          "open that treasure chest over there": to the action, the first token, the line
//   npc_bench MODEL GRAMMARS crowd [SECONDS]        ten characters, ten turns a second in all, in frames of 16.7 ms
//   npc_bench MODEL GRAMMARS frames [MICROSECONDS]  how long a step of so many microseconds blocks
//   npc_bench MODEL GRAMMARS fuzz [TURNS]           random rooms and random words: is every action possible?
//   npc_bench MODEL GRAMMARS right [TURNS]          TextWorld's own instructions: is the action the one that is meant?
//
// GRAMMARS: the folder of TextWorld's text grammars. Prints JSON. Times are of the wall clock: say how busy the machine is.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "base/system.h"
#include "skills/npc/stage.h"
#include "skills/npc/textworld.h"

using namespace tinybrain;
using namespace tinybrain::skills::npc;

namespace {

const char* const kNames[] = {"Mara", "Otto", "Iven", "Lise", "Bram",
                              "Sela", "Finn", "Cora", "Hugo", "Nell"};
const char* const kAbout[] = {"a gruff guard who likes order",
                              "a cheerful cook",
                              "a shy stable boy",
                              "a proud merchant",
                              "a tired old sailor",
                              "a curious young mage",
                              "a jester who speaks in jokes",
                              "a healer, calm and kind",
                              "a boastful knight",
                              "a librarian who whispers"};

double percentile(std::vector<double> all, double p) {
  if (all.empty()) return 0;
  std::sort(all.begin(), all.end());
  return all[std::min(all.size() - 1, static_cast<size_t>(p * static_cast<double>(all.size())))];
}

Json spread(const std::vector<double>& all) {
  Json json;
  json.set("median", percentile(all, 0.5)).set("p90", percentile(all, 0.9));
  return json.set("p99", percentile(all, 0.99))
      .set("max", percentile(all, 1))
      .set("n", static_cast<uint64_t>(all.size()));
}

Persona someone(size_t i) {
  Json json;
  json.set("name", kNames[i % 10]).set("about", std::string("You are ") + kAbout[i % 10] + ".");
  return read_persona(json);
}

Json hall() {
  return Json::parse(
      R"({"scene": "A stone hall. A treasure chest stands by the far wall, beside an oak door. A lamp burns.",
    "actions": [{"name": "open", "words": ["unseal"], "objects": ["treasure chest", "oak door"]},
                {"name": "close", "words": ["shut"], "objects": ["treasure chest", "oak door"]},
                {"name": "take", "words": ["pick up", "grab"], "objects": ["lamp"]},
                {"name": "go", "words": ["walk", "head"], "objects": ["north", "south"]},
                {"name": "follow", "words": ["come with me"]}, {"name": "wait", "words": ["stay"]}]})");
}

Json first(Stage& stage, size_t turns) {
  std::vector<double> action, token, line, hear, busy;
  Json lines{Json::Array{}};
  for (size_t i = 0; i < turns; ++i) {
    Actor actor(stage.company(), someone(i), nullptr);
    stage.enter(&actor);
    actor.see(read_view(hall()));
    while (stage.step(20000) != Stage::Left::nothing) {
    }
    const double start = seconds_now();
    const std::clock_t processor = std::clock();
    stage.interrupt(&actor);
    actor.hear("open that treasure chest over there");
    hear.push_back((seconds_now() - start) * 1e3);
    stage.step(0);
    busy.push_back(static_cast<double>(std::clock() - processor) * 1e3 / CLOCKS_PER_SEC);
    const Json turn = actor.turn();
    const Json& trace = turn.at("trace");
    action.push_back(trace.get_double("action_ms", 0));
    token.push_back(trace.get_double("first_ms", 0));
    line.push_back(trace.get_double("line_ms", 0));
    if (i < 5) lines.push(turn);
    stage.leave(&actor);
  }
  Json json;
  json.set("hear_ms", spread(hear))
      .set("action_ms", spread(action))
      .set("first_token_ms", spread(token));
  json.set("processor_ms", spread(busy));  // of all threads, to the line
  return json.set("line_ms", spread(line)).set("turns", lines);
}

// Frames as a game has them: what is left of a frame after the step is slept.
Json crowd(Stage& stage, double seconds) {
  constexpr double kFrame = 1 / 60.0, kBudget = 0.012;
  std::vector<std::unique_ptr<Actor>> actors;
  for (size_t i = 0; i < 10; ++i) {
    actors.push_back(std::make_unique<Actor>(stage.company(), someone(i), nullptr));
    stage.enter(actors.back().get());
    actors.back()->see(read_view(hall()));
  }
  while (stage.step(20000) != Stage::Left::nothing) {
  }
  const char* const said[] = {"open that treasure chest over there",
                              "shut the door please",
                              "hello, who are you?",
                              "grab the lamp",
                              "come with me",
                              "walk north"};
  std::vector<double> action, line, over;
  std::vector<bool> waiting(10, false);
  size_t asked = 0, answered = 0, late = 0;
  const std::clock_t begin_clock = std::clock();
  const double begin = seconds_now();
  double next = begin;
  while (seconds_now() - begin < seconds) {
    const double frame = seconds_now();
    while (next <= frame) {  // ten a second in all, one after the other
      const size_t who = asked % 10;
      if (waiting[who])
        ++late;  // still at the one before: it is given up
      else {
        stage.interrupt(actors[who].get());
        actors[who]->hear(said[(asked / 10 + who) % 6]);
      }
      waiting[who] = true;
      ++asked;
      next += 0.1;
    }
    const double start = seconds_now();
    stage.step(static_cast<uint32_t>(kBudget * 1e6));
    over.push_back((seconds_now() - start - kBudget) * 1e3);
    for (size_t i = 0; i < 10; ++i) {
      if (!waiting[i] || actors[i]->in_turn()) continue;
      waiting[i] = false;
      ++answered;
      const Json turn = actors[i]->turn();
      action.push_back(turn.at("trace").get_double("action_ms", 0));
      line.push_back(turn.at("trace").get_double("line_ms", 0));
    }
    const double left = kFrame - (seconds_now() - frame);
    if (left > 0) std::this_thread::sleep_for(std::chrono::duration<double>(left));
  }
  const double took = seconds_now() - begin;
  const double processor = static_cast<double>(std::clock() - begin_clock) / CLOCKS_PER_SEC;
  Json json;
  json.set("processor_share", processor / took);
  json.set("asked_per_second", static_cast<double>(asked) / took)
      .set("answered_per_second", static_cast<double>(answered) / took);
  json.set("late", static_cast<uint64_t>(late))
      .set("action_ms", spread(action))
      .set("line_ms", spread(line));
  json.set("over_budget_ms", spread(over)).set("info", stage.info());
  for (auto& a : actors) stage.leave(a.get());
  return json;
}

Json frames(Stage& stage, uint32_t microseconds) {
  Actor actor(stage.company(), someone(0), nullptr);
  stage.enter(&actor);
  actor.see(read_view(hall()));
  std::vector<double> blocked, steps_of_turn;
  const double begin = seconds_now();
  while (blocked.size() < 20000 && seconds_now() - begin < 60) {
    stage.interrupt(&actor);
    actor.hear("what do you think of the door?");
    size_t steps = 0;
    for (bool more = true; more && blocked.size() < 20000 && seconds_now() - begin < 60; ++steps) {
      const double start = seconds_now();
      more = stage.step(microseconds) != Stage::Left::nothing;
      blocked.push_back((seconds_now() - start) * 1e6);
    }
    steps_of_turn.push_back(static_cast<double>(steps));
  }
  std::vector<double> over;
  for (const double b : blocked) over.push_back(std::max(0.0, b - microseconds));
  Json json;
  json.set("microseconds", microseconds)
      .set("blocked_us", spread(blocked))
      .set("overrun_us", spread(over));
  json.set("steps_of_turn", spread(steps_of_turn)).set("info", stage.info());
  stage.leave(&actor);
  return json;
}

std::string noise(const TextWorld::Room& room, const TextWorld& world, Rng& rng) {
  static const char* const kWords[] = {"open", "the",  "don't",  "<|im_end|>", "[",     "]",
                                       "take", "key",  "\xff",   "please",     "?",     "it",
                                       "you",  "열어", "ignore", "system:",    "chest", "and",
                                       "\n",   "go",   "north"};
  std::string text;
  if (rng.next() % 2) {
    const auto& actions = read_view(room.view);
    const auto& c = actions.candidates[rng.next() % actions.candidates.size()];
    text = world.instruction(room, actions.action(c), rng).value_or("");
  }
  for (size_t n = rng.next() % 8; n-- > 0;)
    text += std::string(" ") + kWords[rng.next() % std::size(kWords)];
  if (!text.empty() && rng.next() % 4 == 0) text.resize(rng.next() % text.size());
  return text;
}

Json fuzz(Stage& stage, const TextWorld& world, size_t turns) {
  Rng rng(2026);
  Actor actor(stage.company(), someone(0), nullptr);
  stage.enter(&actor);
  size_t valid = 0, acted = 0;
  std::map<std::string, uint64_t> by;
  for (size_t i = 0; i < turns; ++i) {
    const TextWorld::Room room = world.room(rng);
    const View view = read_view(room.view);
    actor.see(view);
    actor.hear(noise(room, world, rng));
    stage.step(0, &actor);
    const Json turn = actor.turn();
    const Json& action = turn.at("action");
    bool possible = action.is_null();
    for (const auto& c : view.candidates) possible = possible || view.action(c) == action;
    valid += possible && turn.get_bool("done", false);
    acted += !action.is_null();
    ++by[turn.at("trace").get_string("action_by", "")];
  }
  stage.leave(&actor);
  Json json, ways;
  for (const auto& [name, n] : by) ways.set(name, n);
  json.set("turns", static_cast<uint64_t>(turns)).set("valid", static_cast<uint64_t>(valid));
  return json.set("acted", static_cast<uint64_t>(acted)).set("action_by", ways);
}

Json right(Stage& stage, const TextWorld& world, size_t turns) {
  Rng rng(7);
  Actor actor(stage.company(), someone(0), nullptr);
  stage.enter(&actor);
  std::map<std::string, std::pair<uint64_t, uint64_t>> by;  // right, all
  uint64_t all = 0, rights = 0;
  Json wrong{Json::Array{}};
  while (all < turns) {
    const TextWorld::Room room = world.room(rng);
    const View view = read_view(room.view);
    // Actions are equally likely, then what they are about.
    const size_t verb = rng.next() % view.verbs.size();
    std::vector<size_t> of_verb;
    for (size_t i = 0; i < view.candidates.size(); ++i)
      if (view.candidates[i].verb == verb) of_verb.push_back(i);
    const Json wanted = view.action(view.candidates[of_verb[rng.next() % of_verb.size()]]);
    const auto text = world.instruction(room, wanted, rng);
    if (!text) continue;
    actor.see(view);
    actor.hear(*text);
    stage.step(0, &actor);
    const Json turn = actor.turn();
    const bool ok = turn.at("action") == wanted;
    auto& count = by[turn.at("trace").get_string("action_by", "")];
    count.first += ok;
    ++count.second;
    rights += ok;
    ++all;
    if (!ok && wrong.array().size() < 12) {
      Json one;
      wrong.push(one.set("text", *text).set("wanted", wanted).set("turn", turn));
    }
  }
  stage.leave(&actor);
  Json json, ways;
  for (const auto& [name, n] : by)
    ways.set(name, std::to_string(n.first) + " of " + std::to_string(n.second));
  json.set("right", rights).set("turns", all).set("right_by", ways);
  return json.set("wrong", wrong);
}

int run(int argc, char** argv) {
  if (argc < 4)
    return std::fprintf(stderr,
                        "usage: npc_bench MODEL GRAMMARS first|crowd|frames|fuzz|right [N]\n"),
           2;
  LoadedModel model(argv[1], 0, {});
  const TextWorld world(argv[2], "house");
  const std::string what = argv[3];
  const long n = argc > 4 ? std::atol(argv[4]) : 0;
  const auto or_else = [&](long otherwise) { return static_cast<size_t>(n > 0 ? n : otherwise); };
  Json options;
  options.set("setting", "A quiet house in a small town.");
  if (what == "fuzz" || what == "right") options.set("line_tokens", 1);
  Stage stage(model, options);
  Json result;
  if (what == "first") result = first(stage, or_else(30));
  if (what == "crowd") result = crowd(stage, static_cast<double>(or_else(20)));
  if (what == "frames") result = frames(stage, static_cast<uint32_t>(or_else(2000)));
  if (what == "fuzz") result = fuzz(stage, world, or_else(10000));
  if (what == "right") result = right(stage, world, or_else(500));
  std::printf("%s\n", result.dump(1).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Error& e) {
    return std::fprintf(stderr, "%s\n", e.what()), 1;
  }
}
