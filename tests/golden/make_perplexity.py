#!/usr/bin/env python3
"""Freezes llama.cpp's perplexities in tests/golden/perplexity.json (needs llama-cpp-python).

    python3 tests/golden/make_perplexity.py --weights DIR --text wikitext2/valid.txt

`wikitext2` is what `make parity` computes live; `shakespeare`, over a text of this repository, is what
tests/e2e/reference_test.py holds us to.
"""
import argparse
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/parity"))
from peer import GEMMA3, QWEN25, SMOLLM2, LlamaCpp  # noqa: E402


def measure(weights, name, text, context, chunks):
    llama = LlamaCpp(weights / name, context=context, batch=context)
    figure = llama.perplexity(text, chunks, context)
    llama.close()
    figure = {k: round(v, 4) if isinstance(v, float) else v for k, v in figure.items()}
    print(name, figure, flush=True)
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "tests/golden/perplexity.json")
    arguments = parser.parse_args()
    import llama_cpp
    result = {"peer": f"llama.cpp, llama-cpp-python {llama_cpp.__version__}"}
    small = ROOT / "tests/data/shakespeare.txt"
    for label, path, context, chunks, names in (
            ("shakespeare", small, 256, 0, (SMOLLM2,)),
            ("wikitext2", arguments.text, 512, 40, (SMOLLM2, GEMMA3, QWEN25))):
        text = path.read_bytes()
        result[label] = {"text_sha256": hashlib.sha256(text).hexdigest(), "context": context,
                         "chunks": chunks,
                         "models": {n: measure(arguments.weights, n, text, context, chunks)
                                    for n in names}}
    arguments.output.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
