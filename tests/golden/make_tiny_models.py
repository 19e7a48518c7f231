#!/usr/bin/env python3
"""Makes the tiny models of tests/data/models and their golden logits in tests/golden/logits.

Small random models in the layout of published Hugging Face directories, one a family, each with a real
(tiny) tokenizer. The logits are those of Hugging Face transformers in float32 on the saved directory.
Weights are rounded to bfloat16 before they are saved as float32, so that bf16 conversion is exact.
Two sets of logits: `logits`, all in float32; `logits_kv_f16`, the same with keys and values rounded to
half floats, as a KV cache in f16 does. The second moves some logits by 1e-2; nothing else may.

    python3 tests/golden/make_tiny_models.py --root .        (needs torch, transformers, tokenizers)
"""
import argparse
import importlib
import json
import math
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers
from tokenizers import pre_tokenizers, processors, trainers
from transformers import AutoConfig, AutoModel, AutoModelForCausalLM, AutoTokenizer

TEXT = """The small brain reads a line and answers it. It runs on one machine, without a network.
A user asks: why is the sky blue? The answer is that air scatters blue light more than red light.
작은 모델이 문장을 읽고 답합니다. 하늘은 왜 파란가요? 공기가 파란 빛을 더 많이 흩어 보내기 때문입니다.
for (int i = 0; i < 10; ++i) { total += values[i]; }  // adds 10 values
Numbers such as 1, 23, 456 and 7890; a price of 12,500 won; mixed 한국어 and English.
"""
PROMPT = "Why is the sky blue? 하늘은 왜 파란가요? The answer is 42."
N_TOKENS = 24

# The published splitting expressions: Llama 3 and Qwen2 differ in how digits are grouped.
CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
TAIL = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
LLAMA3_SPLIT = CONTRACTIONS + r"\p{N}{1,3}" + TAIL
QWEN2_SPLIT = CONTRACTIONS + r"\p{N}" + TAIL

CHATML = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + "
          "message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}")


def save_tokenizer(directory, tokenizer, config):
    # Sentences by hand and not by save_pretrained: published directories look like this.
    tokenizer.save(str(directory / "tokenizer.json"))
    (directory / "tokenizer_config.json").write_text(
        json.dumps(config, indent=1, ensure_ascii=False) + "\n")


def byte_level_bpe(directory, split, specials, nfc=False, ignore_merges=False, bos=None):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if nfc:
        tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(split), behavior="isolated", invert=False),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=300 - len(specials), show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(TEXT.splitlines(keepends=True), trainer)
    tokenizer.add_special_tokens([AddedToken(s, normalized=False, special=True) for s in specials])
    if bos:
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{bos} $A", pair=f"{bos} $A {bos} $B",
            special_tokens=[(bos, tokenizer.token_to_id(bos))])
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|im_end|>",
              "pad_token": "<|endoftext|>", "chat_template": CHATML,
              "clean_up_tokenization_spaces": False, "model_max_length": 128}
    if bos:
        config["bos_token"] = bos
    save_tokenizer(directory, tokenizer, config)
    return tokenizer


def sentencepiece_bpe(directory, specials, bos, eos, unk, prefix_space, class_name, template=None):
    """SentencePiece as tokenizer.json carries it: BPE with byte fallback and U+2581 for a space."""
    pieces = [normal for line in TEXT.splitlines() for normal in [line.replace(" ", "\u2581")]]
    probe = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=130, show_progress=False, limit_alphabet=70)
    probe.train_from_iterator(pieces, trainer)
    trained = json.loads(probe.to_str())["model"]
    vocab = {}
    for token in specials + [f"<0x{b:02X}>" for b in range(256)] + list(trained["vocab"]):
        vocab.setdefault(token, len(vocab))
    merges = [tuple(m) for m in trained["merges"]]
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, unk_token=unk, fuse_unk=True,
                                     byte_fallback=True))
    replace = normalizers.Replace(" ", "\u2581")
    steps = [decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()]
    if prefix_space:
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("\u2581"), replace])
        steps.append(decoders.Strip(content=" ", left=1, right=0))
    else:
        tokenizer.normalizer = replace
    tokenizer.decoder = decoders.Sequence(steps)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A", pair=f"{bos} $A {bos} $B",
        special_tokens=[(bos, tokenizer.token_to_id(bos))])
    tokenizer.add_special_tokens([AddedToken(s, normalized=False, special=True) for s in specials])
    config = {"tokenizer_class": class_name, "bos_token": bos, "eos_token": eos, "unk_token": unk,
              "add_bos_token": True, "add_eos_token": False, "model_max_length": 128}
    if template:
        config["chat_template"] = template
    save_tokenizer(directory, tokenizer, config)
    return tokenizer


