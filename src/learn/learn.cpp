#include "learn/learn.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/messages/versions.h"
#include "base/sha256.h"
#include "base/system.h"
#include "learn/curriculum.h"
#include "learn/gate.h"
#include "learn/idle.h"
#include "learn/replay.h"
#include "learn/scope.h"
#include "vault/lock.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr const char* kLockFile = ".learn.lock";
constexpr uint64_t kLeastMemory = uint64_t{256} << 20;
constexpr double kLookSeconds = 1;  // between looks at consents, lessons and the machine

std::vector<int64_t> ids_of(std::span<const LearnExample> examples) {
  std::vector<int64_t> ids;
  for (const LearnExample& e : examples) ids.push_back(e.lesson);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Json list_of(const std::vector<int64_t>& ids) {
  Json all{Json::Array{}};
  for (int64_t id : ids) all.push(id);
  return all;
}

// What of a curriculum no version of that model was made with or judged by, and what its active version learnt that is in it no
// more.
struct News {
  size_t waiting = 0, stale = 0;
  int64_t active = 0;
};
News news_of(const std::vector<Version>& versions, const Curriculum& c,
             const std::string& fingerprint) {
  News news;
  std::set<int64_t> known, wanted;
  for (const auto* part : {&c.learn, &c.held_back})
    for (const LearnExample& e : *part) wanted.insert(e.lesson);
  for (const Version& v : versions) {
    if (v.state == "erased" || (!fingerprint.empty() && v.base != fingerprint)) continue;
    known.insert(v.lessons.begin(), v.lessons.end());
    known.insert(v.held_back.begin(), v.held_back.end());
    if (v.state != "active" || news.active) continue;
    news.active = v.id;
    for (int64_t id : v.lessons) news.stale += !wanted.contains(id);
  }
  for (int64_t id : wanted) news.waiting += !known.contains(id);
  return news;
}

const Message& text_for(Moment moment) {
  switch (moment) {
    case Moment::battery: return msg::kMomentBattery;
    case Moment::busy: return msg::kMomentBusy;
    case Moment::hot: return msg::kMomentHot;
    case Moment::memory: return msg::kMomentMemory;
    case Moment::good: break;
  }
  return msg::kMomentGood;
}

std::shared_ptr<const LoadedAdapter> loaded(LoadedModel& base, const std::string& bytes) {
  return base.load_adapter(adapter_from_gguf(Gguf::parse(std::as_bytes(std::span(bytes)))));
}

Json options_json(const LearnOptions& o) {
  Json j;
  j.set("rank", o.adapt.rank);
  j.set("layers", o.adapt.layers);
  j.set("epochs", o.adapt.epochs);
  j.set("batch", o.adapt.batch);
  j.set("wordings", o.adapt.wordings);
  j.set("learning_rate", static_cast<double>(o.adapt.learning_rate));
  j.set("replay", static_cast<double>(o.adapt.replay));
  j.set("preference", static_cast<double>(o.adapt.preference));
  j.set("remind", o.adapt.remind);
  j.set("contrast", static_cast<double>(o.adapt.contrast));
  j.set("seed", o.adapt.seed);
  j.set("noise", o.adapt.noise);
  if (o.adapt.noise > 0) j.set("clip", o.adapt.clip);
  j.set("refit", o.refit);
  return j;
}

class Run {
 public:
  Run(Vault& vault, LoadedModel& base, const LearnOptions& options, Language language,
      const LearnEvent& event)
      : vault_(vault), base_(base), options_(options), language_(language), event_(event) {
    options_.adapt.checkpoint = vault.store().beside(kLearningFile);
  }

  Json run() {
    const double started = seconds_now();
    base_.require_generator();
    if (!vault_.consents().granted("corrections"))
      throw Error(Code::bad_argument, msg::kLearnNotGranted);
    const auto lock = take_lock();
    tell("read", 0, 1);
    lessons_ = curriculum(vault_);
    const News news = news_of(vault_.versions().list(), lessons_, base_.fingerprint());
    if (lessons_.learn.empty() || (!news.waiting && !news.stale && !options_.again))
      throw Error(Code::not_found, msg::kLearnNothing);
    all_ids_ = ids_of(lessons_.learn);
    for (int64_t id : ids_of(lessons_.held_back)) all_ids_.push_back(id);
    tell("read", 1, 1);
    if (options_.dry_run) return planned(news);
    if (const Moment moment = judge_moment(device_state(), kLeastMemory);
        moment == Moment::memory || (options_.when_idle && moment != Moment::good))
      throw Error(moment == Moment::memory ? Code::no_memory : Code::cancelled, text_for(moment));

    replay_ = read_replay(replay_file());
    const bool held_back = !lessons_.held_back.empty();
    const std::span<const LearnExample> judged = held_back ? lessons_.held_back : lessons_.learn;
    Candidate candidate = first_candidate(judged, held_back);
    NewVersion made;
    made.base = base_.fingerprint();
    made.base_name = options_.base_name;
    made.options = options_json(options_);
    made.lessons = ids_of(lessons_.learn);
    made.held_back = ids_of(lessons_.held_back);
    made.kept = candidate.report.get_bool("kept", false);
    made.bytes = std::move(candidate.bytes);
    if (made.kept && held_back && options_.refit) refit(candidate, made);
    Json& report = candidate.report;
    report.set("base", base_.fingerprint());
    report.set("seconds", seconds_now() - started);
    made.report = report;
    return store(made);
  }

 private:
  struct Candidate {
    std::string bytes;
    Json report;
  };

  std::unique_ptr<VaultLock> take_lock() {
    try {
      return std::make_unique<VaultLock>(vault_.store().beside(kLockFile), VaultLock::Mode::alone,
                                         0);
    } catch (const Error&) {
      throw Error(Code::io, msg::kLearnRunning);
    }
  }

  // False = stop. seconds_left: of the stage.
  bool tell(const char* stage, uint64_t done, uint64_t total, const Json& more = {}) {
    const double now = seconds_now();
    if (stage_ != stage) {
      stage_ = stage;
      stage_began_ = now;
      stage_from_ = done;
    }
    if (!look(now)) return false;
    if (!event_) return true;
    Json j;
    j.set("stage", stage);
    j.set("done", done);
    j.set("total", total);
    if (done > stage_from_ && now > stage_began_)
      j.set("seconds_left",
            std::round((now - stage_began_) / static_cast<double>(done - stage_from_) *
                       static_cast<double>(total - std::min(done, total))));
    if (more.is_object())
      for (const auto& [name, value] : more.as_object()) j.set(name, value);
    return event_(j);
  }

  // What was granted, and is there, when it began may be no more. False: it is time to pause.
  bool look(double now) {
    if (all_ids_.empty() || now < looked_ + kLookSeconds) return true;
    looked_ = now;
    if (!vault_.versions().may_learn(all_ids_)) {
      forget_what_is_not_done();
      throw Error(Code::cancelled, msg::kLearnTakenBack);
    }
    if (!options_.when_idle) return true;
    DeviceState state = device_state();
    state.load = 0;  // its own
    return judge_moment(state, kLeastMemory / 2) == Moment::good;
  }

  void forget_what_is_not_done() {
    std::error_code error;
    fs::remove(options_.adapt.checkpoint, error);
    vault_.versions().drop_pending();
  }

  std::string key(std::string_view stage, std::span<const LearnExample> lessons) {
    Sha256 hash;
    const auto add = [&](std::string_view text) {
      hash.update(text.data(), text.size());
      hash.update("", 1);
    };
    add(stage);
    add(base_.fingerprint());
    add(options_json(options_).dump());
    for (const LearnExample& e : lessons) {
      add(fmt::format("{}", e.lesson));
      for (const std::string* text : {&e.prompt, &e.answer, &e.rejected}) add(*text);
    }
    for (const LearnExample& e : lessons_.held_back) add(fmt::format("{}", e.lesson));
    return hash.finish_hex();
  }

  // Trains; what is done already is taken from the vault.
  Candidate trained(const char* stage, std::span<const LearnExample> lessons) {
    Adapted adapted = adapt(base_, lessons, replay_, options_.adapt, [&](const AdaptProgress& p) {
      Json more;
      more.set("loss", p.loss);
      more.set("epoch", p.epoch);
      more.set("tokens_per_second", p.tokens_per_second);
      return tell(stage, p.step, p.steps, more);
    });
    Candidate made{adapter_gguf(adapted.adapter), Json::Object{}};
    made.report.set("course", std::move(adapted.course));
    return made;
  }

  GateMeasures measured(const char* stage, const std::string& bytes,
                        std::span<const LearnExample> judged,
                        std::span<const LearnExample> learnt = {}) {
    return measure_for_gate(
        base_, bytes.empty() ? nullptr : loaded(base_, bytes), judged, scope_of(learnt),
        options_.adapt.remind,
        [&](uint64_t done, uint64_t total) { return tell(stage, done, total); });
  }

  Candidate first_candidate(std::span<const LearnExample> judged, bool held_back) {
    const std::string done = key("candidate", lessons_.learn);
    if (const auto pending = vault_.versions().pending(done)) {
      const size_t end = pending->find('\n');
      return {pending->substr(end + 1), Json::parse(pending->substr(0, end))};
    }
    before_ = measured("before", "", judged);
    Candidate candidate = trained("learn", lessons_.learn);
    Verdict verdict = judge(judged, *before_,
                            measured("judge", candidate.bytes, judged, lessons_.learn), held_back);
    verdict.report.set("course", *candidate.report.find("course"));
    candidate.report = std::move(verdict.report);
    if (verdict.kept && options_.refit)
      vault_.versions().keep_pending(done, candidate.report.dump() + "\n" + candidate.bytes);
    return candidate;
  }

  // With all lessons. It is kept in the candidate's place unless it loses something; what it was taught with says little of
  // what it learnt, so that check does not count.
  void refit(Candidate& candidate, NewVersion& made) {
    std::vector<LearnExample> all = lessons_.learn;
    all.insert(all.end(), lessons_.held_back.begin(), lessons_.held_back.end());
    std::sort(all.begin(), all.end(),
              [](const LearnExample& a, const LearnExample& b) { return a.lesson < b.lesson; });
    if (!before_) before_ = measured("before", "", lessons_.held_back);
    Candidate whole = trained("refit", all);
    const Verdict verdict =
        judge(lessons_.held_back, *before_,
              measured("refit_judge", whole.bytes, lessons_.held_back, all), false);
    Json told;
    told.set("kept", verdict.kept);
    told.set("checks", *verdict.report.find("checks"));
    told.set("course", *whole.report.find("course"));
    candidate.report.set("refit", std::move(told));
    if (!verdict.kept) return;
    made.bytes = std::move(whole.bytes);
    made.lessons = ids_of(all);
    made.held_back.clear();
  }

  Json planned(const News& news) {
    Json j;
    j.set("kept", false);
    j.set("version", 0);
    j.set("dry_run", true);
    j.set("why",
          text_of(language_, msg::kLearnPlanned, lessons_.learn.size(), lessons_.held_back.size()));
    j.set("lessons", uint64_t{lessons_.learn.size() + lessons_.held_back.size()});
    j.set("waiting", uint64_t{news.waiting});
    j.set("stale", uint64_t{news.stale});
    j.set("learnt", list_of(ids_of(lessons_.learn)));
    j.set("held_back_ids", list_of(ids_of(lessons_.held_back)));
    j.set("passed_over", uint64_t{lessons_.passed_over});
    j.set("superseded", uint64_t{lessons_.superseded});
    return j;
  }

  Json store(const NewVersion& made) {
    const auto id = vault_.versions().add(made);
    forget_what_is_not_done();
    Json report = in_words(made.report, language_);
    report.set("kept", id && made.kept);
    report.set("version", id.value_or(0));
    if (!id) report.set("why", text_of(language_, msg::kLearnTakenBack));
    report.set("lessons", uint64_t{made.lessons.size()});
    report.set("learnt", list_of(made.lessons));
    return report;
  }

  Vault& vault_;
  LoadedModel& base_;
  LearnOptions options_;
  Language language_;
  const LearnEvent& event_;
  Curriculum lessons_;
  std::vector<LearnExample> replay_;
  std::vector<int64_t> all_ids_;
  std::optional<GateMeasures> before_;
  std::string stage_;
  double stage_began_ = 0, looked_ = 0;
  uint64_t stage_from_ = 0;
};

uint32_t small(const Json& j, const char* name, uint32_t otherwise) {
  const int64_t n = j.get_int(name, otherwise);
  if (n < 0 || n > 1'000'000) throw Error(Code::bad_argument, msg::kLearnOption, name, n);
  return static_cast<uint32_t>(n);
}

}  // namespace

