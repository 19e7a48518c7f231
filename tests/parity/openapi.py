#!/usr/bin/env python3
"""Schemathesis on the server's OpenAPI file: requests made from the schemas, right and wrong ones, and whether every answer
has a status, a form and headers as described. On tiny random models with an adapter and a seed brain, with a key. No network.

    openapi.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [--examples 100] [--seed 1]
"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
import serving  # noqa: E402

KEY = "open sesame"


def add_options(parser):
    parser.add_argument("--examples", type=int, default=100, help="of each operation, at most")
    parser.add_argument("--seed", type=int, default=1)


def main():
    options = serving.parse_arguments(__doc__.splitlines()[0], add_options)
    with serving.folder() as folder:
        adapter = serving.write_adapter(folder, "qwen2", 1)
        with serving.serving(["qwen2", "bert", serving.build_classifier(folder)], "--seed-brain",
                             serving.build_seed(folder), "--adapter", f"qwen2:formal={adapter}", "--max-tokens", 16,
                             "--ctx", 512, env={"TINYBRAIN_API_KEY": KEY}) as server, \
                tempfile.TemporaryDirectory() as work:
            found = subprocess.run(
                [Path(sys.executable).parent / "schemathesis", "run", server.url + "/openapi.json", "--checks", "all",
                 "--max-examples", str(options.examples), "--seed", str(options.seed), "--generation-database", "none",
                 "--header", f"Authorization: Bearer {KEY}", "--no-color"], cwd=work)
            stopped, errors = server.stop()
    if stopped != 0 or "internal error" in errors:
        print(errors)
        return 1
    return found.returncode


if __name__ == "__main__":
    sys.exit(main())
