// What noisy training gives away: the Renyi accountant of the subsampled Gaussian mechanism (Mironov 2017; Mironov, Talwar
// and Zhang 2019) for lessons that are drawn into a step independently of each other.
#pragma once

#include <cstdint>

namespace tinybrain {

// epsilon such that `steps` steps are (epsilon, delta)-differentially private for one lesson more or less. noise: deviation
// of the noise, in lengths that a gradient is cut to; rate: the chance of a lesson to be in a step. Infinite without noise.
// An upper bound: only whole orders are tried. noise >= 0, 0 <= rate <= 1, 0 < delta < 1.
double privacy_spent(double noise, double rate, uint64_t steps, double delta);

}  // namespace tinybrain