def wordpiece(directory):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trainer = trainers.WordPieceTrainer(vocab_size=240, show_progress=False, special_tokens=specials)
    tokenizer.train_from_iterator(TEXT.splitlines(), trainer)
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", cls), ("[SEP]", sep)])
    save_tokenizer(directory, tokenizer, {
        "tokenizer_class": "BertTokenizer", "do_lower_case": True, "cls_token": "[CLS]",
        "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]",
        "model_max_length": 64})
    return tokenizer


def randomize(model, gemma_norms):
    """Weights large enough that attention is not flat and a wrong step shows in the logits."""
    generator = torch.Generator().manual_seed(20250101)
    with torch.no_grad():
        for name, p in sorted(model.named_parameters()):
            noise = torch.randn(p.shape, generator=generator)
            if "norm" in name.lower() and name.endswith("weight"):
                value = 0.2 * noise + (0.0 if gemma_norms else 1.0)
            elif p.dim() == 1:
                value = 0.3 * noise
            elif "embed" in name:
                value = noise * (0.25 if gemma_norms else 1.0)
            else:
                value = noise * (1.2 / math.sqrt(p.shape[-1]))
            p.copy_(value.to(torch.bfloat16).to(torch.float32))


def write_model(directory, config, tokenizer_maker, auto=AutoModelForCausalLM, gemma_norms=False):
    # Training breaks ties by chance, so a tokenizer that is there stays: delete it for a new one.
    kept = {n: (directory / n).read_bytes() for n in ("tokenizer.json", "tokenizer_config.json")
            if (directory / n).exists()}
    if directory.exists():
        shutil.rmtree(directory)
    directory.mkdir(parents=True)
    if len(kept) == 2:
        for name, data in kept.items():
            (directory / name).write_bytes(data)
        tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    else:
        tokenizer = tokenizer_maker(directory)
    config["vocab_size"] = tokenizer.get_vocab_size()
    for key, token in config.pop("_ids").items():
        config[key] = ([tokenizer.token_to_id(t) for t in token] if isinstance(token, list)
                       else tokenizer.token_to_id(token))
    (directory / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    loaded = AutoConfig.from_pretrained(directory)
    model = auto.from_config(loaded).float().eval()
    randomize(model, gemma_norms)
    tensors = {n: p.detach().contiguous().clone() for n, p in model.named_parameters()}
    if config.get("tie_word_embeddings"):
        tensors.pop("lm_head.weight", None)
    save_file(tensors, directory / "model.safetensors", metadata={"format": "pt"})
    return tokenizer


def rounded(values):
    return [float(f"{v:.7g}") for v in values]


def dump(path, record, *row_keys):
    """JSON with one line a row for the members named."""
    tables = {key: record.pop(key) for key in row_keys}
    text = json.dumps(record, ensure_ascii=False)
    for key, rows in tables.items():
        body = ",\n".join(json.dumps(row) for row in rows)
        text = text[:-1] + f',\n"{key}": [\n{body}\n]}}'
    path.write_text(text + "\n")


def run_with_half_kv(family, model, ids):
    """The model's logits when attention sees keys and values rounded to half floats."""
    module = importlib.import_module(f"transformers.models.{family}.modeling_{family}")
    exact = module.eager_attention_forward

    def rounding(layer, query, key, value, *rest, **named):
        return exact(layer, query, key.half().float(), value.half().float(), *rest, **named)

    module.eager_attention_forward = rounding
    try:
        return model(torch.tensor([ids])).logits[0]
    finally:
        module.eager_attention_forward = exact


def golden_logits(root, family, tokenizer):
    directory = root / "tests/data/models" / family
    model = AutoModelForCausalLM.from_pretrained(
        directory, dtype=torch.float32, attn_implementation="eager").eval()
    ids = tokenizer.encode(PROMPT).ids
    ids = (ids + tokenizer.encode(TEXT).ids)[:N_TOKENS]
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0]
        half = run_with_half_kv(family, model, ids)
    peak = torch.softmax(logits, -1).max(-1).values.mean().item()
    print(f"{family}: vocabulary {logits.shape[1]}, logits {logits.std().item():.2f} std, "
          f"mean top probability {peak:.2f}, f16 KV moves them by {(half - logits).abs().max():.1e}, "
          f"{sum(f.stat().st_size for f in directory.rglob('*') if f.is_file()) // 1024} KiB")
    dump(root / "tests/golden/logits" / f"{family}.json",
         {"model": f"tests/data/models/{family}", "text": PROMPT,
          "text_tokens": tokenizer.encode(PROMPT).ids, "tokens": ids,
          "logits": [rounded(row) for row in logits.tolist()],
          "logits_kv_f16": [rounded(row) for row in half.tolist()]}, "logits", "logits_kv_f16")


