#!/usr/bin/env python3
"""Starts a server and openai_npm_test.mjs, which uses it through the real `openai` package of npm. Skipped (77)
without Node.js 20 or the packages of web/ (npm ci, which the build runs).

    openai_npm_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain
"""
import shutil
import subprocess
import sys

import serving


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def main():
    serving.parse_arguments(__doc__.splitlines()[0])
    node = shutil.which("node")
    if not node:
        skip("no Node.js")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < 20:
        skip(f"Node.js {version}; the package wants 20")
    if not (serving.DATA.parents[1] / "web/node_modules/openai").is_dir():
        skip("npm ci was not run in web/")
    with serving.serving(["qwen2", "bert"], env={"TINYBRAIN_API_KEY": "secret"}) as server:
        return subprocess.run([node, __file__.replace(".py", ".mjs"), "--url", server.url + "/v1", "--key", "secret"],
                              timeout=600).returncode


if __name__ == "__main__":
    sys.exit(main())
