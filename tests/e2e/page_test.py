#!/usr/bin/env python3
"""Starts servers, and page_test.mjs, page_home_test.mjs, page_about_test.mjs, page_learned_test.mjs and
page_skills_test.mjs, which look at the page in Chromium. Skipped (77) without Node.js, Chromium, the packages of
web/ or a page in the server. No network.

    page_test.py --server BUILD/tinybrain-server --tinybrain BUILD/tinybrain [--shots FOLDER]
                 [--model MODEL ...] [--seed-brain BRAIN]        instead of tiny random ones
                 [--load]                                        so that the plot has something to show
                 [--weights FOLDER] [--tables FOLDER]            what a build begins from, and learns from
                 [--part app|home|about|learned|skills ...]      only these scripts
                 [NAME]                                          only the tests whose names contain it

The pictures in docs/ are made with a small model, a classifier and the seed brain: --shots FOLDER --load
en-light-1280, and ko-dark-390. They need a Korean font (fonts-nanum). They are reduced to 128 colours.
"""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import page_shop
import serving

KEY = "open sesame"


PARTS = ("app", "home", "about", "learned", "skills")


def add_options(parser):
    parser.add_argument("--part", action="append", choices=PARTS, help="instead of all")
    parser.add_argument("--shots", help="a folder for screenshots")
    parser.add_argument("--model", action="append", help="instead of the tiny ones")
    parser.add_argument("--seed-brain")
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--weights", help="a folder of models, instead of the tiny ones")
    parser.add_argument("--tables", help="a folder with faq.csv and tickets.csv, instead of small ones")


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def must_have_page(server):
    if server.request("GET", "/")[0] == 404:
        skip("the server was built without its page")


def make_tables(folder):
    """A folder with an FAQ and a table of labels."""
    if serving.ARGS.tables:
        return Path(serving.ARGS.tables).resolve()
    tables = Path(folder) / "tables"
    tables.mkdir()
    (tables / "faq.csv").write_text("question,answer\n배송은 얼마나 걸리나요?,이틀 안에 도착합니다.\n"
                                    "환불은 어떻게 받나요?,7일 안에 신청하세요.\n"
                                    "How do I reset my password?,Use the link on the sign-in page.\n"
                                    "Can I pay by card?,Yes; every card.\n")
    shutil.copy(serving.DATA / "tables/banking77.csv", tables / "tickets.csv")
    return tables


def test_app(node, chromium, folder, web):
    """Chat, trying, building, models: with a classifier of its own, and a second server that asks for a key."""
    args = serving.ARGS
    models = args.model or ["qwen2", serving.build_classifier(folder)]
    seed = args.seed_brain or serving.build_seed(folder)
    tables = make_tables(folder)
    # Nothing is fetched: the one try must fail at once.
    offline = {"TINYBRAIN_WEIGHTS": args.weights or str(serving.MODELS), "PIP_NO_INDEX": "1", "PIP_RETRIES": "0"}
    with serving.serving(models, "--seed-brain", seed, env=offline) as server, \
            serving.serving(["qwen2"], "--seed-brain", seed, env={"TINYBRAIN_API_KEY": KEY}) as locked:
        must_have_page(server)
        types = subprocess.run([node, "node_modules/typescript/bin/tsc", "--noEmit"], cwd=web)
        command = [node, __file__.replace(".py", ".mjs"), "--url", server.url, "--key-url", locked.url,
                   "--key", KEY, "--chromium", chromium, "--tables", str(tables)]
        command += ["--load", "yes"] if args.load else []
        return types.returncode or subprocess.run(command + common_options()).returncode


def test_home(node, chromium, folder, seed):
    """The screens of what is kept: on a server of their own, whose home is empty at first."""
    shop, large = Path(folder) / "shop", page_shop.KnowsOne()
    shop.mkdir()
    page_shop.write(shop)
    try:
        with serving.serving(["qwen2"], "--seed-brain", seed) as server:
            must_have_page(server)
            command = [node, str(Path(__file__).parent / "page_home_test.mjs"), "--url", server.url, "--chromium", chromium,
                       "--tables", str(shop), "--large", large.url]
            failed = subprocess.run(command + common_options()).returncode
    finally:
        large.stop()
    for _, _, body in large.arrived:  # what left the machine
        assert "Jane" not in body and "jane@" not in body, body
    return failed


def test_person(node, chromium, seed, script):
    """What is known of the person, what was learnt, skills: on a server of its own, where nothing was decided."""
    with serving.serving(serving.ARGS.model or ["qwen2"], "--seed-brain", seed) as server:
        must_have_page(server)
        command = [node, str(Path(__file__).parent / script), "--url", server.url, "--chromium", chromium]
        return subprocess.run(command + common_options()).returncode


def common_options():
    args = serving.ARGS
    options = ["--shots", os.path.abspath(args.shots)] if args.shots else []
    return options + (["--only", args.names[0]] if args.names else [])


def main():
    args = serving.parse_arguments(__doc__.splitlines()[0], add_options)
    web = serving.DATA.parents[1] / "web"
    node = shutil.which("node")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not node or not chromium:
        skip("no Node.js" if not node else "no Chromium")
    if not all((web / "node_modules" / name).is_dir() for name in ("playwright-core", "axe-core", "typescript")):
        skip("npm ci was not run in web/")
    failed = 0
    for part in args.part or PARTS:
        # Each in a folder of its own; but for the first, with the brain that comes along: a desk on a random one knows nothing.
        with serving.folder() as folder:
            if part == "app":
                failed |= test_app(node, chromium, folder, web)
            elif part == "home":
                failed |= test_home(node, chromium, folder, web.parent / "brains/seed")
            else:
                failed |= test_person(node, chromium, web.parent / "brains/seed", f"page_{part}_test.mjs")
    return failed


if __name__ == "__main__":
    sys.exit(main())
