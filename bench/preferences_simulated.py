#!/usr/bin/env python3
"""What can only be simulated of tb_preferences: regret of exploring, the use of a mood; and what a call costs.

    preferences_simulated.py --library BUILD/libtinybrain.so --data DIR [--parts regret mood speed] [--svg FILE]

regret  movielens_small (NON-COMMERCIAL: read here only): no log of random choices is to be had, so no replay after Li et al.
        2011; instead a person's own ratings answer. Each round offers 10 films that they rated, drawn at random; the policy
        shows one, which is liked when it was rated 4 or more, and then not offered again. Regret: rounds in which one of the
        ten was liked but not the one shown. The population is made of other people (5 folds).
mood    no data has both a mood and a choice. Texts with a known emotion are those of goemotions/dev.csv, in English and
        Korean; the choices are a simulated person's, who likes some of 8 genres, and others in other moods (strength s: 0 =
        the mood does not matter). The model is told nothing, what the seed brain makes of the text, or the truth.
speed   processor time of a call, in a loop.
Needs numpy.
"""
import argparse
import collections
import csv
import ctypes
import json
import tempfile
import time
from pathlib import Path

import numpy as np
from preferences import Library, Ours, Preferences, film_reward, films

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, OFFERED = 100, 10
# GoEmotions' own grouping of its 27 emotions (Demszky et al. 2020, after Ekman).
MOODS = {"anger": "anger annoyance disapproval", "disgust": "disgust", "fear": "fear nervousness",
         "joy": "joy amusement approval excitement gratitude love optimism relief pride admiration desire caring",
         "sadness": "sadness disappointment embarrassment grief remorse", "surprise": "surprise realization confusion curiosity",
         "neutral": "neutral"}
MOOD_OF = {emotion: mood for mood, emotions in MOODS.items() for emotion in emotions.split()}
GENRES = ["jazz", "rock", "folk", "techno", "classical", "hiphop", "ballad", "metal"]


def regret(library, data, folds=5, seed=7):
    films_ = films(data)
    people = sorted(films_.events)
    order = np.random.default_rng(seed).permutation(len(people))
    dealt = [[people[i] for i in order[f::folds]] for f in range(folds)]
    policies = {"random": None, "popularity": None, "tinybrain, explore 0": 0.0, "tinybrain, explore 0.3": 0.3,
                "tinybrain, explore 1": 1.0, "explore 0, no population": 0.0, "explore 1, no population": 1.0}
    curves = {name: [] for name in policies}
    for f in range(folds):
        rest = [p for g in range(folds) if g != f for p in dealt[g]]
        with tempfile.TemporaryDirectory() as folder:
            ours = Ours(library, folder, films_, rest)
            count = collections.Counter(i for p in rest for i, _, liked, _ in films_.events[p] if liked)
            for person in dealt[f]:
                rated = {i: (liked, signal) for i, _, liked, signal in films_.events[person]}
                if len(rated) < ROUNDS + OFFERED:
                    continue
                for name, explore in policies.items():
                    random = np.random.default_rng(int(person))
                    taste = None
                    if explore is not None:
                        taste = Preferences(library, None if "no pop" in name else ours.population, None, seed=int(person))
                    left, lost = sorted(rated), []
                    for _ in range(ROUNDS):
                        offer = [left[i] for i in random.choice(len(left), OFFERED, replace=False)]
                        if name == "random":
                            shown = offer[0]
                        elif name == "popularity":
                            shown = max(offer, key=lambda i: count[i])
                        else:
                            shown = taste.rank(items=[ours.items[films_.place[i]] for i in offer], explore=explore, most=1)[0]["id"]
                            taste.observe({**rated[shown][1], "item": ours.items[films_.place[shown]]})
                        lost.append(float(any(rated[i][0] for i in offer) and not rated[shown][0]))
                        left.remove(shown)
                    if taste:
                        taste.close()
                    curves[name].append(np.cumsum(lost))
    print(f"regret after {ROUNDS} rounds, {len(curves['random'])} people (mean, 95 % interval); in the last 50 rounds")
    for name, each in curves.items():
        ends, late = np.array([c[-1] for c in each]), np.array([c[-1] - c[-51] for c in each])
        picks = np.random.default_rng(seed).integers(0, len(ends), (2000, len(ends)))
        low, high = np.percentile(ends[picks].mean(1), [2.5, 97.5])
        print(f"  {name:28s} {ends.mean():5.1f} [{low:.1f}, {high:.1f}]   {late.mean():5.1f}")
    return {name: np.mean(each, axis=0) for name, each in curves.items()}


