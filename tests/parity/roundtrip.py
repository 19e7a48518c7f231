#!/usr/bin/env python3
"""What `tinybrain convert` writes loads in llama.cpp and computes the same there.

The tiny Hugging Face directories of tests/data/models against the logits of transformers, and SmolLM2 in
every type against our own perplexity of the same file.
"""
import json
import tempfile
from pathlib import Path

import numpy

from peer import ROOT, SMOLLM2, LlamaCpp, Report, arguments, find_weights, tinybrain

TYPES = ("q5_0", "q5_1", "q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "iq4_nl", "iq4_xs", "bf16", "f32")
GENERATIVE = ("llama", "qwen2", "qwen3", "gemma3", "phi3")


def check_family(report, options, family, work):
    golden = json.loads((ROOT / f"tests/golden/logits/{family}.json").read_text())
    made = work / f"{family}.gguf"
    tinybrain(options.tinybrain, "convert", ROOT / golden["model"], made, "--type", "f32")
    llama = LlamaCpp(made, context=256, threads=1, flash=False)
    llama.clear()
    llama.decode(golden["tokens"], logits="all")
    wanted = numpy.array(golden["logits_kv_f16"])
    off = numpy.abs(llama.logits(len(golden["tokens"])) - wanted).max()
    ids = llama.tokenize(golden["text"])
    llama.close()
    # llama.cpp also rounds queries to f16, hence the width.
    report.check(off < 0.02, f"{family:8} in llama.cpp: logits off by at most {off:.2e}")
    report.check(ids == golden["text_tokens"], f"{family:8} in llama.cpp: the same {len(ids)} tokens")


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=4)
    options = parser.parse_args()
    text = options.data / "wikitext2/valid.txt"
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for family in GENERATIVE:
            check_family(report, options, family, work)
        source = find_weights(options.weights, SMOLLM2)
        for kind in TYPES if source else ():
            made = work / "made.gguf"
            tinybrain(options.tinybrain, "convert", source, made, "--type", kind)
            ours = tinybrain(options.tinybrain, "perplexity", text, "-m", made, "--ctx", 512,
                             "--chunks", options.chunks)["perplexity"]
            llama = LlamaCpp(made, threads=options.threads)
            theirs = llama.perplexity(text.read_bytes(), options.chunks)["perplexity"]
            llama.close()
            size = made.stat().st_size
            made.unlink()
            report.check(abs(ours / theirs - 1) < 0.005,
                         f"SmolLM2 {kind:6} {size / 1e6:6.1f} MB: tinybrain {ours:9.4f}, "
                         f"llama.cpp {theirs:9.4f} ({ours / theirs - 1:+.3%})")
    report.finish()


if __name__ == "__main__":
    main()
