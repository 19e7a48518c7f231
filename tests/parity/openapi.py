#!/usr/bin/env python3
"""Schemathesis on the server's OpenAPI file: requests made from the schemas, right and wrong ones, and whether every answer
has a status, a form and headers as described. On tiny random models and a seed brain, with a key. No network.

    openapi.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [--examples 100] [--seed 1] [--path /v1/models]
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

E2E = Path(__file__).resolve().parents[1] / "e2e"
sys.path.insert(0, str(E2E))
import desk  # noqa: E402
import serving  # noqa: E402

KEY = "open sesame"


def add_options(parser):
    parser.add_argument("--examples", type=int, default=100, help="of each operation, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--path", action="append", help="only this one, of the first model")


def check(options, model, paths, *more):
    """Of one model, so that any name is right and requests come to what they ask for."""
    with serving.serving([model], "--no-pull", *more, env={"TINYBRAIN_API_KEY": KEY}) as server, \
            tempfile.TemporaryDirectory() as work:
        if "--seed-brain" in more:  # something to ask for
            for path, body in (("/v1/desks", desk.request("shop")), ("/v1/knowledge", {"name": "radio.md", "text": desk.MANUAL}),
                               ("/v1/consents", {"purpose": "corrections", "state": "granted"})):
                status, _, answer = server.request("POST", path, body, {"Authorization": f"Bearer {KEY}"})
                assert status == 200, answer
        found = subprocess.run(
            [Path(sys.executable).parent / "schemathesis", "--config-file",
             Path(__file__).with_suffix(".toml"), "run", server.url + "/openapi.json",
             "--max-examples", str(options.examples), "--seed", str(options.seed), "--generation-database", "none",
             "--header", f"Authorization: Bearer {KEY}", "--no-color",
             *[word for path in paths for word in ("--include-path", path)]], cwd=work,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "openapi_hooks", "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(E2E)])})
        stopped, errors = server.stop()
    if stopped != 0 or "internal error" in errors:
        print(errors)
        return False
    return found.returncode == 0


def main():
    options = serving.parse_arguments(__doc__.splitlines()[0], add_options)
    with serving.folder() as folder:
        seed = serving.build_seed(folder)
        adapter = serving.write_adapter(folder, "qwen2", 1)
        passed = [
            check(options, "qwen2", options.path or [], "--seed-brain", seed, "--adapter", f"formal={adapter}",
                  "--max-tokens", 16, "--ctx", 8192)]
        if options.path:
            return 0 if passed[0] else 1
        passed += [
            check(options, "bert", ["/v1/embeddings"]),
            check(options, serving.build_classifier(folder), ["/v1/classify"])]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