LearnOptions learn_options(const Json& j) {
  LearnOptions o;
  o.adapt.rank = small(j, "rank", o.adapt.rank);
  o.adapt.layers = small(j, "layers", o.adapt.layers);
  o.adapt.epochs = small(j, "epochs", o.adapt.epochs);
  o.adapt.batch = small(j, "batch", o.adapt.batch);
  o.adapt.wordings = small(j, "wordings", o.adapt.wordings);
  o.adapt.seed = small(j, "seed", static_cast<uint32_t>(o.adapt.seed));
  const auto real = [&](const char* name, float otherwise) {
    return static_cast<float>(j.get_double(name, static_cast<double>(otherwise)));
  };
  o.adapt.learning_rate = real("learning_rate", o.adapt.learning_rate);
  o.adapt.replay = real("replay", o.adapt.replay);
  o.adapt.preference = real("preference", o.adapt.preference);
  o.adapt.remind = small(j, "remind", o.adapt.remind);
  o.adapt.contrast = real("contrast", o.adapt.contrast);
  o.adapt.noise = j.get_double("noise", o.adapt.noise);
  o.adapt.clip = j.get_double("clip", o.adapt.clip);
  o.dry_run = j.get_bool("dry_run", false);
  o.refit = j.get_bool("refit", true);
  o.again = j.get_bool("again", false);
  o.when_idle = j.get_bool("when_idle", false);
  o.base_name = j.get_string("base_name", "");
  return o;
}

