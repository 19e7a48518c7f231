#!/usr/bin/env python3
"""Speed beside llama.cpp: the two programs measured in turn, in one run, on the same files.

    python3 bench/peers/run.py --weights DIR [--rounds 5]     (needs llama-cpp-python, built natively)

pp512 and tg128 as llama-bench means them; then a fresh process from opening the file to the first token of
a 17-token prompt, and its peak memory. Medians over the rounds; the ratio is ours over llama.cpp's of the
same round, then the median.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "tests/parity"))
from peer import GEMMA3, QWEN25, SMOLLM2, arguments, find_weights, tinybrain  # noqa: E402

PROMPT_WORDS = "The lighthouse keeper walked up the stairs every evening to light the lamp for the ships"


def llama_speed(path, threads):
    done = subprocess.run([sys.executable, str(HERE.with_name("llama_cpp_speed.py")), str(path),
                           "--threads", str(threads)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"llama.cpp: {done.stderr[-800:]}")
    return json.loads(done.stdout.splitlines()[-1])


def our_speed(program, path, threads):
    figures = tinybrain(program, "bench", "-m", path, "--prompt", 512, "--decode", 128, "--runs", 1,
                        "--threads", threads)
    first, peak = first_token(program, path, threads)
    return {"pp": figures["pp512"], "tg": figures["tg128"],
            "first": first, "peak_mib": peak}


def first_token(program, path, threads):
    """Process start to exit after one token, and the peak of its memory."""
    import time
    command = [str(program), "complete", "-m", str(path), "--max-tokens", "1", "--temp", "0", "--ctx", "2048",
               "--threads", str(threads), PROMPT_WORDS]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command[:4])} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    parser = arguments(__doc__.splitlines()[0], data=False)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    rows = []
    for name in (SMOLLM2, GEMMA3, QWEN25):
        path = find_weights(options.weights, name)
        if not path:
            continue
        ours, theirs = [], []
        for turn in range(options.rounds):
            pair = [(theirs, lambda: llama_speed(path, options.threads)),
                    (ours, lambda: our_speed(options.tinybrain, path, options.threads))]
            for figures, measure in (pair if turn % 2 == 0 else reversed(pair)):
                figures.append(measure())
        row = {"model": name}
        for key in ("pp", "tg", "first", "peak_mib"):
            row[key] = (statistics.median(o[key] for o in ours),
                        statistics.median(t[key] for t in theirs),
                        statistics.median(o[key] / t[key] for o, t in zip(ours, theirs)))
        rows.append(row)
        print(f"{name} ({options.threads} threads, median of {options.rounds})")
        for key, label, form in (("pp", "pp512, tokens/s", ".0f"), ("tg", "tg128, tokens/s", ".0f"),
                                 ("first", "first token, s", ".3f"), ("peak_mib", "peak memory, MiB", ".0f")):
            our, their, ratio = row[key]
            print(f"  {label:18} tinybrain {our:8{form}}   llama.cpp {their:8{form}}   ratio {ratio:.2f}",
                  flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
