"""Token for token against the reference tokenizers, on 10,000 mixed lines, through `tinybrain tokenize`.

usage: python3 tokenizers.py --data DIR --models DIR --tinybrain BIN [--lines N]
DIR of --data holds text files (English, Korean, code, tables); to their lines come random ones of
awkward characters, white space and broken UTF-8. DIR of --models holds *.gguf files and Hugging Face
directories; each is compared with:
  gpt2 (byte-level BPE)  the `tokenizers` library, rebuilt from the vocabulary and the published splitter
  llama (SentencePiece)  the `sentencepiece` library, its model rebuilt from the vocabulary and scores
  bert, directories      the `tokenizers` library over tokenizer.json
Byte-level BPE is compared as trusted text (special tokens count) and as untrusted, SentencePiece as
untrusted, directories as trusted. Exits with 1 on any difference.
"""
import argparse
import json
import pathlib
import random
import struct
import subprocess
import sys
import unicodedata

# This file has the name of the library that it needs: look for that one elsewhere.
HERE = pathlib.Path(__file__).resolve().parent
sys.path = [p for p in sys.path if pathlib.Path(p or ".").resolve() != HERE]
sys.path.insert(0, str(HERE.parent / "golden" / "tokenizers"))
import sentencepiece  # noqa: E402
from tokenizers import AddedToken, Tokenizer, models, normalizers  # noqa: E402
import make as golden  # noqa: E402

TEXT_FILES = {".csv", ".jsonl", ".txt", ".md", ".py", ".json", ".java", ".tsv"}
SPLITTER_OF = {"gpt-2": "gpt2", "smollm": "smollm", "llama-bpe": "llama3", "qwen2": "qwen2",
               "gpt-4o": "gpt4o", "tekken": "tekken"}
NORMAL, UNKNOWN, CONTROL, USER_DEFINED = 1, 2, 3, 4


def make_lines(data, count, seed=7):
    rng = random.Random(seed)
    pool = []
    for path in sorted(p for p in data.rglob("*") if p.suffix in TEXT_FILES):
        text = path.read_text(encoding="utf-8", errors="replace")
        rows = [row for row in text.split("\n") if row.strip()]
        pool += [row[:1500] for row in (rng.sample(rows, 60) if len(rows) > 60 else rows)]
        for _ in range(3 if len(text) > 400 else 0):
            at = rng.randrange(len(text) - 300)
            pool.append(text[at:at + rng.randrange(20, 300)])
    rng.shuffle(pool)
    real = pool[:count * 7 // 10]
    assigned = [c for c in range(0x110000)
                if not 0xD800 <= c < 0xE000 and unicodedata.category(chr(c)) != "Cn"]
    jamo = [chr(c) for r in ((0xAC00, 0xD7A4), (0x1100, 0x1200), (0x3131, 0x318F), (0x300, 0x370)) for c in range(*r)]
    joints = [""] + [" "] * 2 + golden.SPACES
    kinds = [
        (25, lambda: "".join(chr(rng.choice(assigned)) for _ in range(rng.randrange(1, 40)))),
        (25, lambda: "".join(rng.choice(golden.WORDS) + rng.choice(joints) for _ in range(rng.randrange(1, 25)))),
        (15, lambda: "".join(rng.choice(golden.SPACES + [" "] * 8 + list("a1가!/\n")) for _ in range(rng.randrange(1, 60)))),
        (10, lambda: rng.choice(golden.WORDS) * rng.randrange(1, 80)),
        (10, lambda: "".join(chr(rng.randrange(0x20, 0x7F)) for _ in range(rng.randrange(1, 120)))),
        (8, lambda: "".join(rng.choice(jamo) for _ in range(rng.randrange(1, 40)))),
        (7, lambda: broken(rng, rng.choice(real) if real else "x")),
    ]
    lines = [line.encode() for line in real]
    while len(lines) < count:
        line = rng.choices([k[1] for k in kinds], [k[0] for k in kinds])[0]()
        lines.append(line if isinstance(line, bytes) else line.encode())
    return lines


def broken(rng, text):
    """A text with a few bytes spoiled, and no line ends: it goes to the program raw."""
    line = bytearray(text.encode()[:200] or b"x")
    for _ in range(rng.randrange(1, 6)):
        line[rng.randrange(len(line))] = rng.randrange(0x80, 256)
    return bytes(line).replace(b"\n", b" ").replace(b"\r", b" ")


def read_metadata(path):
    """The metadata of a GGUF file."""
    with open(path, "rb") as file:
        def number(form):
            return struct.unpack("<" + form, file.read(struct.calcsize("<" + form)))[0]

        def string():
            return file.read(number("Q"))
        forms = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}

        def value(kind):
            if kind == 8:
                return string()
            if kind == 9:
                element, count = number("I"), number("Q")
                return [value(element) for _ in range(count)]
            return number(forms[kind])
        file.read(8)
        number("Q")
        return {string().decode(): value(number("I")) for _ in range(number("Q"))}


