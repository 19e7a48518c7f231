"""Makes the goldens of src/text's tokenizer tests: small vocabularies and what the reference makes of lines.json.

usage: python3 make.py --data DIR        (needs: tokenizers 0.23, sentencepiece 0.2, transformers 5)
DIR holds text files to learn the small vocabularies from; nothing of them but the vocabularies is kept.
The published models' own vocabularies are compared by tests/parity/tokenizers.py, which imports this file.
"""
import argparse
import io
import json
import pathlib
import random
import unicodedata

import sentencepiece
from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers,
                        processors, trainers)

HERE = pathlib.Path(__file__).parent
MARK = "\u2581"

# The regular expressions of the families, as published in their tokenizer.json.
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
GPT4O = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
         r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
         r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
TEKKEN = GPT4O.replace(r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?", "").replace(r"\p{N}{1,3}", r"\p{N}")
REGEXES = {"llama3": LLAMA3, "qwen2": QWEN2, "gpt4o": GPT4O, "tekken": TEKKEN}
SPLITTERS = ["gpt2", "smollm", "llama3", "qwen2", "gpt4o", "tekken"]

SPACES = [" ", "  ", "\t", "\n", "\r\n", "\r", "\u00a0", "\u3000", "\u2028", "\u0085", "\x0b", "\x0c",
          "\u200b", "   ", "\n\n\n", " \n ", "\u1680"]
WORDS = ("it's IT'S we'LL they'Re I'd 'S '\u017ft don'T 1234567 3.14 \u00bd \u2460\u2461 \u0663\u0664 foo_bar "
         "fooBar HTTPServer \u00c0\u00c9 na\u00efve caf\u00e9 e\u0301 안녕하세요 ㅋㅋㅋ ㄱㄴ 각 \u1100\u1161\u11a8 "
         "가나다라 漢字 日本語テスト ｶﾞ ไทย हिन्दी العربية 👩\u200d👩\u200d👧\u200d👦 🇰🇷 👍🏽 ❤\ufe0f <s> </s> <|im_start|> "
         "<|endoftext|> <0x0A> [CLS] [MASK] ## ##ing \u2581 \u2581\u2581 <b> </table> <tool_call> <unk> ... --- === "
         "// /* */ {} [] () $100 #tag @me a\u0300\u0301\u0323 \u00c5ngstr\u00f6m \ufb01 \u01c4 \u01c5 \u0130stanbul "
         "\u00df \u1e9e \u017f \u212a ΑΣ \u0378 \ufffd \ufeff \x00 \x01 \x04 \x1d \x7f \u00ad \u200d ''' '' ' \" ` …"
         ).split(" ")
WRITTEN = [
    "", " ", "\n", "a", " a", "a ", "Hello, world!", " Hello  world \n", "It's 3 o'clock; they'll come, WE'VE SEEN.",
    "안녕하세요, 반갑습니다.", "한국어 토크나이저는 조사를 어떻게 나눌까요?", "ㅋㅋㅋ 진짜요?? ㅠㅠ", "2024년 3월 15일 (금) 오후 3:07",
    "가격은 12,345원(부가세 포함)입니다.", "def f(x):\n    return x ** 2  # 제곱\n", "for (int i = 0; i < 10; ++i) {\n\tsum += a[i];\n}\n",
    "<html>\n  <body class=\"x\">&nbsp;</body>\n</html>", "{\"key\": [1, 2.5, null, true], \"한\": \"글\"}", "SELECT * FROM t WHERE a='b' -- c",
    "https://example.com/a?b=c&d=%20e#f", "user@example.com", "C:\\Users\\name\\file.txt", "a/b//c\n/d", "...!?!? --- *** ///\n///\n",
    "1 22 333 4444 55555 666666", "x1y22z333", "１２３ ①②③ ½¾ Ⅳ ٣٤٥", "naïve café Ångström e\u0301 \u1100\u1161\u11a8", "ÀÉÎõü ßẞ ﬁ ſ K",
    "日本語のテスト、漢字とカナ。", "中文测试,没有空格。", "ไทยภาษา हिन्दी العربية עברית", "👩\u200d👩\u200d👧\u200d👦 🇰🇷 👍🏽 ❤\ufe0f 😀😀", "\t\ttabs\tand  spaces   \n\n\n   end",
    "a\r\nb\rc\n\rd", "  leading", "trailing  ", "\u00a0nbsp\u3000wide\u2028line", "zero\u200bwidth\u200djoin\ufeffbom", "\x00\x01\x7f\x85\u009f",
    "<|im_start|>user\n안녕<|im_end|>\n<|im_start|>assistant\n", "<s>[INST] hi [/INST]</s>", "<0x0A><unk><b>bold</b></table>", "[CLS] [MASK] [SEP] [UNK]",
    "unaffable unbelievable internationalization", "The quick brown fox jumps over the lazy dog.", "AaBbCc ABCdef HTTPServer iPhone McDonald's",
    "O'Neill's 'tis 'Twas rock'n'roll 'S 'lL 'ReD", "ǅ Ǆ ǆ ʰ ª º ー々", "a\u0300\u0301\u0323b\u0327\u0301", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165", "\uac00\u11a8 \u1100\uac00",
    "x" * 120, "가" * 110, " " * 70, "\n" * 40, "ab" * 90, "!" * 80, "=" * 33 + "\n" + "-" * 31, "a b c d e f g h i j k l m n o p",
]


def lines(count=150, seed=11):
    """Hand-written lines, then random ones of awkward words, spaces and characters."""
    rng = random.Random(seed)
    assigned = [c for c in range(0x20000) if not 0xD800 <= c < 0xE000 and unicodedata.category(chr(c)) not in ("Cn", "Co")]
    out = list(WRITTEN)
    while len(out) < count:
        kind = len(out) % 4
        if kind == 0:
            out.append("".join(chr(rng.choice(assigned)) for _ in range(rng.randrange(1, 30))))
        elif kind == 1:
            out.append("".join(rng.choice(WORDS) + rng.choice([""] + [" "] * 3 + SPACES) for _ in range(rng.randrange(1, 14))))
        elif kind == 2:
            out.append("".join(rng.choice(SPACES + [" "] * 8 + list("a1가!/'\n")) for _ in range(rng.randrange(1, 40))))
        else:
            out.append("".join(chr(rng.randrange(0x20, 0x7F)) for _ in range(rng.randrange(1, 60))))
    return out


def pre_tokenizer(splitter):
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=splitter in ("gpt2", "smollm"))
    if splitter == "gpt2":
        return level
    if splitter == "smollm":
        return pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), level])
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(REGEXES[splitter]), "isolated"), level])


