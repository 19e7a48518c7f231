"""Renders chat templates with the reference, transformers' apply_chat_template (its jinja2 part).

usage: python3 reference.py --templates DIR --out DIR
Writes OUT/<template>.json, {trusted, cases: [{name, text} or {name, error}]}, for each
DIR/<template>.jinja, over the table in conversations.json beside this script.
"""
import argparse
import copy
import json
import logging
import pathlib

from transformers.utils import chat_template_utils as reference

logging.disable(logging.WARNING)
HERE = pathlib.Path(__file__).parent
# The special tokens that a template may name. The date keeps Llama's output the same every day.
TRUSTED = {"bos_token": "<bos>", "eos_token": "<eos>", "date_string": "26 Jul 2024"}


def conversations():
    return json.loads((HERE / "conversations.json").read_text(encoding="utf-8"))


def render(template, context, trusted):
    """The text, or the words of the error."""
    context = copy.deepcopy(context)
    try:
        messages = reference._normalize_chat_messages(context.pop("messages"))
        rendered, _ = reference.render_jinja_template(
            [messages], chat_template=template, **context, **trusted)
        return {"text": rendered[0]}
    except Exception as error:  # the reference raises many kinds
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--templates", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    for path in sorted(arguments.templates.glob("*.jinja")):
        template = path.read_text(encoding="utf-8")
        cases = [{"name": row["name"], **render(template, row["context"], TRUSTED)}
                 for row in conversations()]
        out = arguments.out / (path.stem + ".json")
        out.write_text(json.dumps({"trusted": TRUSTED, "cases": cases}, ensure_ascii=False,
                                  indent=1) + "\n", encoding="utf-8")
        print(path.stem, sum("text" in c for c in cases), "of", len(cases), "render")


if __name__ == "__main__":
    main()
