// Figures of the beta distribution against scipy 1.17.
#include "eval/statistics.h"

#include <doctest/doctest.h>

namespace tinybrain {

TEST_CASE("the beta distribution is scipy's") {
  struct Case {
    double x, a, b, p;  // scipy.special.betainc(a, b, x)
  };
  for (const Case& c :
       {Case{0.05, 0.02, 19.98, 0.9955223814160004}, Case{0.05, 0.6, 19.4, 0.7989821930458185},
        Case{0.05, 1, 45, 0.9005597430129075}, Case{0.05, 12.5, 400, 0.9802645004895291},
        Case{0.2, 3, 2, 0.027200000000000005}, Case{0.9, 3, 2, 0.9477},
        Case{0.001, 1, 5000, 0.9932788880401344}, Case{0.05, 41, 820, 0.6446927825328665},
        Case{0.999, 0.5, 0.5, 0.9798649583666235}}) {
    CAPTURE(c.x);
    CAPTURE(c.a);
    CHECK(beta_cdf(c.x, c.a, c.b) == doctest::Approx(c.p).epsilon(1e-9));
  }
  CHECK(beta_cdf(0, 2, 3) == 0);
  CHECK(beta_cdf(1, 2, 3) == 1);
}

}  // namespace tinybrain