def word_ends(splitter, text):
    """Where each word ends, in bytes."""
    ends = [end for _, (_, end) in pre_tokenizer(splitter).pre_tokenize_str(text)]
    return [len(text[:end].encode()) for end in ends]


def learn_bpe(text):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer("llama3")
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    tokenizer.train_from_iterator(text, trainers.BpeTrainer(
        vocab_size=1000, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.add_tokens([AddedToken("<tool_call>", normalized=False), AddedToken("</tool_call>", normalized=False)])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def variant(tokenizer, splitter, nfc=False, ignore_merges=False):
    made = json.loads(tokenizer.to_str())
    made["model"]["ignore_merges"] = ignore_merges
    made = Tokenizer.from_str(json.dumps(made))
    made.pre_tokenizer = pre_tokenizer(splitter)
    if nfc:
        made.normalizer = normalizers.NFC()
    return made


def learn_spm(text, gemma):
    options = dict(user_defined_symbols=["\n", "\n\n", "\n\n\n", MARK * 2, MARK * 3, MARK * 4, "<b>", "</b>", "</table>", "\t"],
                   add_dummy_prefix=False, pad_id=0, eos_id=1, bos_id=2, unk_id=3) if gemma else {}
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text), model_writer=model, model_type="bpe", vocab_size=900, byte_fallback=True,
        character_coverage=0.98, normalization_rule_name="identity", remove_extra_whitespaces=False,
        split_digits=True, allow_whitespace_only_pieces=True, minloglevel=2, **options)
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def spm_pieces(spm, gemma):
    """[text, score, GGUF token type] a piece; user-defined pieces have plain spaces, as in GGUF."""
    out = []
    for i in range(spm.get_piece_size()):
        piece = spm.id_to_piece(i)
        kind = 2 if spm.is_unknown(i) else 3 if spm.is_control(i) else 6 if spm.is_byte(i) else 1
        if gemma and kind == 1 and spm.get_score(i) == 0.0:
            kind, piece = 4, piece.replace(MARK, " ")
        out.append([piece, spm.get_score(i), kind])
    return out