def plot(curves, path):
    width, height, left, top = 640, 330, 50, 20
    colours = ["#999999", "#b36b00", "#0b62a4", "#2a9d8f", "#c1121f", "#7aa6cc", "#e09aa0"]
    most = max(c[-1] for c in curves.values())
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/>']

    def x(t):
        return left + t / ROUNDS * 380

    def y(v):
        return height - 40 - v / most * (height - 40 - top)
    for v in range(0, int(most) + 1, 10):
        out.append(f'<path d="M{left} {y(v):.0f}H{x(ROUNDS):.0f}" stroke="#ddd"/><text x="{left - 8}" y="{y(v) + 4:.0f}" text-anchor="end">{v}</text>')
    for t in range(0, ROUNDS + 1, 20):
        out.append(f'<text x="{x(t):.0f}" y="{height - 22}" text-anchor="middle">{t}</text>')
    out.append(f'<text x="{x(50):.0f}" y="{height - 6}" text-anchor="middle">rounds</text><text x="{left}" y="13">regret: a film was shown that is not liked, though one that is was offered</text>')
    for n, (name, curve) in enumerate(curves.items()):
        points = " ".join(f"{x(t + 1):.1f},{y(v):.1f}" for t, v in enumerate(curve))
        out.append(f'<polyline points="{points}" fill="none" stroke="{colours[n]}" stroke-width="2"/>')
        out.append(f'<rect x="450" y="{40 + 22 * n}" width="14" height="4" fill="{colours[n]}"/><text x="470" y="{46 + 22 * n}">{name}</text>')
    path.write_text("\n".join(out) + "\n</svg>\n", encoding="utf-8")


