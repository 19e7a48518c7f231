"""Writes builtin.json: the plain conversations as published templates of our built-in families render.

usage: python3 builtin.py --published DIR > builtin.json
DIR holds chatml.jinja, llama2.jinja, llama3.jinja (Llama 3, not 3.1), gemma.jinja (Gemma 3), phi3.jinja
(Phi 3.5) and mistral.jinja (7B v0.3). Only what they render is kept, not the templates.
"""
import argparse
import json
import pathlib

import reference

PLAIN = {"one question", "no generation prompt", "system", "system, no generation prompt", "many turns",
         "korean", "emoji", "empty content", "spaces and lines", "attack",
         "attack by system and assistant"}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--published", type=pathlib.Path, required=True)
published = parser.parse_args().published
rows = []
for path in sorted(published.glob("*.jinja")):
    template = path.read_text(encoding="utf-8")
    for row in reference.conversations():
        if row["name"] in PLAIN:
            rows.append({"template": path.stem, "name": row["name"],
                         **reference.render(template, row["context"], reference.TRUSTED)})
print(json.dumps({"trusted": reference.TRUSTED, "cases": rows}, ensure_ascii=False, indent=1))
