"""Grammars from JSON Schemas against the jsonschema library, through the test program of src/grammar.

usage: python3 json_schema.py --test-program build/test_grammar [--walks 50] [--mutants 300]
For each schema: random walks over the masks of allowed tokens must make JSON that jsonschema accepts.
Then instances (the walks, and mutants of them) are written in the one spelling that the grammars have:
those that jsonschema rejects must be rejected, those that it accepts must be accepted. Left out of the
second half only: numbers longer than the grammars write, and RFC 3339's small t and z. Exits with 1 on any difference.
"""
import argparse
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

TREE = {"type": "object", "properties": {"v": {"type": "integer"}, "l": {"$ref": "#/$defs/t"},
                                         "r": {"$ref": "#/$defs/t"}},
        "required": ["v"], "additionalProperties": False}


def closed(properties, required=(), **more):
    return {"type": "object", "properties": properties, "required": list(required),
            "additionalProperties": False, **more}


SCHEMAS = {
    "anything": {},
    "types": {"type": ["integer", "null", "boolean", "string"]},
    "person": closed({"name": {"type": "string", "minLength": 1, "maxLength": 20},
                      "age": {"type": "integer", "minimum": 0, "maximum": 150},
                      "email": {"type": ["string", "null"]}, "tags": {"type": "array", "items": {"type": "string"}}},
                     ["name", "age"]),
    "ten fields": closed({f"field_{i}": {"type": t} for i, t in enumerate(
        ["string", "integer", "number", "boolean", "null", "array", "object", "string", "integer", "string"])},
        [f"field_{i}" for i in range(0, 10, 2)]),
    "integers": {"type": "array", "items": {"type": "integer", "minimum": -37, "exclusiveMaximum": 1205}},
    "numbers": {"type": "array", "items": {"type": "number", "exclusiveMinimum": -2.5, "maximum": 17.25}},
    "negative": {"type": "number", "minimum": -1000.125, "maximum": -0.5},
    "multiples": {"type": "array", "items": {"type": "integer", "multipleOf": 12, "minimum": -500}},
    "quarters": {"type": "array", "items": {"type": "number", "multipleOf": 0.25}},
    "lengths": {"type": "array", "items": {"type": "string", "minLength": 2, "maxLength": 5}},
    "long string": {"type": "string", "minLength": 3, "maxLength": 60},
    "pattern": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2,3}-[0-9]{1,4}$"}},
    "search": {"type": "array", "items": {"type": "string", "pattern": "ab|^x|[0-9]y$"}},
    "pattern and length": {"type": "string", "pattern": "[aeiou]{2}", "minLength": 4, "maxLength": 9},
    "dates": {"type": "array", "items": {"type": "string", "format": "date"}},
    "times": {"type": "array", "items": {"type": "string", "format": "time"}},
    "date-times": {"type": "array", "items": {"type": "string", "format": "date-time"}},
    "uuid": {"type": "string", "format": "uuid"},
    "ipv4": {"type": "array", "items": {"type": "string", "format": "ipv4"}},
    "enum": {"enum": ["a", "quote \" and \\", "line\nend", 5, 2.5, None, True, ["x", 1], {"k": [1, 2]}]},
    "const": {"const": {"a": [1, "한글"], "b": {}}},
    "tuple": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}, {"type": "boolean"}],
              "items": {"type": "null"}, "minItems": 2, "maxItems": 5},
    "unique": {"type": "array", "items": {"enum": ["a", "b", "c", 1, 2]}, "uniqueItems": True, "minItems": 1},
    "additional": {"type": "object", "properties": {"id": {"type": "integer"}},
                   "additionalProperties": {"type": ["number", "string"]}, "required": ["id"]},
    "open": {"type": "object", "properties": {"id": {"type": "integer"}}, "additionalProperties": True},
    "counted": closed({"a": {"type": "integer"}, "b": {"type": "string"}, "c": {"type": "null"},
                       "d": {"type": "boolean"}}, minProperties=2, maxProperties=3),
    "patterns": {"type": "object", "patternProperties": {"^i_": {"type": "integer"}, "^s_": {"type": "string"}},
                 "additionalProperties": False, "maxProperties": 4},
    "tree": {"$ref": "#/$defs/t", "$defs": {"t": TREE}},
    "list": {"anyOf": [{"type": "null"}, closed({"head": {"type": "integer"}, "tail": {"$ref": "#"}},
                                                ["head", "tail"])]},
    "any of": {"anyOf": [{"type": "integer", "minimum": 10}, {"type": "string", "maxLength": 3}, {"type": "null"}]},
    "one of": {"oneOf": [closed({"kind": {"const": "circle"}, "r": {"type": "number", "minimum": 0}}, ["kind", "r"]),
                         closed({"kind": {"const": "box"}, "w": {"type": "integer"}, "h": {"type": "integer"}},
                                ["kind", "w", "h"])]},
    "one of ranges": {"type": "array", "items": {"oneOf": [{"type": "integer", "maximum": -5},
                                                           {"type": "integer", "minimum": 5},
                                                           {"type": "string"}]}},
    "all of": {"allOf": [{"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
                         {"properties": {"a": {"minimum": 3, "maximum": 8}, "b": {"type": "string"}}}],
               "additionalProperties": True},
    "either key": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
                   "additionalProperties": False, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
    "nested": closed({"rows": {"type": "array", "maxItems": 4, "items": closed(
        {"x": {"type": "number"}, "labels": {"type": "array", "items": {"enum": ["p", "q"]}, "maxItems": 3},
         "when": {"type": "string", "format": "date"}}, ["x", "when"])}}, ["rows"]),
}

