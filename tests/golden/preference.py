"""Losses of direct preference optimization on a tiny model as PyTorch and transformers compute them, in float32.

usage: python3 preference.py [--models tests/data/models] > preference.json
Full fine-tuning with torch.optim.AdamW (rate 1e-4, decay 0.1 of matrices only), gradients clipped to norm 1, beta 0.1.
Three pairs: a prompt of 5, 9 and 3 tokens, a chosen answer of 6, 4 and 11, a rejected one of 7, 2 and 5. Token i of the
text of pair j is (7 * i * i + 13 * i + 31 * j + 5 * r + 2) mod V, r = 1 in the answers rejected, else 0.
"""
import argparse
import copy
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

PAIRS = ((5, 6, 7), (9, 4, 2), (3, 11, 5))
BETA = 0.1


def text(v, j, prompt, answer, rejected):
    return [(7 * i * i + 13 * i + 31 * j + (5 if rejected and i >= prompt else 0) + 2) % v for i in range(prompt + answer)]


def answer_log_probability(model, ids, prompt):
    logits = model(input_ids=torch.tensor([ids])).logits[0, :-1]
    rows = F.log_softmax(logits, -1).gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
    return rows[prompt - 1:].sum()


def difference(model, j, prompt, chosen, rejected):
    v = model.config.vocab_size
    return answer_log_probability(model, text(v, j, prompt, chosen, False), prompt) - answer_log_probability(
        model, text(v, j, prompt, rejected, True), prompt)


def losses(path):
    model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32, attn_implementation="eager")
    reference = copy.deepcopy(model).eval()
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
                                  lr=1e-4)
    with torch.no_grad():
        before = [difference(reference, j, *p) for j, p in enumerate(PAIRS)]
    found = []
    for _ in range(10):
        margins = torch.stack([BETA * (difference(model, j, *p) - before[j]) for j, p in enumerate(PAIRS)])
        loss = -F.logsigmoid(margins).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        found.append(loss.item())
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[1] / "data/models")
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(json.dumps({"torch": torch.__version__,
                      "losses": {f: losses(options.models / f) for f in ("llama", "gemma3")}}, indent=1))


if __name__ == "__main__":
    main()
