#!/usr/bin/env python3
"""Adapters that `tinybrain build` made, in PEFT and in llama.cpp: the logits of our merged model and of our base with the
adapter, within 1e-3.

The tiny random models of three families learn a text for a while, once with magnitudes (DoRA); PEFT puts the adapter on
the same base in transformers, llama.cpp (not DoRA) on the base converted to F32. SmolLM2's file learns too, for llama.cpp alone.
"""
import tempfile
from pathlib import Path

import numpy

from binding import KV_F32, Library, Session
from peer import ROOT, SMOLLM2, Report, arguments, find_weights, tinybrain

LIMIT = 1e-3
TEXT = ROOT / "tests/data/shakespeare.txt"


def build(options, work, base, name, *more):
    out = work / name
    text = work / "text.txt"
    text.write_text(TEXT.read_text(encoding="utf-8")[:6000], encoding="utf-8")
    tinybrain(options.tinybrain, "build", text, "--for", "complete", "--base", base, "-o", out,
              "--type", "f32", *more)
    return out


def ours(library, model, ids, vocabulary, adapter=None):
    session = Session(library, model, kv_type=KV_F32, adapter=adapter)
    logits = session.logits(ids, vocabulary)
    session.close()
    return logits


def llama_cpp_logits(model, adapter, ids):
    from llama_cpp import Llama
    llama = Llama(model_path=str(model), lora_path=str(adapter) if adapter else None, logits_all=True,
                  n_ctx=512, n_batch=512, type_k=0, type_v=0, verbose=False)  # 0 = F32
    llama.eval(list(ids))
    return numpy.array(llama.scores[:len(ids)])


def check_tiny(report, library, options, work, family, *more):
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM
    base = ROOT / f"tests/data/models/{family}"
    brain = build(options, work, base, "-".join((family, *more)), "--rate", "0.01", "--epochs", "3", "--lora-rank", "8",
                  *more)
    ids = [3 + i * 7 % 50 for i in range(40)]
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32, attn_implementation="eager").eval()
    with torch.no_grad():
        before = model(torch.tensor([ids])).logits[0].numpy()
        wanted = PeftModel.from_pretrained(model, str(brain / "adapter")).eval()(
            torch.tensor([ids])).logits[0].numpy()
    found = ours(library, brain / "model.gguf", ids, wanted.shape[1])
    moved = numpy.abs(wanted - before).max()
    off = numpy.abs(found - wanted).max()
    name = " ".join((family, *more))
    report.check(off < LIMIT < moved, f"{name:14} PEFT: off by at most {off:.1e} (the adapter moves {moved:.2f})")
    unmerged = ours(library, base, ids, wanted.shape[1], brain / "adapter")
    off = numpy.abs(unmerged - wanted).max()
    report.check(off < LIMIT, f"{name:14} PEFT, not merged: off by at most {off:.1e}")
    if more:
        return
    plain = work / f"{family}.gguf"
    tinybrain(options.tinybrain, "convert", base, plain, "--type", "f32")
    off_before = numpy.abs(llama_cpp_logits(plain, None, ids) - before).max()
    if off_before > LIMIT:  # llama.cpp cannot read the tiny model's windows from its file: nothing to compare
        print(f"--    {family:8} llama.cpp: differs by {off_before:.1e} without an adapter, not compared")
        return
    peer = llama_cpp_logits(plain, brain / "adapter.gguf", ids)
    off = numpy.abs(found - peer).max()
    report.check(off < LIMIT, f"{family:8} llama.cpp: off by at most {off:.1e} (without adapter {off_before:.1e})")


def check_smollm2(report, library, options, work):
    source = find_weights(options.weights, SMOLLM2)
    if not source:
        return
    plain = work / "smollm2.gguf"
    tinybrain(options.tinybrain, "convert", source, plain, "--type", "f32")
    brain = build(options, work, plain, "smollm2", "--epochs", "1", "--lora-rank", "8")
    ids = tinybrain(options.tinybrain, "tokenize", "-m", plain, TEXT.read_text(encoding="utf-8")[7000:7600])["ids"]
    peer = llama_cpp_logits(plain, brain / "adapter.gguf", ids)
    found = ours(library, brain / "model.gguf", ids, peer.shape[1])
    off = numpy.abs(found - peer).max()
    report.check(off < LIMIT, f"SmolLM2  llama.cpp, {len(ids)} tokens: off by at most {off:.1e}")
    unmerged = ours(library, plain, ids, peer.shape[1], brain / "adapter.gguf")
    off = numpy.abs(unmerged - peer).max()
    report.check(off < LIMIT, f"SmolLM2  llama.cpp, not merged: off by at most {off:.1e}")


def main():
    options = arguments(__doc__.splitlines()[0], data=False).parse_args()
    library = Library(options.tinybrain)
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for family in ("llama", "qwen2", "gemma3"):
            check_tiny(report, library, options, work, family)
            check_tiny(report, library, options, work, family, "--dora")
        check_smollm2(report, library, options, work)
    report.finish()


if __name__ == "__main__":
    main()
