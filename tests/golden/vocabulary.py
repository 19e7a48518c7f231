"""Merges that Hugging Face's tokenizers learns by byte-level BPE, with Qwen2's way to cut words.

usage: python3 vocabulary.py TEXT TABLE SIZE > vocabulary.json      (needs tokenizers 0.22)

TEXT: tests/data/shakespeare.txt; TABLE: tests/data/tables/chatbot_ko.csv, read as plain text.
"""
import json
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

QWEN2 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")
texts = [Path(p).read_text(encoding="utf-8") for p in sys.argv[1:3]]
tokenizer = Tokenizer(models.BPE())
tokenizer.normalizer = normalizers.NFC()
tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
    pre_tokenizers.Split(Regex(QWEN2), behavior="isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
trainer = trainers.BpeTrainer(vocab_size=int(sys.argv[3]), min_frequency=2, show_progress=False,
                              special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
                              initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
tokenizer.train_from_iterator(texts, trainer)
merges = json.loads(tokenizer.to_str())["model"]["merges"]
print(json.dumps({"merges": [" ".join(m) if isinstance(m, list) else m for m in merges]}, ensure_ascii=False))
