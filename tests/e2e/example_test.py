#!/usr/bin/env python3
"""Runs one program of examples/ and looks at what it says. Weights come from $TINYBRAIN_WEIGHTS, else
--default-weights; exit code 77 = the example's model is not there.

    example_test.py --default-weights DIR PROGRAM
"""
import argparse
import os
import subprocess
import sys
import tempfile


def run(*command, stdin=""):
    result = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=600)
    if result.returncode != 0:
        sys.exit(f"{command}: {result.returncode}\n{result.stderr}")
    return result.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--default-weights", default="weights")
    parser.add_argument("program")
    args = parser.parse_args()
    weights = os.environ.get("TINYBRAIN_WEIGHTS") or args.default_weights
    name = os.path.basename(args.program)
    files = ["all-MiniLM-L6-v2", "minilm"] if "embed" in name else ["SmolLM2-135M-Instruct.Q4_1.gguf"]
    model = next((p for p in (os.path.join(weights, f) for f in files) if os.path.exists(p)), None)
    if not model:
        print(f"skipped: {files[0]} is not in {weights}")
        return 77
    if "embed" in name:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as lines:
            lines.write("The cat sleeps on the sofa.\nShares fell by two percent.\nRain is expected on Monday.\n")
            lines.flush()
            best = run(args.program, model, lines.name, "What will the weather be?").splitlines()[0]
        if "Rain" not in best:
            sys.exit(f"nearest line: {best}")
    elif "cpp" in name:
        answers = run(args.program, model, stdin="Say hello.\n")
        if len(answers) < 4:
            sys.exit(f"no answer: {answers!r}")
    elif len(run(args.program, model, "Say hello.").strip()) < 1:
        sys.exit("no answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