def golden_embedding(root, family, tokenizer):
    directory = root / "tests/data/models" / family
    model = AutoModel.from_pretrained(directory, dtype=torch.float32,
                                      attn_implementation="eager").eval()
    encoded = tokenizer.encode(PROMPT)
    with torch.no_grad():
        hidden = model(torch.tensor([encoded.ids])).last_hidden_state[0]
    mean = hidden.mean(0)
    unit = mean / mean.norm()
    print(f"{family}: width {hidden.shape[1]}, "
          f"{sum(f.stat().st_size for f in directory.rglob('*') if f.is_file()) // 1024} KiB")
    dump(root / "tests/golden/logits" / f"{family}.json",
         {"model": f"tests/data/models/{family}", "text": PROMPT, "tokens": encoded.ids,
          "embedding": rounded(unit.tolist()), "mean": rounded(mean.tolist()),
          "hidden": [rounded(row) for row in hidden.tolist()]}, "hidden")


def common(model_type, architecture, **more):
    config = {"architectures": [architecture], "model_type": model_type, "torch_dtype": "float32",
              "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
              "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 32,
              "max_position_embeddings": 128, "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
              "hidden_act": "silu", "tie_word_embeddings": True, "use_cache": True}
    config.update(more)
    return config


def make_llama(root, directory):
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|begin_of_text|>"]
    config = common("llama", "LlamaForCausalLM", attention_bias=False, mlp_bias=False,
                    rope_theta=500000.0,
                    rope_scaling={"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
                                  "original_max_position_embeddings": 16, "rope_type": "llama3"},
                    _ids={"bos_token_id": "<|begin_of_text|>",
                          "eos_token_id": ["<|im_end|>", "<|endoftext|>"]})
    return write_model(directory, config, lambda d: byte_level_bpe(
        d, LLAMA3_SPLIT, specials, ignore_merges=True, bos="<|begin_of_text|>"))


def make_qwen2(root, directory):
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    config = common("qwen2", "Qwen2ForCausalLM", tie_word_embeddings=False, rope_theta=1000000.0,
                    use_sliding_window=False, sliding_window=128, max_window_layers=2,
                    _ids={"bos_token_id": "<|endoftext|>", "eos_token_id": "<|im_end|>"})
    del config["head_dim"]  # Qwen2 has none: heads x head_dim is the width
    config.update(hidden_size=64, num_attention_heads=2, num_key_value_heads=1)
    return write_model(directory, config,
                       lambda d: byte_level_bpe(d, QWEN2_SPLIT, specials, nfc=True))


def make_qwen3(root, directory):
    # config.json as transformers 5 writes it: rope_parameters and layer_types.
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    config = common("qwen3", "Qwen3ForCausalLM", attention_bias=False, use_sliding_window=False,
                    rope_parameters={"rope_theta": 1000000.0, "rope_type": "default"},
                    layer_types=["full_attention"] * 2, dtype="float32",
                    _ids={"bos_token_id": "<|endoftext|>", "eos_token_id": "<|im_end|>"})
    del config["rope_theta"], config["torch_dtype"]
    return write_model(directory, config,
                       lambda d: byte_level_bpe(d, QWEN2_SPLIT, specials, nfc=True))