Json learn(Vault& vault, LoadedModel& base, const LearnOptions& options, Language language,
           const LearnEvent& event) {
  return Run(vault, base, options, language, event).run();
}

Json learn_status(Vault& vault, const std::string& fingerprint, Language language) {
  const Curriculum c = curriculum(vault);
  const News news = news_of(vault.versions().list(), c, fingerprint);
  const Moment moment = judge_moment(device_state(), kLeastMemory);
  bool running = false;
  try {
    const VaultLock lock(vault.store().beside(kLockFile), VaultLock::Mode::alone, 0);
  } catch (const Error&) {
    running = true;
  }
  std::error_code error;
  Json j;
  j.set("waiting", uint64_t{news.waiting});
  j.set("stale", uint64_t{news.stale});
  j.set("lessons", uint64_t{c.learn.size() + c.held_back.size()});
  j.set("passed_over", uint64_t{c.passed_over});
  j.set("superseded", uint64_t{c.superseded});
  j.set("granted", vault.consents().granted("corrections"));
  j.set("active", news.active);
  j.set("idle", moment == Moment::good);
  j.set("why", text_of(language, text_for(moment)));
  j.set("running", running);
  j.set("paused", !running && fs::exists(vault.store().beside(kLearningFile), error));
  return j;
}

std::shared_ptr<const LoadedAdapter> active_adapter(Vault& vault, LoadedModel& model,
                                                    int64_t* version) {
  const auto active = vault.versions().active(model.fingerprint());
  if (version) *version = active ? active->id : 0;
  return active ? loaded(model, vault.versions().bytes_of(active->id)) : nullptr;
}

}  // namespace tinybrain