def bpe_reference(meta, trusted):
    splitter = SPLITTER_OF[meta["tokenizer.ggml.pre"].decode()]
    texts = [t.decode() for t in meta["tokenizer.ggml.tokens"]]
    types = meta["tokenizer.ggml.token_type"]
    merges = [tuple(m.decode().split(" ")) for m in meta["tokenizer.ggml.merges"]]
    made = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(texts)}, merges=merges,
                                ignore_merges=splitter in ("llama3", "tekken")))
    made.pre_tokenizer = golden.pre_tokenizer(splitter)
    if splitter == "qwen2":
        made.normalizer = normalizers.NFC()
    added = (USER_DEFINED, CONTROL) if trusted else (USER_DEFINED,)
    made.add_tokens([AddedToken(t, normalized=False) for t, k in zip(texts, types) if k in added])
    # --special also asks for the model's begin token.
    begin = [meta["tokenizer.ggml.bos_token_id"]] if trusted and meta.get(
        "tokenizer.ggml.add_bos_token", splitter == "llama3") else []
    return lambda text: begin + made.encode(text, add_special_tokens=False).ids


def field(number, wire, value):
    def varint(n):
        out = b""
        while n > 127:
            out, n = out + bytes([n & 127 | 128]), n >> 7
        return out + bytes([n])
    head = varint(number << 3 | wire)
    return head + (varint(value) if wire == 0 else struct.pack("<f", value) if wire == 5 else varint(len(value)) + value)


def spm_reference(meta):
    """sentencepiece over a model file rebuilt field by field (sentencepiece_model.proto)."""
    unknown = meta["tokenizer.ggml.unknown_token_id"]
    model = b""
    for i, (text, score, kind) in enumerate(zip(meta["tokenizer.ggml.tokens"], meta["tokenizer.ggml.scores"],
                                                meta["tokenizer.ggml.token_type"])):
        if kind == USER_DEFINED:
            text = text.replace(b" ", golden.MARK.encode())
        kind = UNKNOWN if i == unknown else CONTROL if kind == UNKNOWN else kind
        model += field(1, 2, field(1, 2, text) + field(2, 5, score) + field(3, 0, kind))
    trainer = field(3, 0, 2) + field(35, 0, 1) + field(40, 0, unknown)  # BPE, byte fallback, the unknown id
    trainer += field(41, 0, meta["tokenizer.ggml.bos_token_id"]) + field(42, 0, meta["tokenizer.ggml.eos_token_id"])
    prefix = int(meta.get("tokenizer.ggml.add_space_prefix", True))
    rules = field(1, 2, b"identity") + field(3, 0, prefix) + field(4, 0, 0) + field(5, 0, 1)
    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(model + field(2, 2, trainer) + field(3, 2, rules))
    return processor.EncodeAsIds


def directory_reference(path):
    made = Tokenizer.from_file(str(path / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return lambda text: made.encode(text).ids


def references(path):
    """(trusted?, how the reference tokenizes) of a model; nothing when we have no reference for it."""
    if path.is_dir():
        return [(True, directory_reference(path))]
    meta = read_metadata(path)
    kind = meta.get("tokenizer.ggml.model")
    if kind == b"gpt2" and meta.get("tokenizer.ggml.pre", b"").decode() in SPLITTER_OF:
        return [(trusted, bpe_reference(meta, trusted)) for trusted in (False, True)]
    return [(False, spm_reference(meta))] if kind == b"llama" else []


def ours(program, model, lines, trusted):
    """Token ids of each line. Lines that are text go as JSON, broken ones as they are."""
    def run(rows, *options):
        command = [program, "tokenize", "--model", model, "--lines", *(["--special"] if trusted else []), *options]
        out = subprocess.run(command, input=b"".join(row + b"\n" for row in rows), capture_output=True, check=True).stdout
        ids = [json.loads(row) for row in out.split(b"\n") if row]
        assert len(ids) == len(rows), f"{len(ids)} rows for {len(rows)} lines"
        return iter(ids)

    def is_text(line):
        return line.decode(errors="replace").encode() == line
    text = run([json.dumps(line.decode()).encode() for line in lines if is_text(line)], "--json-lines")
    raw = run([line for line in lines if not is_text(line)])
    return [next(text if is_text(line) else raw) for line in lines]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--lines", type=int, default=10000)
    arguments = parser.parse_args()
    lines = make_lines(arguments.data, arguments.lines)
    found = sorted(p for p in arguments.models.iterdir()
                   if p.suffix == ".gguf" or (p / "tokenizer.json").exists())
    failed = False
    for path in found:
        for trusted, reference in references(path):
            got = ours(arguments.tinybrain, str(path), lines, trusted)
            bad = []
            for line, ids in zip(lines, got):
                want = reference(line.decode(errors="replace"))
                if ids != want:
                    bad.append((line, want, ids))
            failed |= bool(bad)
            print(f"{'FAIL' if bad else 'ok  '} {path.name}, {'trusted' if trusted else 'untrusted'}: "
                  f"{len(bad)} of {len(lines)} lines differ")
            for line, want, ids in bad[:3]:
                print(f"  {line[:80]!r}\n    reference {want[:12]}\n    tinybrain {ids[:12]}")
    sys.exit(failed or not found)


if __name__ == "__main__":
    main()
