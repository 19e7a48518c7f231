#!/usr/bin/env python3
"""How well tb_preferences ranks after k events, beside popularity, item-kNN, EASE and iALS, which get the same events.

    preferences.py --library BUILD/libtinybrain.so --data DIR [--sets films sites pages] [--folds 5] [--seed 7] [--encoder DIR]
                   [--results FOLDER]

Sets:
  films   movielens_small (NON-COMMERCIAL: read here only), each user's ratings in order of time; liked = 4 and more
  sites   news_aggregator/page_sessions.csv: which stories a site publishes; the site is the person, the story the item
  pages   the same file: the second page of a session after the first, of all pages; a session is a person with two events
People are dealt into folds. For each fold of test people: methods are fitted on the others, their settings are chosen on
one more fold (NDCG@10, mean over the k >= 1), then they are fitted again with that fold too and ranked
once for the test people. tb_preferences chooses its own settings within the people it is given. All items that a person has
not had are ranked; right are all that they like after the first k. Intervals: 2,000 bootstrap samples of people.
--results: each set's figures by method and person; methods that stand there already are not run again.
Needs numpy. The library: ninja tinybrain_shared.
"""
import argparse
import collections
import csv
import ctypes
import itertools
import json
import re
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

TOP = 10
STEPS = [0, 1, 5, 20, 50]


class Library:
    """tb_* by their C interface."""

    def __init__(self, path):
        self.c = ctypes.CDLL(str(path))
        self.c.tb_error.restype = ctypes.c_char_p

    def call(self, name, *arguments):
        converted = [a.encode() if isinstance(a, str) else a for a in arguments]
        if self.c.__getattr__(name)(*converted) != 0:
            sys.exit(f"{name}: {self.c.tb_error().decode()}")

    def take(self, name, *arguments):
        text = ctypes.c_char_p()
        self.call(name, *arguments, ctypes.byref(text))
        value = json.loads(text.value.decode())
        self.c.tb_free(text)
        return value


class Preferences:
    def __init__(self, library, population=None, encoder=None, **options):
        self.library, self.handle = library, ctypes.c_void_p()
        if population:
            options["population"] = population
        library.call("tb_preferences_open", None, encoder, json.dumps(options), ctypes.byref(self.handle))

    def observe(self, event):
        self.library.call("tb_preferences_observe", self.handle, json.dumps(event), None)

    def rank(self, **request):
        return self.library.take("tb_preferences_rank", self.handle, json.dumps(request))

    def rank_text(self, request):
        return self.library.take("tb_preferences_rank", self.handle, request)

    def close(self):
        self.library.c.tb_preferences_close(self.handle)


class Data:
    """events: {person: [(item, reward, liked, signal)]} in order; items: [{"id", "tags", ...}]."""

    def __init__(self, events, items):
        self.events, self.items = events, items
        self.place = {item["id"]: i for i, item in enumerate(items)}


def film_reward(mark):
    """As tb_preferences takes a rating from 1 to 5 (see docs/preferences.md)."""
    return float(np.interp(max(1, mark), [1, 2, 3, 4, 5], [-0.5, 0, 0.4, 1, 1]))


def films(data):
    rows = collections.defaultdict(list)
    with open(data / "movielens_small/ratings.csv", encoding="utf-8") as file:
        for r in csv.DictReader(file):
            rows[r["userId"]].append((int(r["timestamp"]), int(r["movieId"]), float(r["rating"])))
    items = []
    with open(data / "movielens_small/movies.csv", encoding="utf-8") as file:
        for m in csv.DictReader(file):
            items.append({"id": m["movieId"], "text": m["title"], "tags": m["genres"].split("|")})
    events = {u: [(str(i), film_reward(m), m >= 4, {"signal": "rating", "value": max(1, m)}) for _, i, m in sorted(r)]
              for u, r in rows.items()}
    return Data(events, items)


def words_of(url):
    path = re.sub(r"^https?://[^/]*", "", url).lower()
    return [w for w in dict.fromkeys(re.findall(r"[a-z]{3,}", path)) if w not in {"html", "htm", "php", "aspx", "news", "and", "the"}]


