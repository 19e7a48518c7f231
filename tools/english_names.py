#!/usr/bin/env python3
"""Makes src/redact/english_names.inc: the commonest given names and surnames of the 1990 census of the United States.

    english_names.py --census DIR --data DIR [--output src/redact/english_names.inc]

DIR of --census holds dist.female.first, dist.male.first and dist.all.last as the Census Bureau published them (works of the
US government, free of copyright). Given names that English texts of --data also write in lower case, or that are places,
are told apart: alone they are no sign of a person.
"""
import argparse
import collections
import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ("banking77/train.csv", "mts_dialog/train.csv", "tinyshakespeare/train.txt",
         "sentiment_sentences/train.csv", "tinystories/train.txt", "wikitext2/valid.txt")
PLACES = ("Virginia Georgia Carolina Paris Austin Jordan Dallas London Chelsea Madison Houston Jackson Lincoln Washington America "
          "Asia India China Israel Kenya Florida Charlotte Victoria Sydney Savannah Phoenix Orlando Denver Brooklyn Santiago "
          "Cleveland Dakota Montana Cuba Italia Columbus Boston Chester Lancaster Eugene Jersey Troy Odessa Geneva Vienna Milan "
          "France Argentina Germany Spain Jamaica Chad Cyprus Malaysia Samara Persia Arabia "
          "April May June August Summer Autumn Christian Trinity Mercedes Porsche Kia Lexus Royce Ford Dell Oracle Ivy").split()
LEAST_FIRST, SURNAMES = 0.001, 2000


def names(path, least=0.0, most=10 ** 6):
    found = []
    for line in path.open():
        name, share, *_ = line.split()
        if float(share) >= least and len(found) < most:
            found.append(name.capitalize())
    return found


def lower_words(data):
    counts = collections.Counter()
    for name in TEXTS:
        path = data / name
        if not path.exists():
            continue
        with path.open(encoding="utf-8") as file:
            text = " ".join(" ".join(r) for r in csv.reader(file)) if name.endswith("csv") else file.read()
        counts.update(re.findall(r"(?<![A-Za-z'])[a-z]+(?![A-Za-z'])", text))
    return counts


def block(name, words):
    out, line = [f"constexpr std::string_view {name} ="], ""
    for word in sorted(words):
        if len(line + word) > 105:
            out.append(f'    "{line}"')
            line = ""
        line += word + " "
    return out + [f'    "{line}";']


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--census", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=ROOT / "src/redact/english_names.inc")
    a = parser.parse_args()
    given = set(names(a.census / "dist.female.first", LEAST_FIRST)) | set(names(a.census / "dist.male.first", LEAST_FIRST))
    common = set(names(a.census / "dist.female.first", 0.02)) | set(names(a.census / "dist.male.first", 0.02))
    given = {n for n in given if len(n) >= 4 or n in common}
    seen = lower_words(a.data)
    unsure = {n for n in given if n in PLACES or seen[n.lower()] >= (3 if len(n) > 4 else 2)}
    surnames = {n for n in names(a.census / "dist.all.last", most=SURNAMES) if len(n) >= 3}
    text = ["// Made by tools/english_names.py from the name files of the 1990 census of the United States (public domain)."]
    text += block("kGivenNames", given - unsure)
    text += ["// Also words or places."] + block("kUnsureNames", unsure) + block("kSurnames", surnames)
    a.output.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{a.output}: {a.output.stat().st_size} bytes, {len(given)} given names, {len(unsure)} of them unsure: {sorted(unsure)}")


if __name__ == "__main__":
    main()
