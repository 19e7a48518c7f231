#!/usr/bin/env python3
"""What `tinybrain convert` writes loads in llama.cpp and computes the same there.

The tiny Hugging Face directories of tests/data/models against the logits of transformers, and SmolLM2 in
every type: the weights as the gguf package decodes them are ours bit for bit, and our perplexity and llama.cpp's
of the same file are within 0.5 %. Where they are not, that of the same weights in F32 is printed beside.
"""
import json
import shutil
import tempfile
from pathlib import Path

import numpy

from binding import Library, Session
from peer import ROOT, SMOLLM2, LlamaCpp, Report, arguments, find_weights, tinybrain

TYPES = ("q5_0", "q5_1", "q2_k", "q3_k", "q4_k", "q5_k", "q6_k", "iq4_nl", "iq4_xs", "bf16", "f32")
# Misses that are understood. They are printed as such and do not fail; the weights must still be equal.
KNOWN = {"q2_k": "llama.cpp rounds the activations of K types in blocks of 256, we in blocks of 32 "
                 "(docs/performance.md)"}
GENERATIVE = ("llama", "qwen2", "qwen3", "gemma3", "phi3")


def check_family(report, options, family, work):
    golden = json.loads((ROOT / f"tests/golden/logits/{family}.json").read_text())
    source, made = ROOT / golden["model"], work / f"{family}.gguf"
    wanted = numpy.array(golden["logits_kv_f16"])
    tinybrain(options.tinybrain, "convert", source, made, "--type", "f32")
    check_ours(report, options, family, made, golden["tokens"], wanted)
    if family == "gemma3":
        # llama.cpp takes the scale of attention from the head width; the tiny model has its own, so one
        # with llama.cpp's scale is compared, against ourselves.
        shutil.copytree(source, work / family)
        config = json.loads((source / "config.json").read_text())
        config["query_pre_attn_scalar"] = config["head_dim"]
        (work / family / "config.json").write_text(json.dumps(config))
        tinybrain(options.tinybrain, "convert", work / family, made, "--type", "f32", "--force")
        session = Session(Library(options.tinybrain), made)
        wanted = session.logits(golden["tokens"], wanted.shape[1])
        session.close()
    llama = LlamaCpp(made, context=256, threads=1, flash=False)
    llama.clear()
    llama.decode(golden["tokens"], logits="all")
    off = numpy.abs(llama.logits(len(golden["tokens"])) - wanted).max()
    ids = llama.tokenize(golden["text"])
    llama.close()
    # llama.cpp also rounds queries to f16, hence the width.
    report.check(off < 0.02, f"{family:8} in llama.cpp: logits off by at most {off:.2e}")
    report.check(ids == golden["text_tokens"], f"{family:8} in llama.cpp: the same {len(ids)} tokens")


def check_ours(report, options, family, made, tokens, wanted):
    session = Session(Library(options.tinybrain), made)
    off = numpy.abs(session.logits(tokens, wanted.shape[1]) - wanted).max()
    session.close()
    report.check(off < 1e-3, f"{family:8} converted, read by us: logits off by at most {off:.1e}")


def check_type(report, options, source, kind, text, work):
    def measure(file):
        return tinybrain(options.tinybrain, "perplexity", text, "-m", file, "--ctx", 512, "--chunks",
                         options.chunks)["perplexity"]

    made = work / "made.gguf"
    tinybrain(options.tinybrain, "convert", source, made, "--type", kind, "--force")
    ours = measure(made)
    llama = LlamaCpp(made, threads=options.threads)
    theirs = llama.perplexity(text.read_bytes(), options.chunks)["perplexity"]
    llama.close()
    good, more = abs(ours / theirs - 1) < 0.005, ""
    exact = work / "exact.gguf"
    tinybrain(options.tinybrain, "convert", made, exact, "--type", "f32", "--force")
    if not good:
        more = f"; the same weights in F32: {measure(exact):.4f}"
    line = (f"SmolLM2 {kind:6} {made.stat().st_size / 1e6:6.1f} MB: tinybrain {ours:9.4f}, "
            f"llama.cpp {theirs:9.4f} ({ours / theirs - 1:+.3%}){more}")
    if not good and kind in KNOWN:
        print(f"MISS  {line}; {KNOWN[kind]}", flush=True)
    else:
        report.check(good, line)
    wrong = [(a, b) for a, b in differing(made, exact)]
    report.check(not wrong, f"SmolLM2 {kind:6} decoded by the gguf package: the same weights {wrong or ''}")


def differing(packed, exact):
    """Tensors of `packed`, decoded by the gguf package, that are not those of `exact` (F32)."""
    import gguf
    wanted = {t.name: t for t in gguf.GGUFReader(exact).tensors}
    for tensor in gguf.GGUFReader(packed).tensors:
        theirs = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        ours = wanted.pop(tensor.name).data
        if not numpy.array_equal(theirs.ravel().view(numpy.uint32), ours.ravel().view(numpy.uint32)):
            yield tensor.name, numpy.abs(theirs.ravel() - ours.ravel()).max()
    for name in wanted:
        yield name, None


def main():
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--chunks", type=int, default=40)  # as the figures of docs/performance.md
    parser.add_argument("--types", nargs="*", default=TYPES)
    options = parser.parse_args()
    text = options.data / "wikitext2/valid.txt"
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for family in GENERATIVE:
            check_family(report, options, family, Path(folder))
        if source := find_weights(options.weights, SMOLLM2):
            for kind in options.types:
                check_type(report, options, source, kind, text, Path(folder))
    report.finish()


if __name__ == "__main__":
    main()
