"""Epsilon of the subsampled Gaussian mechanism as dp-accounting computes it, by Renyi orders that are whole numbers.

usage: python3 privacy.py > privacy.json
"""
import json

from dp_accounting import dp_event
from dp_accounting.rdp import RdpAccountant

cases = []
for noise, rate, steps, delta in [(1.0, 0.01, 1000, 1e-5), (4.0, 0.01, 10000, 1e-5), (1.1, 256 / 60000, 14062, 1e-5),
                                  (0.7, 0.16, 75, 1e-5), (2.0, 1.0, 10, 1e-6), (8.0, 0.16, 84, 1e-5), (0.5, 0.5, 3, 1e-3)]:
    accountant = RdpAccountant(orders=list(range(2, 257)))
    event = dp_event.GaussianDpEvent(noise)
    accountant.compose(dp_event.PoissonSampledDpEvent(rate, event) if rate < 1 else event, steps)
    cases.append({"noise": noise, "rate": rate, "steps": steps, "delta": delta, "epsilon": accountant.get_epsilon(delta)})
print(json.dumps(cases, indent=1))
