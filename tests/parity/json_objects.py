"""JSON that a model writes under a schema, against the jsonschema library.

usage: python3 json_objects.py [--tinybrain build/tinybrain] [--weights DIR] [--least 1000]
For every schema of json_schema.py the model answers with sampling (temperature 1, another seed each time) until
--least replies in all have come to an end. Each of those must be JSON that jsonschema accepts under the schema.
Replies cut off by the limit of tokens are counted and left out. Exits with 1 on any difference.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
from json_schema import FORMATS, SCHEMAS, strict
from peer import SMOLLM2, arguments, find_weights

QUESTION = "Fill in a form about a person, a place or a thing of your choice. Answer in JSON."


def main():
    parser = arguments(__doc__.splitlines()[0], data=False)
    parser.add_argument("--least", type=int, default=1000)
    parser.add_argument("--max-tokens", type=int, default=300)
    options = parser.parse_args()
    model = find_weights(options.weights, SMOLLM2)
    if not model:
        return
    each = -(-options.least // len(SCHEMAS))
    finished = cut = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema.json"
        for name, schema in SCHEMAS.items():
            path.write_text(json.dumps(schema), encoding="utf-8")
            check = jsonschema.Draft202012Validator(strict(schema), format_checker=FORMATS)
            done = seed = 0
            while done < each and seed < 4 * each:
                seed += 1
                reply = subprocess.run([options.tinybrain, "ask", "-m", model, "--schema", path, "--temp", "1", "--seed",
                                        str(seed), "-n", str(options.max_tokens), "-t", str(options.threads), "--json",
                                        QUESTION], capture_output=True, text=True)
                if reply.returncode != 0:
                    sys.exit(f"{name}: exit code {reply.returncode}\n{reply.stderr}{reply.stdout}")
                out = json.loads(reply.stdout)
                if out["finish"] != "stop":
                    cut += 1
                    continue
                done += 1
                try:
                    valid = check.is_valid(json.loads(out["text"]))
                except ValueError:
                    valid = False
                if not valid:
                    bad += 1
                    print(f"{name}, seed {seed}: {out['text']}")
            finished += done
            print(f"{name}: {done} of {seed} came to an end", flush=True)
    print(f"{len(SCHEMAS)} schemas, {finished} values generated and checked, {cut} cut off by {options.max_tokens} tokens; "
          f"{bad} rejected by jsonschema")
    sys.exit(bool(bad) or finished < options.least)


if __name__ == "__main__":
    main()
