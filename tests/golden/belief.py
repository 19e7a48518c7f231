"""Bayesian linear regression in closed form, by numpy.

usage: python3 belief.py > belief.json
Prior: mean 0, precision P = I + B B^T with B[i][j] = sin(1 + 3 i + 5 j) of [6][3], then two more directions of precision 2 and
0.5. Observation t of 20: x[i] = cos(0.7 t + 1.9 i) for i with (t + i) mod 3 != 0, else 0; y = sin(t); precision
0.2 + 0.1 (t mod 7). The first ten are then made to count 0.25 only. "faded" is after all that.
"""
import json

import numpy as np

i, j = np.mgrid[0:6, 0:3]
b = np.sin(1 + 3 * i + 5 * j)
prior = np.zeros((8, 8))
prior[:6, :6] = np.eye(6) + b @ b.T
prior[6, 6], prior[7, 7] = 2, 0.5

t, k = np.mgrid[0:20, 0:8]
x = np.where((t + k) % 3 != 0, np.cos(0.7 * t + 1.9 * k), 0)
y = np.sin(np.arange(20))
w = 0.2 + 0.1 * (np.arange(20) % 7)
probe = np.arange(1, 9) / 8


def posterior(weights):
    precision = prior + (x * weights[:, None]).T @ x
    covariance = np.linalg.inv(precision)
    return {"mean": (covariance @ (x.T @ (weights * y))).tolist(), "covariance": covariance.tolist(),
            "variance": float(probe @ covariance @ probe)}


faded = w.copy()
faded[:10] *= 0.25
print(json.dumps({"all": posterior(w), "faded": posterior(faded)}))
