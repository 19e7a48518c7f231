#!/usr/bin/env python3
"""Logits beside Hugging Face transformers in float32: within 1e-3.

The tiny random models of every family, and SmolLM2's real weights dequantized to F32 by `tinybrain convert`
and put into a transformers model tensor by tensor. Keys and values are kept in F32, as transformers does.
"""
import json
import tempfile
from pathlib import Path

import numpy

from binding import KV_F32, Library, Session
from peer import ROOT, SMOLLM2, Report, arguments, find_weights, tinybrain

LIMIT = 1e-3


def check_tiny(report, library, family):
    golden = json.loads((ROOT / f"tests/golden/logits/{family}.json").read_text())
    wanted = numpy.array(golden["logits"])
    session = Session(library, ROOT / golden["model"], kv_type=KV_F32)
    ours = session.logits(golden["tokens"], wanted.shape[1])
    session.close()
    off = numpy.abs(ours - wanted).max()
    report.check(off < LIMIT, f"{family:8} tiny, F32: off by at most {off:.1e}")


def transformers_llama(path):
    """A Llama of transformers with the weights of an F32 GGUF file, read by the gguf package."""
    import gguf
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM
    reader = gguf.GGUFReader(path)
    tensors = {t.name: numpy.array(t.data, dtype=numpy.float32) for t in reader.tensors}
    field = {k.removeprefix("llama."): v.contents() for k, v in reader.fields.items()
             if k.startswith("llama.")}
    heads, groups = field["attention.head_count"], field["attention.head_count_kv"]
    config = LlamaConfig(
        vocab_size=tensors["token_embd.weight"].shape[0], hidden_size=field["embedding_length"],
        intermediate_size=field["feed_forward_length"], num_hidden_layers=field["block_count"],
        num_attention_heads=heads, num_key_value_heads=groups,
        rms_norm_eps=field["attention.layer_norm_rms_epsilon"], tie_word_embeddings=True,
        rope_theta=field["rope.freq_base"], max_position_embeddings=field["context_length"],
        attn_implementation="eager")

    def halves(matrix, n):  # GGUF rotates neighbours, transformers rotates halves
        rows, width = matrix.shape
        return matrix.reshape(n, rows // n // 2, 2, width).swapaxes(1, 2).reshape(rows, width)

    names = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
             "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
             "attn_output": "self_attn.o_proj", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
             "ffn_down": "mlp.down_proj"}
    state = {"model.embed_tokens.weight": tensors["token_embd.weight"],
             "model.norm.weight": tensors["output_norm.weight"]}
    state["lm_head.weight"] = tensors.get("output.weight", state["model.embed_tokens.weight"])
    for layer in range(field["block_count"]):
        for short, long in names.items():
            value = tensors[f"blk.{layer}.{short}.weight"]
            if short in ("attn_q", "attn_k"):
                value = halves(value, heads if short == "attn_q" else groups)
            state[f"model.layers.{layer}.{long}.weight"] = value
    model = LlamaForCausalLM(config).float().eval()
    model.load_state_dict({k: torch.from_numpy(numpy.ascontiguousarray(v)) for k, v in state.items()})
    return model


def check_smollm2(report, options, library, work):
    import torch
    source = find_weights(options.weights, SMOLLM2)
    if not source:
        return
    made = work / "f32.gguf"
    tinybrain(options.tinybrain, "convert", source, made, "--type", "f32")
    text = (options.data / "wikitext2/valid.txt").read_text(encoding="utf-8")[2000:3200]
    ids = tinybrain(options.tinybrain, "tokenize", "-m", made, text)["ids"][:200]
    model = transformers_llama(made)
    with torch.no_grad():
        wanted = model(torch.tensor([ids])).logits[0].numpy()
    session = Session(library, made, kv_type=KV_F32)
    off = numpy.abs(session.logits(ids, wanted.shape[1]) - wanted).max()
    session.close()
    report.check(off < LIMIT, f"SmolLM2 135M dequantized, {len(ids)} tokens: off by at most {off:.1e}")


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    library = Library(options.tinybrain)
    report = Report()
    for family in ("llama", "qwen2", "qwen3", "gemma3", "phi3"):
        check_tiny(report, library, family)
    with tempfile.TemporaryDirectory() as folder:
        check_smollm2(report, options, library, Path(folder))
    report.finish()


if __name__ == "__main__":
    main()