def read_sessions(data):
    with open(data / "news_aggregator/page_sessions.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


LIKED = (1.0, True, {"signal": "like"})


def sites(data):
    rows = read_sessions(data)
    events, words, topic = collections.defaultdict(dict), collections.defaultdict(collections.Counter), {}
    for r in rows:
        events[r["hostname"]][r["story"]] = None
        words[r["story"]].update(words_of(r["url2"]))
        topic[r["story"]] = r["category"]
    items = [{"id": s, "text": " ".join(w for w, _ in words[s].most_common(12)),
              "tags": [topic[s]] + [w for w, n in words[s].most_common(8) if n > 1]} for s in topic]
    return Data({h: [(s, *LIKED) for s in stories] for h, stories in events.items() if len(stories) > 1}, items)


def pages(data):
    rows, seen, events = read_sessions(data), {}, {}
    for n, r in enumerate(rows):
        for url in (r["url1"], r["url2"]):
            seen[url] = {"id": url[:250], "creator": r["hostname"], "text": " ".join(words_of(url)), "tags": words_of(url)[:12]}
        if r["url1"][:250] != r["url2"][:250]:
            events[str(n)] = [(r["url1"][:250], *LIKED), (r["url2"][:250], *LIKED)]
    unique = {item["id"]: item for item in seen.values()}
    return Data(events, list(unique.values()))


# ---- what it is compared with: each takes people and settings, and returns scores after some events


def matrix(data, people, liked_only):
    x = np.zeros((len(people), len(data.items)), np.float32)
    for row, person in enumerate(people):
        for item, _, liked, _ in data.events[person]:
            x[row, data.place[item]] = 1 if liked or not liked_only else 0
    return x


def chosen(data, events, liked_only):
    return [data.place[i] for i, _, liked, _ in events if liked or not liked_only]


def popularity(data, people, liked_only):
    count = matrix(data, people, liked_only).sum(0)
    return lambda events: count


def item_knn(data, people, liked_only, shrink, neighbours):
    x = matrix(data, people, liked_only)
    together = x.T @ x
    norm = np.sqrt(np.diag(together))
    near = together / (np.outer(norm, norm) + shrink + 1e-9)
    np.fill_diagonal(near, 0)
    if neighbours < len(near):
        near[near < np.partition(near, -neighbours, axis=1)[:, -neighbours][:, None]] = 0
    little = x.sum(0) * 1e-6
    return lambda events: near[:, chosen(data, events, liked_only)].sum(1) + little


def ease(data, people, liked_only, penalty):  # Steck 2019, the inverse by Woodbury's identity
    x = matrix(data, people, liked_only)
    had = np.flatnonzero(x.sum(0))
    a = x[:, had].astype(np.float64)
    p = -a.T @ np.linalg.solve(penalty * np.eye(len(a)) + a @ a.T, a)
    p[np.diag_indices_from(p)] += 1
    b = -p / np.diag(p)
    np.fill_diagonal(b, 0)
    little, place = x.sum(0) * 1e-6, {i: n for n, i in enumerate(had)}

    def scores(events):
        s = little.astype(np.float64)
        s[had] += b[[place[i] for i in chosen(data, events, liked_only) if i in place]].sum(0)
        return s
    return scores


def ials(data, people, liked_only, width, unseen, penalty):  # Hu et al. 2008
    x = matrix(data, people, liked_only)
    had = np.flatnonzero(x.sum(0))
    a = x[:, had]
    random = np.random.default_rng(0)
    v = random.normal(0, 0.1, (len(had), width))

    def solve(y, rows):
        base = unseen * y.T @ y + penalty * np.eye(width)
        out = np.zeros((len(rows), width))
        for n, r in enumerate(rows):
            some = y[r]
            if len(some):
                out[n] = np.linalg.solve(base + some.T @ some, some.sum(0))
        return out
    by_person, by_item = [np.flatnonzero(r) for r in a], [np.flatnonzero(c) for c in a.T]
    for _ in range(8):
        v = solve(solve(v, by_person), by_item)
    little, place = x.sum(0) * 1e-6, {i: n for n, i in enumerate(had)}

    def scores(events):
        s = little.astype(np.float64)
        mine = [place[i] for i in chosen(data, events, liked_only) if i in place]
        s[had] += v @ solve(v, [mine])[0]
        return s
    return scores


def by_words(data, people):
    """Shared tags and creator with what was had, the rare ones counting more."""
    names = {}
    for item in data.items:
        for t in item.get("tags", []) + [item.get("creator", "")]:
            names.setdefault(t, len(names))
    m = np.zeros((len(data.items), len(names)), np.float32)
    for n, item in enumerate(data.items):
        for t in item.get("tags", []) + [item.get("creator", "")]:
            m[n, names[t]] = 1
    m *= np.log(len(m) / np.maximum(1, m.sum(0)))
    m /= np.maximum(1e-9, np.linalg.norm(m, axis=1, keepdims=True))
    little = matrix(data, people, True).sum(0) * 1e-6
    return lambda events: m @ m[chosen(data, events, True)].sum(0) + little


BASELINES = {
    "popularity": (popularity, [[False, True]]),
    "item-kNN": (item_knn, [[False, True], [0, 5, 20], [50, 10**6]]),
    "EASE": (ease, [[False, True], [10, 30, 100, 300, 1000]]),
    "iALS": (ials, [[False, True], [8, 32], [0.03, 0.1, 0.3], [0.3, 3]]),
    "shared words": (by_words, []),
}


# ---- the measure


def measured(data, scores, person, k):
    """(NDCG@10, HR@10), or None when nothing is liked after the first k."""
    events = data.events[person]
    right = {data.place[i] for i, _, liked, _ in events[k:] if liked}
    if len(events) <= k or not right:
        return None
    s = np.array(scores, np.float64)
    s[[data.place[i] for i, *_ in events[:k]]] = -np.inf
    top = np.argsort(-s, kind="stable")[:TOP]
    hit = np.array([i in right for i in top])
    gain = 1 / np.log2(np.arange(2, TOP + 2))
    return (hit * gain).sum() / gain[:min(len(right), TOP)].sum(), float(hit.any())


def judge(data, method, people, steps):
    """{k: {person: (ndcg, hit)}}"""
    out = {k: {} for k in steps}
    for person in people:
        for k in steps:
            if len(data.events[person]) > k and (m := measured(data, method(data.events[person][:k]), person, k)):
                out[k][person] = m
    return out


def summary(judged, steps):
    later = [k for k in steps if k and judged[k]]
    return np.mean([np.mean([v[0] for v in judged[k].values()]) for k in later])


class Ours:
    """tb_preferences as a method."""

    def __init__(self, library, folder, data, people, encoder=None, alone=False, tags=True):
        self.library, self.data, self.encoder, self.population = library, data, encoder, None
        keep = ("id", "tags", "creator") if tags else ("id",)
        if encoder:
            keep += ("text",)
        self.items = [{k: v for k, v in item.items() if k in keep} for item in data.items]
        self.request = json.dumps({"items": self.items})
        self.measures = None
        if not alone:
            table = Path(folder) / "table.csv"
            with table.open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                out.writerow(["user", "item", "reward", "time", "tags"])
                for person in people:
                    for n, (item, reward, _, _) in enumerate(data.events[person]):
                        out.writerow([person, item, reward, n, "|".join(self.items[data.place[item]].get("tags", []))])
            self.population = str(Path(folder) / "population.gguf")
            self.measures = library.take("tb_population_make", str(table), json.dumps({"least": 1}), self.population, None, None)

    def __call__(self, events):
        taste = Preferences(self.library, self.population, self.encoder)
        for item, _, _, signal in events:
            taste.observe({**signal, "item": self.items[self.data.place[item]]})
        scores = np.zeros(len(self.items))
        for r in taste.rank_text(self.request):
            scores[self.data.place[r["id"]]] = r["score"]
        taste.close()
        return scores


def run(library, data, name, folds, seed, encoder, kept):
    people = sorted(data.events)
    order = np.random.default_rng(seed).permutation(len(people))
    dealt = [[people[i] for i in order[f::folds]] for f in range(folds)]
    steps = [k for k in STEPS if sum(len(e) > k for e in data.events.values()) >= 20 and (name != "pages" or k == 1)]
    results = collections.defaultdict(lambda: {k: {} for k in steps})
    if kept and kept.exists():
        for method, by_step in json.loads(kept.read_text()).items():
            results[method] = {int(k): v for k, v in by_step.items()}
    done = set(results)
    for f in range(folds):
        test, dev = dealt[f], dealt[(f + 1) % folds]
        rest = [p for g in range(folds) if g not in (f, (f + 1) % folds) for p in dealt[g]]
        for method, (make, grid) in BASELINES.items():
            if method in done:
                continue
            settings = list(itertools.product(*grid))
            best = settings[0] if len(settings) == 1 else max(
                settings, key=lambda s: summary(judge(data, make(data, rest, *s), dev, steps), steps))
            judged = judge(data, make(data, rest + dev, *best), test, steps)
            for k in steps:
                results[method][k].update(judged[k])
            print(f"  fold {f} {method} {best}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            variants = {"tinybrain": {}, "- without tags": {"tags": False}, "- without a population": {"alone": True}}
            if encoder:
                variants["- with the texts' vectors"] = {"encoder": encoder}
            for method, options in variants.items():
                if method in done:
                    continue
                ours = Ours(library, folder, data, rest + dev, **options)
                judged = judge(data, ours, test, steps)
                for k in steps:
                    results[method][k].update(judged[k])
                m = ours.measures
                print(f"  fold {f} {method} {m and [m[x] for x in ('people', 'items', 'width', 'caution', 'precision', 'content')]}", flush=True)
    if kept:
        kept.write_text(json.dumps(results))
    show(name, results, steps, seed)


def interval(values, seed):
    values = np.asarray(values)
    picks = np.random.default_rng(seed).integers(0, len(values), (2000, len(values)))
    return np.percentile(values[picks].mean(1), [2.5, 97.5])


def show(name, results, steps, seed):
    print(f"\n{name}: NDCG@10 / HR@10; [95 % interval of NDCG]; then the difference of tinybrain's NDCG to it")
    for k in steps:
        ours = results["tinybrain"][k]
        print(f"after {k} events, {len(ours)} people")
        for method, by_step in results.items():
            got = by_step[k]
            ndcg, hits = [got[p][0] for p in got], [got[p][1] for p in got]
            low, high = interval(ndcg, seed)
            line = f"  {method:28s} {np.mean(ndcg):.3f} / {np.mean(hits):.3f}  [{low:.3f}, {high:.3f}]"
            if method != "tinybrain":
                apart = [ours[p][0] - got[p][0] for p in got]
                low, high = interval(apart, seed)
                line += f"  {np.mean(apart):+.3f} [{low:+.3f}, {high:+.3f}]"
            print(line)
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=["films", "sites", "pages"])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--encoder", help="a model that makes vectors of texts, e.g. brains/seed")
    args = parser.parse_args()
    library, encoder = Library(args.library.resolve()), None
    if args.encoder:
        encoder = ctypes.c_void_p()
        library.call("tb_model_open", args.encoder, None, ctypes.byref(encoder))
    for name in args.sets:
        data = {"films": films, "sites": sites, "pages": pages}[name](args.data)
        print(f"{name}: {len(data.events)} people, {len(data.items)} items, {sum(map(len, data.events.values()))} events")
        begun = time.process_time()
        run(library, data, name, args.folds, args.seed, encoder, args.results and args.results / f"{name}.json")
        print(f"{name}: {time.process_time() - begun:.0f} s of processor time")


if __name__ == "__main__":
    main()