def spm_as_bpe(pieces, scored, prefix, specials=True):
    """The same model as transformers writes it: BPE with merges and byte fallback."""
    from transformers.convert_slow_tokenizer import generate_merges
    texts = [text.replace(" ", MARK) if kind == 4 else text for text, _, kind in pieces]
    vocab = {text: i for i, text in enumerate(texts)}
    merges = generate_merges(vocab, {text: score for text, (_, score, _) in zip(texts, pieces)} if scored else None)
    unknown = next(text for text, (_, _, kind) in zip(texts, pieces) if kind == 2 and "unk" in text)
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, unk_token=unknown, fuse_unk=True, byte_fallback=True))
    if prefix == "prepend":
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend(MARK), normalizers.Replace(" ", MARK)])
    elif prefix == "first":
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=MARK, prepend_scheme="first", split=False)
    else:
        tokenizer.normalizer = normalizers.Replace(" ", MARK)
        tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.add_tokens([AddedToken(t, normalized=False) for t, (_, _, k) in zip(texts, pieces) if k == 4])
    if specials:
        tokenizer.add_special_tokens([AddedToken(t, normalized=False) for t, (_, _, k) in zip(texts, pieces) if k in (2, 3)])
    return tokenizer


def learn_wordpiece(text, cased):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=not cased, strip_accents=False if cased else None)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(text, trainers.WordPieceTrainer(
        vocab_size=1200, special_tokens=special, show_progress=False, limit_alphabet=400))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def put(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (HERE / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text.encode())} bytes")


def put_tokenizer(name, tokenizer):
    put(name, json.loads(tokenizer.to_str()))


def ids(tokenizer, texts, special=False):
    return [tokenizer.encode(text, add_special_tokens=special).ids for text in texts]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    text = []
    for path in sorted(p for p in arguments.data.rglob("*") if p.suffix in (".txt", ".md", ".jsonl", ".csv", ".py")):
        content = path.read_text(encoding="utf-8", errors="replace")[:60000]
        text += [line[:1000] for line in content.split("\n") if line.strip()]
    random.Random(5).shuffle(text)
    text = text[:12000] + [w for w in WRITTEN if w]
    test = lines()
    put("lines.json", test)
    put("words.json", {name: [word_ends(name, line) for line in test] for name in SPLITTERS})

    bpe = learn_bpe(text)
    put_tokenizer("bpe.json", bpe)
    expected = {}
    for name in SPLITTERS:
        made = variant(bpe, name, nfc=name == "qwen2", ignore_merges=name in ("llama3", "tekken"))
        parts = json.loads(made.to_str())
        expected[name] = {"normalizer": parts["normalizer"], "pre_tokenizer": parts["pre_tokenizer"],
                          "ignore_merges": parts["model"]["ignore_merges"], "ids": ids(made, test)}
    put("bpe_ids.json", expected)

    for name, gemma in (("llama", False), ("gemma", True)):
        spm = learn_spm(text, gemma)
        pieces = spm_pieces(spm, gemma)
        put(f"spm_{name}.json", {"pieces": pieces, "add_space_prefix": not gemma,
                                 "bos": spm.bos_id(), "eos": spm.eos_id(), "unk": spm.unk_id(),
                                 "ids": [spm.encode(line) for line in test]})
        if not gemma:
            converted = spm_as_bpe(pieces, True, "prepend")
            put_tokenizer("spm_merges.json", converted)
            first = spm_as_bpe(pieces, True, "first")
            put("spm_merges_ids.json", {"prepend": ids(converted, test), "first": ids(first, test),
                                        "first_pre_tokenizer": json.loads(first.to_str())["pre_tokenizer"]})

    for name, cased in (("uncased", False), ("cased", True)):
        wordpiece = learn_wordpiece(text, cased)
        put_tokenizer(f"wordpiece_{name}.json", wordpiece)
        put(f"wordpiece_{name}_ids.json", ids(wordpiece, test, special=True))


if __name__ == "__main__":
    main()
