#!/usr/bin/env python3
"""Training beside PyTorch, in turn: LoRA, full fine-tuning, from scratch. Steps of 8 x 128 tokens, two threads.

    python3 training.py --bench BUILD/train_bench --model SmolLM2-135M-Instruct.Q4_1.gguf [--rounds 3] [--json FILE]

PyTorch trains a Llama of the same size in bf16 with AdamW (random weights: speed does not depend on them). Ours is
configured with -DTINYBRAIN_BUILD_BENCH=ON. Needs torch, transformers, peft. A round runs each mode of each side once;
medians of the rounds and their ratio are printed.
"""
import argparse
import json
import statistics
import subprocess
import sys

PEER = r"""
import json, resource, sys, time, torch
from transformers import LlamaConfig, LlamaForCausalLM
mode, steps = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(2)
torch.manual_seed(0)
small = mode == "scratch"
config = LlamaConfig(vocab_size=8192 if small else 49152, hidden_size=256 if small else 576,
                     intermediate_size=688 if small else 1536, num_hidden_layers=6 if small else 30,
                     num_attention_heads=4 if small else 9, num_key_value_heads=4 if small else 3,
                     tie_word_embeddings=True)
model = LlamaForCausalLM(config).to(torch.bfloat16)
if mode == "lora":
    from peft import LoraConfig, get_peft_model
    model = get_peft_model(model, LoraConfig(r=8, lora_alpha=16, target_modules=["q_proj", "v_proj"]))
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4)
ids = torch.randint(0, config.vocab_size, (64, 128))
seconds = []
for step in range(steps):
    batch = ids[[(step * 8 + i) % 64 for i in range(8)]]
    start = time.perf_counter()
    optimizer.zero_grad()
    model(batch, labels=batch).loss.backward()
    optimizer.step()
    if step:
        seconds.append(time.perf_counter() - start)
seconds.sort()
print(json.dumps({"best": 1024 / seconds[0], "median": 1024 / seconds[len(seconds) // 2],
                  "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""
STEPS = {"lora": 6, "full": 6, "scratch": 20}


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json")
    options = parser.parse_args()
    runs = {mode: ([], []) for mode in STEPS}
    for number in range(options.rounds):
        for mode, steps in STEPS.items():
            ours = run([options.bench, options.model, mode, str(steps)])
            theirs = run([sys.executable, "-W", "ignore", "-c", PEER, mode, str(steps)])
            runs[mode][0].append(ours)
            runs[mode][1].append(theirs)
            print(f"round {number + 1} {mode:8} ours {ours['median']:7.0f}  PyTorch {theirs['median']:7.0f}",
                  file=sys.stderr, flush=True)
    print(f"{'':9} {'ours tok/s':>11} {'MiB':>6} {'PyTorch median':>15} {'best':>7} {'MiB':>6} {'ratio to best':>14}")
    for mode, (ours, theirs) in runs.items():
        speed = statistics.median(r["median"] for r in ours)
        best = max(r["best"] for r in theirs)
        print(f"{mode:9} {speed:11.0f} {max(r['peak_mib'] for r in ours):6} "
              f"{statistics.median(r['median'] for r in theirs):15.0f} {best:7.0f} "
              f"{max(r['peak_mib'] for r in theirs):6} {speed / best:14.2f}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(runs, file, indent=1)


if __name__ == "__main__":
    main()
