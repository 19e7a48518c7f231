"""Any chat templates, ours against the reference, over tests/golden/templates/conversations.json.

usage: python3 templates.py --templates DIR --test-program build/test_text
DIR holds *.jinja files; they may be under any licence, nothing of them is kept. Needs transformers.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden" / "templates"))
import reference  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--templates", type=pathlib.Path, required=True)
    parser.add_argument("--test-program", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    bad = []
    for path in sorted(arguments.templates.glob("*.jinja")):
        template = path.read_text(encoding="utf-8")
        cases = [{"name": f"{path.stem}: {row['name']}", "template": template,
                  "context": row["context"], "trusted": reference.TRUSTED,
                  **reference.render(template, row["context"], reference.TRUSTED)}
                 for row in reference.conversations()]
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(cases, file)
            file.flush()
            run = subprocess.run(
                [arguments.test_program.resolve(), "--no-skip",
                 "--test-case=cases of a file named by TINYBRAIN_TEMPLATE_CASES"],
                env={**os.environ, "TINYBRAIN_TEMPLATE_CASES": file.name},
                capture_output=True, text=True)
        texts = sum("text" in case for case in cases)
        print(f"{'ok  ' if run.returncode == 0 else 'FAIL'} {path.stem}: {len(cases)} conversations, "
              f"{texts} with a text")
        if run.returncode != 0:
            bad.append(path.stem)
            print(run.stdout[:4000])
    if bad:
        sys.exit("differs: " + ", ".join(bad))


if __name__ == "__main__":
    main()
