"""Measures of classifiers and of differences as scikit-learn and scipy compute them.

usage: python3 metrics.py > metrics.json
Text i of 300 has class (7 i + i * i // 5) mod 4; logit c of it is 2 sin(1.3 i + 2.1 c) + (1.6 if c is its class).
Every ninth text is out of scope for the measures of rejection; its logits lack the bonus.
"""
import json
import math

import numpy as np
from scipy import optimize, stats
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

N, C = 300, 4
truth = np.array([(7 * i + i * i // 5) % C for i in range(N)])
logits = np.array([[2 * math.sin(1.3 * i + 2.1 * c) + (1.6 if c == truth[i] else 0) for c in range(C)]
                   for i in range(N)]).astype(np.float32).astype(np.float64)


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def ece(p, bins=15):
    best, top = p.argmax(1), p.max(1)
    edges = np.linspace(0, 1, bins + 1)
    total = 0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (top > low) & (top <= high)
        if inside.any():
            total += inside.mean() * abs((best[inside] == truth[inside]).mean() - top[inside].mean())
    return total


p = softmax(logits).astype(np.float32).astype(np.float64)
predicted = p.argmax(1)
precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, predicted, labels=range(C),
                                                                         zero_division=0)
temperature = math.exp(optimize.minimize_scalar(
    lambda t: metrics.log_loss(truth, softmax(logits / math.exp(t)), labels=range(C)), bounds=(-3, 3),
    method="bounded", options={"xatol": 1e-8}).x)
outside = np.arange(N) % 9 == 0
scores = 1 - p[np.arange(N), truth]
rank = math.ceil((N + 1) * 0.9)
first = predicted == truth
second = np.array([(i * 31 % 10) < 8 for i in range(N)])
only_first, only_second = int((first & ~second).sum()), int((~first & second).sum())
interval = stats.binomtest(int(first.sum()), N).proportion_ci(0.95, method="wilson")
regression = LogisticRegression(C=100, tol=1e-12, max_iter=10000).fit(logits[:, :2], truth == 0)
print(json.dumps({
    "accuracy": metrics.accuracy_score(truth, predicted),
    "macro_f1": metrics.f1_score(truth, predicted, average="macro"),
    "weighted_f1": metrics.f1_score(truth, predicted, average="weighted"),
    "precision": list(precision), "recall": list(recall), "f1": list(f1), "support": [int(s) for s in support],
    "confusion": metrics.confusion_matrix(truth, predicted, labels=range(C)).flatten().tolist(),
    "log_loss": metrics.log_loss(truth, p, labels=range(C)),
    "brier": float(((p - np.eye(C)[truth]) ** 2).sum(1).mean()),
    "ece": ece(p),
    "temperature": temperature,
    "auroc": metrics.roc_auc_score(~outside, p.max(1).round(2)),
    "conformal": 1 - float(np.sort(scores)[rank - 1]),
    "wilson": [interval.low, interval.high],
    "logistic": [*regression.coef_[0].tolist(), float(regression.intercept_[0])],
    "only_first": only_first, "only_second": only_second,
    "mcnemar": stats.binomtest(only_first, only_first + only_second).pvalue,
}, indent=1))
