#!/usr/bin/env python3
"""SparseGPT and the factors of GPTQ in numpy, frozen: python3 make.py [OUT.json]

Written from the papers (Frantar et al. 2022, Algorithm 1; Frantar and Alistarh 2023, Algorithm 1) in their own
form, with the inverse of the Hessian and its upper Cholesky factor, in double; the library works without the
inverse, in float.
"""
import json
import sys
from pathlib import Path

import numpy as np

N, K, ROWS, STRIP, SHRINK, DAMPING = 6, 160, 500, 128, 0.1, 3e-4


def inputs():
    t, i = np.arange(ROWS)[:, None], np.arange(K)[None, :]
    x = np.sin(0.37 * t * (i + 1)) + np.cos(0.11 * t * (i % 7 + 1)) * (1 + i % 5)
    return x, np.random.default_rng(5).standard_normal((N, K)).round(4)


def factor(x):
    h = x.T @ x / ROWS
    mean = np.mean(np.diag(h))
    h = np.where(np.eye(K, dtype=bool), h, h * (1 - SHRINK)) + DAMPING * mean * np.eye(K)
    return np.linalg.cholesky(np.linalg.inv(h)).T  # upper: inverse of H = U^T U


def prune(w, u, two_of_four):
    w = w.copy()
    done = 0
    for begin in range(0, K, STRIP):
        end = min(K, begin + STRIP)
        mask = np.zeros((N, end - begin), bool)
        if not two_of_four:
            scores = w[:, begin:end] ** 2 / np.diag(u)[begin:end] ** 2
            zeros = N * end // 2 - done
            mask.flat[np.argsort(scores, axis=None, kind="stable")[:zeros]] = True
            done += zeros
        for j in range(begin, end):
            if two_of_four and j % 4 == 0:
                scores = w[:, j:j + 4] ** 2 / np.diag(u)[j:j + 4] ** 2
                for row in range(N):
                    mask[row, j - begin + np.argsort(scores[row], kind="stable")[:2]] = True
            error = np.where(mask[:, j - begin], w[:, j], 0) / u[j, j]
            w[:, j:] -= error[:, None] * u[j, j:]
            w[mask[:, j - begin], j] = 0
    return w


def main():
    x, w = inputs()
    u = factor(x)
    golden = {"n": N, "k": K, "rows": ROWS, "shrink": SHRINK, "w": w.tolist(),
              "loss": (1 / np.diag(u) ** 2).tolist(),
              "half": prune(w, u, False).round(6).tolist(),
              "two_of_four": prune(w, u, True).round(6).tolist()}
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("sparsegpt.json")
    out.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
