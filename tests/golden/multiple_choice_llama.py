"""Log-likelihoods of the options of tests/data/tables/choices.csv by llama.cpp, by lm-evaluation-harness's rules.

usage: python3 multiple_choice_llama.py MODEL.gguf choices.csv > multiple_choice_llama.json      (needs llama_cpp)
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
from llama_cpp import Llama

model = Llama(sys.argv[1], n_ctx=512, logits_all=True, verbose=False)
questions = []
for row in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
    prompt = row["prompt"].rstrip()
    context = model.tokenize(prompt.encode(), add_bos=False)
    options = [row[name] for name in "ABCD" if row[name]]
    scores = []
    for option in options:
        ids = context + model.tokenize(f"{prompt} {option}".encode(), add_bos=False)[len(context):]
        model.reset()
        model.eval(ids)
        rows = np.array(model.scores[:len(ids)], dtype=np.float64)
        logs = rows - np.logaddexp.reduce(rows, axis=1, keepdims=True)
        scores.append(float(sum(logs[i - 1, ids[i]] for i in range(len(context), len(ids)))))
    questions.append({"bytes": [len(o.encode()) for o in options], "log_likelihood": scores,
                      "right": "ABCD".index(row["answer"])})
print(json.dumps({"model": Path(sys.argv[1]).name, "questions": questions}, indent=1))
