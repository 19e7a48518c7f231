#!/usr/bin/env python3
"""One measurement of llama.cpp in this process, as JSON: pp512, pp128, tg128, first token, peak memory.

First token: from opening the file to the first token of a 17-token prompt, before anything is warm; the
start of Python itself is not counted, nor is Python's own memory. Then the speeds, each after a warm-up.
"""
import argparse
import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/parity"))
import llama_cpp  # noqa: E402,F401
import numpy  # noqa: E402,F401
from peer import LlamaCpp  # noqa: E402


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    before = peak_mib()
    start = time.perf_counter()
    llama = LlamaCpp(options.model, context=2048, threads=options.threads)
    llama.decode([(i * 7 + 3) % 1000 for i in range(17)])
    first = time.perf_counter() - start
    peak = peak_mib() - before

    ids = [(i * 31 + 5) % min(llama.vocab_size, 30000) for i in range(512)]

    def prompt(tokens):
        llama.clear()
        start = time.perf_counter()
        llama.decode(ids[:tokens])
        return tokens / (time.perf_counter() - start)

    def steps(tokens):
        llama.clear()
        start = time.perf_counter()
        for i in range(tokens):
            llama.decode(ids[i:i + 1], position=i)
        return tokens / (time.perf_counter() - start)

    figures = {"first": first, "peak_mib": peak}
    for tokens in (512, 128):
        prompt(tokens)
        figures[f"pp{tokens}"] = prompt(tokens)
    steps(16)
    figures["tg128"] = steps(128)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
