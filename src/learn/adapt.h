// The slow layer: lessons become a low-rank adapter on the frozen, quantized base. It always begins at the base, never at
// an earlier version: a version is a function of base, lessons, options and seed, and to forget a lesson is to learn
// without it.
#pragma once

#include <filesystem>
#include <functional>
#include <span>

#include "base/json.h"
#include "generate/loaded_model.h"
#include "learn/example.h"
#include "model/adapter.h"

namespace tinybrain {

struct AdaptOptions {
  uint32_t rank = 16;  // of the adapters; even
  uint32_t layers =
      12;  // the top ones, which get adapters; the rest is frozen, and its rows are computed once
  uint32_t epochs = 4;    // times each lesson is learnt from
  uint32_t batch = 4;     // lessons in a step
  uint32_t wordings = 5;  // of each question: its own, and others made by rule
  float learning_rate = 4e-3f;
  float replay = 0.25f;  // replayed examples in a step, as a share of the lessons in it; 0 = none
  // Each question is learnt with its lesson and the likest others before it (reminder.h), so many in all; with `contrast`,
  // which keeps wrong answers away and right ones too, also with others only, so many a lesson in a step.
  uint32_t remind = 1;
  float contrast = 0;
  float preference = 0.2f;  // weight of DPO where there is a rejected answer; 0 = supervised only
  uint64_t seed = 1;
  // DP-SGD (Abadi et al. 2016) where noise > 0: the gradient of each lesson is cut to the length `clip`, and normal
  // noise of deviation noise * clip is added to their sum.
  double noise = 0, clip = 1, delta = 1e-5;
  // A file from which a run that was stopped goes on; "" = none. It holds what was learnt so far, unencrypted.
  // Removed when all is done.
  std::filesystem::path checkpoint;
  size_t threads = 0;  // 0 = the model's own
};

struct AdaptProgress {
  uint64_t step = 0, steps = 0;  // steps 0: the base is still asked what it expects
  double loss = 0;
  uint32_t epoch = 0;  // from 0
  double tokens_per_second = 0;
};

struct Adapted {
  Adapter adapter;
  // {"lessons", "replayed", "variations", "steps", "tokens", "seconds", "first_loss", "last_loss", "losses": one an
  // epoch, "epsilon": of (epsilon, delta)-differential privacy for one lesson, null without noise, "delta"}
  Json course;
};

// The base runs without an adapter. The same arguments give the same bytes, on any number of threads. progress (may be
// empty) returns false to stop: Error{cancelled} after a checkpoint, and the same call goes on from there.
// Error{bad_argument}: no lessons, one without an answer, or settings out of range; Error{unsupported}: an encoder, or a
// base without a chat template; Error{bad_file}: a damaged checkpoint.
Adapted adapt(LoadedModel& base, std::span<const LearnExample> lessons,
              std::span<const LearnExample> replay, const AdaptOptions& options,
              const std::function<bool(const AdaptProgress&)>& progress);

}  // namespace tinybrain
