#!/usr/bin/env python3
"""One measurement of llama.cpp in this process, as JSON: pp512, tg128, first token, peak memory.

First token: from opening the file to the first token of a 17-token prompt, before anything is warm; the
start of Python itself is not counted, nor is Python's own memory.
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
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--decode", type=int, default=128)
    options = parser.parse_args()

    before = peak_mib()
    start = time.perf_counter()
    llama = LlamaCpp(options.model, context=2048, threads=options.threads)
    llama.decode([(i * 7 + 3) % 1000 for i in range(17)])
    first = time.perf_counter() - start
    peak = peak_mib() - before

    ids = [(i * 31 + 5) % min(llama.vocab_size, 30000) for i in range(options.prompt)]
    llama.clear()
    start = time.perf_counter()
    llama.decode(ids)
    prompt = options.prompt / (time.perf_counter() - start)
    llama.clear()
    llama.decode(ids[:1])
    start = time.perf_counter()
    for i in range(options.decode):
        llama.decode([ids[i + 1]], position=i + 1)
    decode = options.decode / (time.perf_counter() - start)
    print(json.dumps({"pp": prompt, "tg": decode, "first": first, "peak_mib": peak}))


if __name__ == "__main__":
    main()
