#!/usr/bin/env python3
"""Perplexity beside llama.cpp on the same file, text, context and chunks: within 0.5 %.

SmolLM2 as published (Q4_1) and as `tinybrain convert` writes it (Q4_0, Q8_0, F16); Gemma 3 270M; Qwen2.5.
"""
import tempfile
from pathlib import Path

from peer import GEMMA3, QWEN25, SMOLLM2, LlamaCpp, Report, arguments, find_weights, tinybrain

LIMIT = 0.005


def compare(report, options, path, label, text_path):
    ours = tinybrain(options.tinybrain, "perplexity", text_path, "-m", path, "--ctx", 512,
                     "--chunks", options.chunks)
    llama = LlamaCpp(path, threads=options.threads)
    theirs = llama.perplexity(text_path.read_bytes(), options.chunks)
    llama.close()
    difference = ours["perplexity"] / theirs["perplexity"] - 1
    same_tokens = ours["tokens"] == theirs["tokens"]
    report.check(abs(difference) <= LIMIT and same_tokens,
                 f"{label:28} tinybrain {ours['perplexity']:9.4f}  llama.cpp {theirs['perplexity']:9.4f} "
                 f"+/- {theirs['error']:.3f}  {difference:+.3%}  "
                 f"({ours['tokens']} and {theirs['tokens']} tokens scored)")


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=40)
    options = parser.parse_args()
    text = options.data / "wikitext2/valid.txt"
    report = Report()
    with tempfile.TemporaryDirectory() as work:
        if source := find_weights(options.weights, SMOLLM2):
            compare(report, options, source, "SmolLM2 135M Q4_1", text)
            for kind in ("q4_0", "q8_0", "f16"):
                made = Path(work) / f"{kind}.gguf"
                tinybrain(options.tinybrain, "convert", source, made, "--type", kind)
                compare(report, options, made, f"SmolLM2 135M {kind.upper()}", text)
                made.unlink()
        for name, label in ((GEMMA3, "Gemma 3 270M Q4_K_M"), (QWEN25, "Qwen2.5-Coder 0.5B Q4_K_M")):
            if source := find_weights(options.weights, name):
                compare(report, options, source, label, text)
    report.finish()


if __name__ == "__main__":
    main()