def told_moods(library, data):
    """[(true mood, chances that the seed gives the English text, the Korean)] for texts with one mood."""
    model = ctypes.c_void_p()
    library.call("tb_model_open", str(ROOT / "brains/seed"), None, ctypes.byref(model))
    out = []
    with (data / "goemotions/dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            moods = {MOOD_OF[e] for e in row["labels"].split("|")}
            if len(moods) != 1:
                continue
            said = []
            for text in (row["text_en"], row["text_ko"]):
                heads = library.take("tb_understand", model, text)["heads"]
                said.append(next(h["probabilities"] for h in heads if h["name"] == "emotion"))
            out.append((moods.pop(), *said))
    return out


def likeliest(chances):
    return max(chances, key=chances.get)


TOLD = ["nothing", "en, likeliest", "en, chances", "ko, likeliest", "ko, chances", "truth"]


def mood(library, data, persons=40, events=200):
    texts = told_moods(library, data)
    print(f"mood: {len(texts)} texts of one mood; the seed is right on "
          f"{np.mean([t == likeliest(e) for t, e, _ in texts]):.1%} of the English and {np.mean([t == likeliest(k) for t, _, k in texts]):.1%} of the Korean; "
          f"the commonest mood is {max(np.mean([t == m for t, *_ in texts]) for m in MOODS):.1%}")
    items = [{"id": g, "tags": [g]} for g in GENRES]
    print("share of liked among the shown, events 100 to 200 (explore 0.3); standard error in brackets; best possible last")
    for strength in (0.0, 0.5, 1.0):
        liked = collections.defaultdict(list)
        for person in range(persons):
            random = np.random.default_rng(person)
            base, by_mood = random.normal(0, 1, 8), {m: random.normal(0, 1, 8) for m in MOODS}
            moments = random.integers(0, len(texts), events)
            luck = random.uniform(size=(events, 8))
            for told in (*TOLD, "(best)"):
                taste, got = Preferences(library, seed=person), []
                for n, moment in enumerate(moments):
                    truth, en, ko = texts[moment]
                    chance = 1 / (1 + np.exp(-2 * ((1 - strength) * base + strength * by_mood[truth])))
                    context = {"mood": {"en, likeliest": likeliest(en), "ko, likeliest": likeliest(ko), "en, chances": en,
                                        "ko, chances": ko, "truth": truth}.get(told, "")} if told != "(best)" else None
                    if context is None:
                        got.append(chance.max())
                        continue
                    shown = GENRES.index(taste.rank(items=items, context=context, explore=0.3, most=1)[0]["id"])
                    taste.observe({"signal": "like" if luck[n, shown] < chance[shown] else "dislike", "item": items[shown], "context": context})
                    got.append(chance[shown])
                taste.close()
                liked[told].append(np.mean(got[100:]))
        print(f"  strength {strength}: " + "; ".join(f"{t} {np.mean(v):.3f} ({np.std(v) / len(v) ** 0.5:.3f})" for t, v in liked.items()))
        for told in TOLD[1:]:
            apart = np.array(liked[told]) - np.array(liked["nothing"])
            print(f"    {told} - nothing: {apart.mean():+.3f} ({apart.std() / len(apart) ** 0.5:.3f})")


def speed(library, data):
    with tempfile.TemporaryDirectory() as folder:
        films_ = films(data)
        ours = Ours(library, folder, films_, sorted(films_.events))
        events = [{"signal": "rating", "value": 4, "item": i, "context": {"hour": n % 24, "mood": "joy"}}
                  for n, i in enumerate(ours.items[:2000])]
        vault = ctypes.c_void_p()
        library.call("tb_vault_open", f"{folder}/v.tbv", json.dumps({"key_file": f"{folder}/k"}), ctypes.byref(vault))
        for purpose in ("behaviour", "mood"):
            library.call("tb_consent_set", vault, json.dumps({"purpose": purpose, "state": "granted"}), None)
        for name, where in (("nothing kept", None), ("with a vault", vault)):
            taste = ctypes.c_void_p()
            library.call("tb_preferences_open", where, None, json.dumps({"population": ours.population}), ctypes.byref(taste))
            texts = [json.dumps(e).encode() for e in events]
            for part in (texts[:1000], texts[1000:]):
                begun, wall = time.process_time(), time.monotonic()
                for t in part:
                    library.c.tb_preferences_observe(taste, t, None)
                print(f"  observe, {name}: {(time.process_time() - begun) / len(part) * 1e3:.2f} ms of processor time, {(time.monotonic() - wall) / len(part) * 1e3:.2f} ms in all")
            request = json.dumps({"items": ours.items[:100], "explore": 0.3})
            begun = time.process_time()
            for _ in range(50):
                library.take("tb_preferences_rank", taste, request)
            print(f"  rank 100 items, {name}: {(time.process_time() - begun) / 50 * 1e3:.2f} ms;", library.take("tb_preferences_info", taste))
            library.c.tb_preferences_close(taste)
        begun = time.process_time()
        library.call("tb_preferences_open", vault, None, json.dumps({"population": ours.population}), ctypes.byref(taste))
        library.take("tb_preferences_info", taste)
        print(f"  opening, 2000 events learnt again: {(time.process_time() - begun) * 1e3:.0f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parts", nargs="+", default=["regret", "mood", "speed"])
    parser.add_argument("--svg", type=Path)
    args = parser.parse_args()
    library = Library(args.library.resolve())
    for part in args.parts:
        if part == "regret":
            curves = regret(library, args.data)
            if args.svg:
                plot(curves, args.svg)
        else:
            {"mood": mood, "speed": speed}[part](library, args.data)


if __name__ == "__main__":
    main()
