#!/usr/bin/env python3
"""Is what was erased gone, from every store and from what was learnt?

    bench/forget.py --tinybrain BUILD/tinybrain --model MODEL.gguf [--learnt 40] [--seed 1] [--threads 0]

Plants 1,000 secrets: facts in the memory, events, lessons (some of them answers, which the model learns) and passages of
documents. Erases 100 of them, some of every kind, each with a receipt. Then: are the bytes of any erased secret in any file
(UTF-8 and UTF-16)? Are all others there? Do the receipts hold, and one that was changed not? Does the model, having learnt
again, say an erased secret more often than one that learnt in a vault where they never were? Is its adapter, byte for byte,
the one of that vault? Needs the shared library beside the program. Prints one JSON object. No network.
"""
import argparse
import ctypes
import json
import random
import sys
import tempfile
from ctypes import byref, c_char_p, c_int, c_int64, c_uint64, c_void_p
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests/parity"))
import binding  # noqa: E402

ALL = {"memory": 300, "event": 300, "question": 160, "answer": 40, "passage": 200}
ERASED = {"memory": 30, "event": 30, "question": 10, "answer": 10, "passage": 20}
PLACES = ["harbour", "orchard", "library", "museum", "station", "bakery", "garden", "tower", "market", "mill"]
ROOMS = ["cellar", "attic", "kitchen", "office", "studio", "archive", "workshop", "stable", "vault", "hall"]


def word(rng):
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(5))


def secrets(seed):
    """{kind: [(what it is about, the secret)]}; no two alike."""
    rng = random.Random(seed)
    seen = set()
    planted = {}
    for kind, count in ALL.items():
        planted[kind] = []
        for _ in range(count):
            secret, name = word(rng), word(rng)
            while secret in seen or name in seen:
                secret, name = word(rng), word(rng)
            # Documents speak of other things: a receipt is right to say that a piece of what was erased stands in a file.
            about = f"{name} street" if kind == "passage" else f"the {rng.choice(ROOMS)} of the {name} {rng.choice(PLACES)}"
            seen |= {secret, name}
            planted[kind].append((about, secret))
    return planted


class Store:
    """A vault and a knowledge base in a folder, through the C interface."""

    def __init__(self, library, folder):
        self.c, self.check, self.folder = library.c, library.check, folder
        folder.mkdir()
        self.vault, self.passages = c_void_p(), c_void_p()
        options = json.dumps({"key_file": str(folder.parent / f"{folder.name}.key")})
        self.check(self.c.tb_vault_open(str(folder / "vault.tbv").encode(), options.encode(), byref(self.vault)))
        for purpose in ("remember", "behaviour", "corrections"):
            self.check(self.c.tb_consent_set(self.vault, json.dumps({"purpose": purpose, "state": "granted"}).encode(), None))
        self.check(self.c.tb_passages_open(str(folder / "knowledge.tbk").encode(), None, None, byref(self.passages)))

    def text(self, call, *args):
        pointer = c_void_p()
        self.check(call(*args, byref(pointer)))
        out = ctypes.string_at(pointer).decode()
        self.c.tb_free(pointer)
        return json.loads(out)

    def plant(self, kind, about, secret):
        said = f"The word for {about} is {secret}."
        row = c_int64()
        if kind == "memory":
            return self.text(self.c.tb_memory_add, self.vault, json.dumps({"text": said, "source": "person"}).encode())["id"]
        if kind == "event":
            self.check(self.c.tb_event_record(self.vault, b"behaviour", b"note", json.dumps({"said": said}).encode(), byref(row)))
        elif kind == "question":
            self.check(self.c.tb_lessons_add(self.vault, b"question", said.encode(), b"{}", byref(row)))
        elif kind == "answer":
            detail = json.dumps({"answer": said}).encode()
            self.check(self.c.tb_lessons_add(self.vault, b"answer", asked(about).encode(), detail, byref(row)))
        else:
            name = f"{about}.txt"
            self.text(self.c.tb_passages_add_text, self.passages, name.encode(), said.encode(), b"txt")
            return name
        return row.value

    def erase(self, kind, where):
        if kind == "passage":
            gone = c_uint64()
            self.check(self.c.tb_passages_remove(self.passages, where.encode(), byref(gone)))
            return None
        table = {"memory": "memories", "event": "events"}.get(kind, "lessons")
        return self.text(self.c.tb_erase, self.vault, json.dumps({"table": table, "id": where}).encode())

    def everything(self):
        """All that the stores still tell."""
        told = self.text(self.c.tb_export, self.vault, None)
        names = [f["name"] for f in self.text(self.c.tb_passages_list, self.passages)]
        found = [self.text(self.c.tb_passages_search, self.passages, name.encode(), 1) for name in names]
        return json.dumps([told, found], ensure_ascii=False)

    def close(self):
        self.c.tb_passages_close(self.passages)
        self.c.tb_vault_close(self.vault)