def make_gemma3(root, directory):
    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
    layers = ["full_attention" if i % 6 == 5 else "sliding_attention" for i in range(7)]
    config = common("gemma3_text", "Gemma3ForCausalLM", num_hidden_layers=7, intermediate_size=32,
                    num_attention_heads=2, num_key_value_heads=1, sliding_window=8,
                    _sliding_window_pattern=6, layer_types=layers, query_pre_attn_scalar=48,
                    rope_theta=1000000.0, rope_local_base_freq=10000.0, rope_scaling=None,
                    attention_bias=False, attn_logit_softcapping=None, final_logit_softcapping=None,
                    hidden_activation="gelu_pytorch_tanh",
                    _ids={"bos_token_id": "<bos>", "eos_token_id": ["<eos>", "<end_of_turn>"],
                          "pad_token_id": "<pad>"})
    del config["hidden_act"]
    return write_model(directory, config, lambda d: sentencepiece_bpe(
        d, specials, "<bos>", "<eos>", "<unk>", False, "GemmaTokenizer"), gemma_norms=True)


def phi3_tokenizer(directory):
    specials = ["<unk>", "<s>", "</s>", "<|endoftext|>", "<|assistant|>", "<|system|>", "<|end|>",
                "<|user|>"]
    return sentencepiece_bpe(directory, specials, "<s>", "<|endoftext|>", "<unk>", True,
                             "LlamaTokenizer")


def make_phi3(root, directory):
    config = common("phi3", "Phi3ForCausalLM", hidden_size=64, num_attention_heads=2,
                    num_key_value_heads=2, intermediate_size=32, tie_word_embeddings=False,
                    original_max_position_embeddings=128, rope_scaling=None, sliding_window=None,
                    resid_pdrop=0.0, embd_pdrop=0.0, attention_dropout=0.0,
                    _ids={"bos_token_id": "<s>", "eos_token_id": ["<|endoftext|>", "<|end|>"],
                          "pad_token_id": "<|endoftext|>"})
    del config["head_dim"]
    return write_model(directory, config, phi3_tokenizer)


def make_bert(root, directory):
    config = {"architectures": ["BertModel"], "model_type": "bert", "torch_dtype": "float32",
              "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
              "num_attention_heads": 2, "hidden_act": "gelu", "max_position_embeddings": 64,
              "type_vocab_size": 2, "layer_norm_eps": 1e-12, "position_embedding_type": "absolute",
              "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
              "_ids": {"pad_token_id": "[PAD]"}}
    tokenizer = write_model(directory, config, wordpiece, auto=AutoModel)
    pooling = directory / "1_Pooling"
    pooling.mkdir()
    (pooling / "config.json").write_text(json.dumps({
        "word_embedding_dimension": 64, "pooling_mode_cls_token": False,
        "pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False}, indent=1) + "\n")
    kinds = ["Transformer", "Pooling", "Normalize"]
    paths = ["", "1_Pooling", "2_Normalize"]
    (directory / "modules.json").write_text(json.dumps(
        [{"idx": i, "name": str(i), "path": p, "type": f"sentence_transformers.models.{k}"}
         for i, (k, p) in enumerate(zip(kinds, paths))], indent=1) + "\n")
    (directory / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": 48, "do_lower_case": False}) + "\n")
    return tokenizer


FAMILIES = {"llama": make_llama, "qwen2": make_qwen2, "qwen3": make_qwen3, "gemma3": make_gemma3,
            "phi3": make_phi3, "bert": make_bert}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, required=True, help="the repository")
    parser.add_argument("families", nargs="*", default=list(FAMILIES))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    (arguments.root / "tests/golden/logits").mkdir(parents=True, exist_ok=True)
    for family in arguments.families:
        directory = arguments.root / "tests/data/models" / family
        tokenizer = FAMILIES[family](arguments.root, directory)
        check = AutoTokenizer.from_pretrained(directory)
        assert check(PROMPT)["input_ids"] == tokenizer.encode(PROMPT).ids, family
        (golden_embedding if family == "bert" else golden_logits)(arguments.root, family, tokenizer)


if __name__ == "__main__":
    main()
