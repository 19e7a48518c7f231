"""Ten training losses of tiny models as PyTorch and transformers compute them, in float32.

usage: python3 training.py [--models tests/data/models] > training.json
Full fine-tuning with torch.optim.AdamW (rate 2e-3, decay 0.1 of matrices only), gradients clipped to norm 1. Step s
trains on three sequences of 24, 7 and 40 tokens; token i of sequence j is (7 * i * i + 13 * i + 31 * j + 3 * s + 1) mod V.
"""
import argparse
import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

LENGTHS = (24, 7, 40)


def losses(path):
    model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32, attn_implementation="eager")
    model.train()
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
                                  lr=2e-3)
    v = model.config.vocab_size
    found = []
    for step in range(10):
        total, count = 0, 0
        for j, length in enumerate(LENGTHS):
            ids = torch.tensor([[(7 * i * i + 13 * i + 31 * j + 3 * step + 1) % v for i in range(length)]])
            logits = model(input_ids=ids).logits[0, :-1]
            total = total + torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="sum")
            count += length - 1
        loss = total / count
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
    torch.manual_seed(0)
    torch.set_num_threads(1)
    print(json.dumps({"torch": torch.__version__,
                      "losses": {f: losses(options.models / f) for f in ("llama", "qwen2", "qwen3", "gemma3", "phi3")}},
                     indent=1))


if __name__ == "__main__":
    main()
