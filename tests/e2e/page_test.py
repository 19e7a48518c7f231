#!/usr/bin/env python3
"""Starts servers and page_test.mjs, which looks at the page in Chromium. Skipped (77) without Node.js, Chromium,
the packages of web/ or a page in the server. No network.

    page_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [--shots FOLDER]
                 [--model MODEL ...] [--seed-brain BRAIN]        instead of tiny random ones
                 [--load]                                        so that the plot has something to show
                 [NAME]                                          only the tests whose names contain it

The pictures in docs/ are made with a small model, a classifier and the seed brain: --shots FOLDER --load
en-light-1280, and ko-dark-390. They need a Korean font (fonts-nanum).
"""
import os
import shutil
import subprocess
import sys

import serving

KEY = "open sesame"


def add_options(parser):
    parser.add_argument("--shots", help="a folder for screenshots")
    parser.add_argument("--model", action="append", help="instead of the tiny ones")
    parser.add_argument("--seed-brain")
    parser.add_argument("--load", action="store_true")


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def main():
    args = serving.parse_arguments(__doc__.splitlines()[0], add_options)
    web = serving.DATA.parents[1] / "web"
    node = shutil.which("node")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not node or not chromium:
        skip("no Node.js" if not node else "no Chromium")
    if not all((web / "node_modules" / name).is_dir() for name in ("playwright-core", "axe-core", "typescript")):
        skip("npm ci was not run in web/")
    with serving.folder() as folder:
        models = args.model or ["qwen2", serving.build_classifier(folder)]
        seed = args.seed_brain or serving.build_seed(folder)
        with serving.serving(models, "--seed-brain", seed) as server, \
                serving.serving(["qwen2"], "--seed-brain", seed, env={"TINYBRAIN_API_KEY": KEY}) as locked:
            if server.request("GET", "/")[0] == 404:
                skip("the server was built without its page")
            types = subprocess.run([node, "node_modules/typescript/bin/tsc", "--noEmit"], cwd=web)
            command = [node, __file__.replace(".py", ".mjs"), "--url", server.url, "--key-url", locked.url,
                       "--key", KEY, "--chromium", chromium]
            command += ["--shots", os.path.abspath(args.shots)] if args.shots else []
            command += ["--only", args.names[0]] if args.names else []
            command += ["--load", "yes"] if args.load else []
            pages = subprocess.run(command)
    return types.returncode or pages.returncode


if __name__ == "__main__":
    sys.exit(main())
