#!/usr/bin/env python3
"""Many threads against few on the same machine: a program that asks for more threads than there are cores
must not fall apart. Measured in turn; the ratio is that of the medians and of the same round.

    python3 bench/peers/threads.py --model FILE [--many 8] [--few 2] [--rounds 5]

Exit code 1 when a ratio is below --least (0.9).
"""
import argparse
import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/parity"))
from peer import QWEN25, ROOT, tinybrain  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tinybrain", type=Path, default=ROOT / "build/tinybrain")
    parser.add_argument("--model", type=Path,
                        default=Path(os.environ.get("TINYBRAIN_WEIGHTS", ROOT / "weights")) / QWEN25)
    parser.add_argument("--many", type=int, default=8)
    parser.add_argument("--few", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least", type=float, default=0.9)
    options = parser.parse_args()
    speeds = {options.many: [], options.few: []}
    for turn in range(options.rounds):
        for threads in list(speeds)[::-1 if turn % 2 else 1]:
            got = tinybrain(options.tinybrain, "bench", "-m", options.model, "--prompt", 256, "--decode", 64, "--runs",
                            1, "--no-limits", "--threads", threads)
            speeds[threads].append({"pp256": got["prompt"][0]["tokens_per_second"],
                                    "tg64": got["decode"]["tokens_per_second"]})
    failed = False
    print(f"{options.model.name}: {options.many} threads against {options.few}, {os.cpu_count()} cores, "
          f"{options.rounds} rounds")
    for key in ("pp256", "tg64"):
        many, few = ([s[key] for s in speeds[t]] for t in (options.many, options.few))
        ratio = statistics.median(many) / statistics.median(few)
        same = statistics.median(m / f for m, f in zip(many, few))
        print(f"  {key:6} {statistics.median(many):8.1f} and {statistics.median(few):8.1f} tokens/s   ratio {ratio:.2f}; "
              f"same round {same:.2f}")
        failed |= ratio < options.least
    sys.exit(failed)


if __name__ == "__main__":
    main()