ODD = [None, True, False, 0, -1, 7, 12, 1.5, "", "x", "ab", "2024-02-30", "2023-02-29", "12:00:00Z", [], {}, [1], {"a": 1}]


def mutate(value, rng):
    """One change, somewhere inside."""
    if isinstance(value, dict) and value and rng.random() < 0.7:
        value, key = dict(value), rng.choice(list(value))
        value[key] = mutate(value[key], rng)
        return value
    if isinstance(value, list) and value and rng.random() < 0.7:
        value, i = list(value), rng.randrange(len(value))
        value[i] = mutate(value[i], rng)
        return value
    kind = rng.random()
    if kind < 0.25:
        return copy.deepcopy(rng.choice(ODD))
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, (int, float)):
        return rng.choice([value + 1, value - 1, -value if value else 3, value * 10, value + 0.5, value - 0.25,
                           int(value) // 12 * 12, int(value)])
    if isinstance(value, str):
        i = rng.randrange(len(value) + 1)
        return rng.choice([value[:i] + value[i + 1:], value[:i] + rng.choice("a0-Z한\n\"\\ ") + value[i:],
                           value + value, value[:i], value.swapcase(),
                           re.sub(r"\d", lambda m: str(rng.randrange(10)), value)])
    if isinstance(value, list):
        return rng.choice([value[:-1], value + value[-1:], value + [copy.deepcopy(rng.choice(ODD))], value[1:] + value[:1]])
    keys = list(value)
    if keys and kind < 0.6:
        gone = rng.choice(keys)
        return {k: v for k, v in value.items() if k != gone}
    return {**value, rng.choice(["extra", "i_9", "s_9", "z\"", "한"]): copy.deepcopy(rng.choice(ODD))}


def strict(schema):
    """For Python's re, $ also matches before a line end at the end; for ECMA-262 it does not."""
    if isinstance(schema, dict):
        return {k: v.replace("$", r"\Z") if k == "pattern" else strict(v) for k, v in schema.items()}
    return [strict(v) for v in schema] if isinstance(schema, list) else schema


# The library's own check of a uuid lets dashes stand anywhere, and that of a date-time a line end.
FORMATS = copy.deepcopy(jsonschema.Draft202012Validator.FORMAT_CHECKER)
LIBRARY_DATE_TIME = FORMATS.checkers["date-time"][0]
FORMATS.checks("uuid")(lambda v: not isinstance(v, str) or bool(
    re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", v)))
FORMATS.checks("date-time")(lambda v: LIBRARY_DATE_TIME(v) and not (isinstance(v, str) and "\n" in v))


def random_pattern(rng, depth=3):
    if depth == 0:
        return rng.choice(["a", "b", "[ab]", ".", "[^a]", "ab", "b?", ""])
    def inner():
        return random_pattern(rng, depth - 1)
    return rng.choice([lambda: inner() + inner(), lambda: f"(?:{inner()}|{inner()})", lambda: f"(?:{inner()})*",
                       lambda: f"({inner()})+", lambda: f"(?:{inner()})?", inner,
                       lambda: f"(?:{inner()}){{{rng.randrange(2)},{rng.randrange(1, 3)}}}", lambda: inner() + "|" + inner()])()


def compare_patterns(program, rng, count):
    """Random patterns on all texts of a and b up to 6 long, against Python's re."""
    texts = [""]
    for text in texts:
        if len(text) < 6:
            texts += [text + "a", text + "b"]
    patterns = []
    while len(patterns) < count:
        pattern = random_pattern(rng, rng.randrange(1, 4))  # deeper ones take Python for ever
        patterns.append(rng.choice([f"^(?:{pattern})$", f"^(?:{pattern})", f"(?:{pattern})$", pattern]))
    jobs = [{"schema": {"type": "string", "pattern": p}, "walks": 0, "texts": [spell(t) for t in texts]} for p in patterns]
    bad = checked = 0
    for pattern, out in zip(patterns, run(program, jobs)):
        if "error" in out:
            sys.exit(f"{pattern}: {out['error']}")
        compiled = re.compile(pattern)
        for text, taken in zip(texts, out["taken"]):
            checked += 1
            if bool(compiled.search(text)) != taken:
                bad += 1
                print(f"pattern {pattern}: Python {'finds' if not taken else 'does not find'} it in {text!r}")
    print(f"{count} random patterns on {len(texts)} texts: {checked} compared, {bad} differences")
    return bad


def spell(value):
    return json.dumps(value, ensure_ascii=False)


def beyond_our_spelling(text, limited):
    """More digits than a grammar writes, an exponent beside limits or for integers, -0.0, 5.0; a time in small letters."""
    bare = re.sub(r'"(\\.|[^"\\])*"', "", text)
    return (re.search(r"\d{21}|\.\d{18}|e[+-]?\d{3}|-0\b(?!\.)", bare) or re.search(r"\d\.0(?!\d)", bare)
            or re.search(r'\d\d:\d\d[^"]*z"|-\d\dt\d\d:', text) or (limited and re.search(r"\de|-0\.0*(?!\d)", bare)))


def run(program, jobs):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jobs"
        path.write_text("".join(json.dumps(j) + "\n" for j in jobs), encoding="utf-8")
        subprocess.run([program, "--test-case=parity: schemas of a file"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "TINYBRAIN_SCHEMAS": str(path)})
        return [json.loads(line) for line in (Path(folder) / "jobs.out").read_bytes().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--test-program", type=Path, required=True)
    parser.add_argument("--walks", type=int, default=50)
    parser.add_argument("--mutants", type=int, default=300)
    parser.add_argument("--patterns", type=int, default=300)
    arguments = parser.parse_args()
    rng = random.Random(1)
    walked = run(arguments.test_program,
                 [{"schema": s, "walks": arguments.walks, "texts": []} for s in SCHEMAS.values()])
    bad = walks = rejected = accepted = left_out = 0
    jobs, instances = [], []
    for (name, schema), out in zip(SCHEMAS.items(), walked):
        check = jsonschema.Draft202012Validator(strict(schema), format_checker=FORMATS)
        if "error" in out:
            sys.exit(f"{name}: {out['error']}")
        values = []
        for text in out["walks"]:
            walks += 1
            value = json.loads(text)
            values.append(value)
            if not check.is_valid(value):
                bad += 1
                print(f"{name}: made what jsonschema rejects: {text}")
        mutants = [mutate(rng.choice(values), rng) for _ in range(arguments.mutants)]
        mutants = [m if rng.random() < 0.7 else mutate(m, rng) for m in mutants]
        limited = any(k in json.dumps(schema) for k in ("inimum", "aximum", "multipleOf", "integer"))
        chosen = {}
        for value in values + mutants:
            text = spell(value)
            if beyond_our_spelling(text, limited):
                left_out += 1
            else:
                chosen[text] = check.is_valid(value)
        instances.append(chosen)
        jobs.append({"schema": schema, "walks": 0, "texts": list(chosen)})
    for (name, _), chosen, out in zip(SCHEMAS.items(), instances, run(arguments.test_program, jobs)):
        for (text, valid), taken in zip(chosen.items(), out["taken"]):
            accepted += valid
            rejected += not valid
            if valid != taken:
                bad += 1
                print(f"{name}: jsonschema {'accepts' if valid else 'rejects'}, the grammar does not agree: {text}")
    print(f"{len(SCHEMAS)} schemas: {walks} walks; {accepted} instances accepted by both, {rejected} rejected by both; "
          f"{left_out} left out; {bad} differences")
    bad += compare_patterns(arguments.test_program, rng, arguments.patterns)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
