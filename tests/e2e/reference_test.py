#!/usr/bin/env python3
"""The default model against frozen figures of llama.cpp, through the program. Exit code 77 = skipped.

    reference_test.py PROGRAM SOURCE_FOLDER WEIGHTS_FOLDER
"""
import json
import subprocess
import sys
from pathlib import Path

PROGRAM, SOURCE, WEIGHTS = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
LIMIT = 0.005


def main():
    model = WEIGHTS / MODEL
    if not model.exists():
        print(f"skipped: {model} is not there (make weights)")
        return 77
    golden = json.loads((SOURCE / "tests/golden/perplexity.json").read_text())["shakespeare"]
    wanted = golden["models"][MODEL]
    done = subprocess.run([PROGRAM, "perplexity", str(SOURCE / "tests/data/shakespeare.txt"), "-m",
                           str(model), "--ctx", str(golden["context"]), "--json"],
                          capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr)
        return 1
    got = json.loads(done.stdout)
    difference = got["perplexity"] / wanted["perplexity"] - 1
    print(f"perplexity {got['perplexity']:.4f}, llama.cpp {wanted['perplexity']:.4f}: {difference:+.3%}; "
          f"{got['tokens']} tokens scored, llama.cpp {wanted['tokens']}")
    good = abs(difference) <= LIMIT and got["tokens"] == wanted["tokens"]
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
