#!/usr/bin/env python3
"""MiniLM's embeddings beside sentence-transformers, English and Korean: within 1e-4 cosine."""
import csv
import itertools
import os
import tempfile
from pathlib import Path

import numpy

from peer import MINILM, Report, arguments, find_weights, tinybrain


def sentences(data):
    """Real ones, short and longer than the model's window, and a few odd ones."""
    found = []
    for name in ("korsts/dev.csv", "tatoeba_ko_en/dev.csv", "sms_spam/dev.csv"):
        path = data / name
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in itertools.islice(csv.DictReader(file), 60):
                found += [v for v in row.values() if v and len(v) > 8][:2]
    text = (data / "wikitext2/valid.txt").read_text(encoding="utf-8")
    found += [p.strip() for p in text.split("\n") if len(p) > 400][:20]
    found += ["a", "hello", "안녕하세요", "naïve café — déjà vu", "한국어와 English가 섞인 문장입니다."]
    return [" ".join(s.split()) for s in found]


def main():
    options = arguments(__doc__.splitlines()[0]).parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    report = Report()
    if model := find_weights(options.weights, *MINILM):
        texts = sentences(options.data)
        wanted = SentenceTransformer(str(model), device="cpu").encode(
            texts, normalize_embeddings=True, batch_size=1)
        with tempfile.TemporaryDirectory() as work:
            file = Path(work) / "lines.txt"
            file.write_text("\n".join(texts) + "\n", encoding="utf-8")
            output = tinybrain(options.tinybrain, "embed", "-m", model, "--file", file)
        ours = numpy.array(output["vectors"])
        cosine = (ours * wanted).sum(1) / numpy.linalg.norm(ours, axis=1)
        worst = int(cosine.argmin())
        report.check(ours.shape == wanted.shape and cosine.min() > 1 - 1e-4,
                     f"MiniLM, {len(texts)} sentences: cosine at least {cosine.min():.7f} "
                     f"(worst: {texts[worst][:40]!r}), largest difference {abs(ours - wanted).max():.1e}")
    report.finish()


if __name__ == "__main__":
    main()
