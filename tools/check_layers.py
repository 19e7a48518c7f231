#!/usr/bin/env python3
"""Checks who includes whom. The one table of the layers; CI runs it.

    python3 tools/check_layers.py [--objects build]

With --objects, also that the compiled kernels of one instruction set define no weak symbol: a template
compiled there for AVX-512 could be the copy that the linker keeps for the whole program.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# A folder of src/ may include itself, those listed, and what those may include.
LAYERS = {
    "base": [],
    "kernels": [],
    "tensor": ["base", "kernels"],
    "text": ["base"],
    "database": ["base"],  # the only user of SQLite
    "redact": ["base", "text"],
    "model": ["tensor", "text"],  # a model's file holds its tokenizer
    "grammar": ["base", "text"],
    "generate": ["model", "text", "grammar"],
    "data": ["base", "text"],
    "train": ["model", "text", "data"],
    "compress": ["train"],
    "knowledge": ["generate", "database", "data"],
    "vault": ["database", "text"],
    "eval": ["generate", "data"],
    "tables": ["eval", "data"],  # numbers and categories: models, groups, reasons
    "memory": ["vault", "generate", "redact"],  # what a person says becomes facts and commands
    "learn": ["vault", "train", "eval", "generate"],  # what a person's lessons become
    "skills": ["generate", "knowledge", "vault", "learn", "eval", "data", "tables", "memory"],
    "build": ["compress", "eval", "knowledge"],  # data, training, compression and evaluation in one pipeline
    "desk": ["knowledge", "eval", "redact", "vault"],  # the support desk
    "api": ["build", "desk", "memory", "learn", "skills"],  # the C interface: the one place where flows meet
    # An application on the public headers, as any other.
    "cli": ["base"],
    "remote": ["base"],  # the call to a large model, for both programs that make it
    "server": ["base", "remote"],
    "home": ["cli", "remote"],  # its output and usage
}
ON_PUBLIC_HEADERS = {"api", "cli", "server", "home"}

# Third-party header -> folders that may include it. fmt comes to all as base/format.h.
OWNERS = [
    (r"fmt/", {"base"}),
    (r"nlohmann/", {"base"}),
    (r"sqlite3", {"database"}),
    (r"sodium", {"vault"}),
    (r"utf8proc", {"text"}),
    (r"CLI/", {"cli", "server", "home"}),
    (r"toml\+\+/", {"base"}),
    (r"editline/|histedit", {"cli"}),
    (r"httplib|openssl/", {"cli", "server", "remote"}),
    (r"mpi\.h", {"cli"}),
]
STANDARD = re.compile(
    r"^(c[a-z0-9]+|[a-z_]+|(assert|ctype|errno|fcntl|float|inttypes|limits|locale|math|setjmp|signal|"
    r"stdarg|stdbool|stddef|stdint|stdio|stdlib|string|time|unistd|poll|dirent|netdb|pwd|spawn|termios|wchar|"
    r"dlfcn|pthread|sched|langinfo|iconv|cpuid|immintrin|arm_neon)\.h|(sys|linux|net|netinet|arpa)/[a-z_]+\.h)$")
ISA_FILE = re.compile(r"^(avx|neon)[^/]*\.(cpp|h)$")
ISA_INCLUDES = {"stddef.h", "stdint.h", "immintrin.h", "arm_neon.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def closure(folder):
    seen, queue = {folder}, [folder]
    while queue:
        for below in LAYERS[queue.pop()]:
            if below not in seen:
                seen.add(below)
                queue.append(below)
    return seen


def includes(path):
    return [m[2] for m in INCLUDE.finditer(path.read_text(encoding="utf-8"))]


def check_third_party(folder, name, is_test):
    if name.startswith("doctest/"):
        return None if is_test else "doctest belongs in *_test.cpp and *_testing.h"
    for pattern, owners in OWNERS:
        if re.match(pattern, name):
            if folder in owners:
                return None
            return f"<{name}> belongs to {', '.join(sorted(owners))}"
    return None if STANDARD.match(name) else f"<{name}>: a library without an owner in OWNERS"


def check_source(path, allowed):
    folder = path.relative_to(ROOT / "src").parts[0]
    is_test = path.name.endswith(("_test.cpp", "_testing.h"))
    for name in includes(path):
        top = name.split("/")[0]
        if top == "tinybrain":
            if folder not in ON_PUBLIC_HEADERS:
                yield f"the public headers are for {', '.join(sorted(ON_PUBLIC_HEADERS))}"
        elif (ROOT / "src" / name).is_file() or ("/" in name and top in LAYERS):  # <memory> is no folder
            if top not in allowed[folder]:
                yield f"{folder} may not include {name}"
        elif (problem := check_third_party(folder, name, is_test)) is not None:
            yield problem


def check_isa_file(path, seen=None):
    """The file and every header of ours that it pulls in."""
    seen = seen if seen is not None else set()
    for name in includes(path):
        ours = ROOT / "src" / name
        if ours.is_file() and name.startswith("kernels/"):
            if ours not in seen:
                seen.add(ours)
                yield from (f"{name}: {p}" for p in check_isa_file(ours, seen))
        elif name not in ISA_INCLUDES:
            yield f"<{name}> in a file compiled for one instruction set"


def check_public_headers():
    allowed = {"tinybrain.h": set(), "tinybrain.hpp": {"tinybrain/tinybrain.h"},
               "home.h": {"tinybrain/tinybrain.h"}, "home.hpp": {"tinybrain/home.h", "tinybrain/tinybrain.hpp"},
               "learn.h": {"tinybrain/home.h"}, "learn.hpp": {"tinybrain/learn.h", "tinybrain/home.hpp"},
               "skills.h": {"tinybrain/home.h"}, "skills.hpp": {"tinybrain/skills.h", "tinybrain/home.hpp"},
               "npc.h": {"tinybrain/tinybrain.h"}, "npc.hpp": {"tinybrain/npc.h", "tinybrain/tinybrain.hpp"}}
    for path in sorted((ROOT / "include/tinybrain").iterdir()):
        if path.name not in allowed:
            yield path, f"only {', '.join(sorted(allowed))} are public"
            continue
        for name in includes(path):
            if name not in allowed[path.name] and not STANDARD.match(name):
                yield path, f"a public header includes <{name}>"


def check_examples():
    for path in sorted((ROOT / "examples").glob("*.c*")):
        for name in includes(path):
            if not name.startswith("tinybrain/") and not STANDARD.match(name):
                yield path, f"an example includes <{name}>"


def check_objects(build):
    objects = [o for o in build.rglob("*.o") if "tb_kernels" in str(o) and
               ISA_FILE.match(o.name.removesuffix(".o"))]
    if not objects:
        print(f"layers: no kernel objects in {build}; weak symbols not checked")
    for path in objects:
        listing = subprocess.run(["nm", "--defined-only", str(path)], capture_output=True, text=True,
                                 check=True).stdout
        for line in listing.splitlines():
            fields = line.split()
            if len(fields) == 3 and fields[1] in "WVuwv" and not fields[2].startswith("DW.ref"):
                yield path, f"weak symbol {fields[2]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--objects", type=Path, help="a build folder")
    arguments = parser.parse_args()
    allowed = {folder: closure(folder) for folder in LAYERS}
    problems, files = [], 0
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in {".cpp", ".h", ".hpp"}:
            continue
        files += 1
        if path.relative_to(ROOT / "src").parts[0] not in LAYERS:
            problems.append((path, "a folder that the table does not know"))
            continue
        problems += [(path, p) for p in check_source(path, allowed)]
        if path.parent.name == "kernels" and ISA_FILE.match(path.name) and "_test" not in path.name:
            problems += [(path, p) for p in check_isa_file(path)]
    problems += check_public_headers()
    problems += check_examples()
    if arguments.objects and arguments.objects.is_dir():
        problems += check_objects(arguments.objects)
    for path, problem in problems:
        where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        print(f"{where}: {problem}")
    print(f"layers: {files} files, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