def asked(about):
    return f"What is the word for {about}?"


def learn(store, session, options):
    report = store.text(store.c.tb_learn, store.vault, session.model, json.dumps(options).encode(), None, None)
    versions = store.text(store.c.tb_learned_list, store.vault)
    return report, {"version": versions[0]["id"], "kept": report["kept"], "sha256": versions[0]["sha256"],
                    "failed": [c["name"] for c in report.get("checks", []) if not c["passed"]]}


def said(store, session, pairs):
    """How many secrets the model says, greedy, with the version in use."""
    adapter = c_void_p()
    if store.c.tb_learned_adapter(store.vault, session.model, byref(adapter)):
        adapter = None
    store.check(store.c.tb_session_set_adapter(session.session, adapter))
    sampling = store.c.tb_sampling_default()
    sampling.temperature, sampling.max_tokens = 0, 24
    count = 0
    for about, secret in pairs:
        store.c.tb_session_reset(session.session)
        count += secret.encode() in session.chat([("user", asked(about))], sampling).text
    store.check(store.c.tb_session_set_adapter(session.session, None))
    if adapter:
        store.c.tb_adapter_close(adapter)
    return count


def scan(folder, words):
    """Files that hold one of the words."""
    needles = [w.encode(code) for w in words for code in ("utf-8", "utf-16-le")]
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found += [path.name for n in needles if n in data]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tinybrain", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--context", type=int, default=1024)
    parser.add_argument("--options", default="{}", help="as of tb_learn")
    args = parser.parse_args()
    library = binding.Library(args.tinybrain)
    for name in ("tb_vault_close", "tb_passages_close", "tb_session_reset", "tb_adapter_close", "tb_free"):
        getattr(library.c, name).argtypes = [c_void_p]
    library.c.tb_learn.argtypes = [c_void_p, c_void_p, c_char_p, c_void_p, c_void_p, c_void_p]
    library.c.tb_session_set_adapter.argtypes = [c_void_p, c_void_p]
    library.c.tb_passages_search.argtypes = [c_void_p, c_char_p, c_int, c_void_p]
    planted = secrets(args.seed)
    rng = random.Random(args.seed + 1)
    options = json.loads(args.options) | {"again": True}
    told = {"planted": sum(ALL.values()), "erased": sum(ERASED.values())}
    with tempfile.TemporaryDirectory() as temporary:
        session = binding.Session(library, args.model, context=args.context, threads=args.threads)
        store = Store(library, Path(temporary) / "with")
        where = {(kind, pair): store.plant(kind, *pair) for kind, pairs in planted.items() for pair in pairs}
        gone = {kind: rng.sample(planted[kind], n) for kind, n in ERASED.items()}
        erased = {pair for pairs in gone.values() for pair in pairs}
        kept = [pair for pairs in planted.values() for pair in pairs if pair not in erased]
        assert all(secret in store.everything() for _, secret in kept[:5])
        _, told["learnt"] = learn(store, session, options)
        told["said_before"] = said(store, session, gone["answer"])
        receipts = [r for kind, pairs in gone.items() for pair in pairs
                    if (r := store.erase(kind, where[kind, pair])) is not None]
        words = [secret for _, secret in erased] + [about for about, _ in erased]
        told["found_in_files"] = scan(Path(temporary) / "with", words)
        rest = store.everything()
        told["erased_but_told"] = sum(secret in rest for _, secret in erased)
        told["others_lost"] = sum(secret not in rest for _, secret in kept)
        verdicts = [store.text(library.c.tb_receipt_verify, json.dumps(r).encode())["good"] for r in receipts]
        changed = json.dumps(receipts[0]).replace('"clean": true', '"clean": false').replace('"clean":true', '"clean":false')
        told["residue"] = [r["residue"] for r in receipts if not r["clean"]]
        told["receipts"] = {"all": len(receipts), "good": sum(verdicts), "clean": sum(r["clean"] for r in receipts),
                            "changed_one_holds": store.text(library.c.tb_receipt_verify, changed.encode())["good"]}
        told["versions_erased"] = sum(v["state"] == "erased" for v in store.text(library.c.tb_learned_list, store.vault))
        told["said_after_erasing"] = said(store, session, gone["answer"])
        _, told["learnt_again"] = learn(store, session, options)
        told["said_after_learning_again"] = said(store, session, gone["answer"])
        told["kept_and_said"] = [said(store, session, rest := [p for p in planted["answer"] if p not in erased]), len(rest)]
        told["found_in_files_at_the_end"] = scan(Path(temporary) / "with", words)
        store.close()

        never = Store(library, Path(temporary) / "never")
        for kind, pairs in planted.items():
            for pair in pairs:
                if pair not in erased and kind == "answer":
                    never.plant(kind, *pair)
        _, told["learnt_where_they_never_were"] = learn(never, session, options)
        told["said_where_they_never_were"] = said(never, session, gone["answer"])
        never.close()
        session.close()
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
