#!/usr/bin/env python3
"""The shop beside popularity, co-occurrence and item-kNN; its outfit rules; its price advice and intervals.

    measure.py --home BUILD/tinybrain-home --data DIR [--parts baskets outfits prices]

baskets  online_retail: learnt from 1 to 3 December 2010, asked for the baskets of 5 to 7 December, each without one item
         (three seeds: which one). HR@10: the item is among ten. Settings were chosen on the first three days only.
outfits  fashion_catalogue: rules from train; pairs of one collection (brand, gender, block of 1,000 numbers) of which one is in
         dev, against the same pair with one product replaced by a random one of the same gender and part of the
         outfit, of another brand (three seeds). AUC. Brand and number are not shown to the rules.
prices   price_history_bigmac: each country and date of 2013 to 2022 as if it were today (as_of); four prices to wait for. In local
         money and in dollars. Settings were chosen on what lies before 2013.
Intervals: 95 %, 2,000 bootstrap samples of baskets, products or countries. requirements: numpy==2.*
"""
import argparse
import collections
import csv
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

SKILL = Path(__file__).resolve().parents[1]


def call(home, data, tool, requests):
    return call_all(home, SKILL, data, tool, requests)


def interval(values, groups=None):
    """Mean and its 95 % interval; groups: which values belong together."""
    values = np.asarray(values, float)
    groups = np.arange(len(values)) if groups is None else np.unique(groups, return_inverse=True)[1]
    sums, counts = np.bincount(groups, values), np.bincount(groups)
    rng = np.random.default_rng(0)
    picks = rng.integers(len(sums), size=(2000, len(sums)))
    means = sums[picks].sum(1) / counts[picks].sum(1)
    return f"{values.mean():.3f} [{np.quantile(means, .025):.3f}, {np.quantile(means, .975):.3f}]"


def read(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows, columns):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def baskets(home, data):
    rows = [r for r in read(data / "online_retail/transactions.csv") if int(r["Quantity"]) > 0]
    early = [r for r in rows if r["InvoiceDate"] < "2010-12-04"]
    late = collections.defaultdict(set)
    for r in rows:
        if r["InvoiceDate"] >= "2010-12-04":
            late[r["InvoiceNo"]].add(r["StockCode"])
    learnt = collections.defaultdict(set)
    for r in early:
        learnt[r["InvoiceNo"]].add(r["StockCode"])
    items = sorted(set().union(*learnt.values()))
    place = {item: i for i, item in enumerate(items)}
    x = np.zeros((len(learnt), len(items)))
    for n, basket in enumerate(learnt.values()):
        x[n, [place[i] for i in basket]] = 1
    popular, together = x.sum(0), x.T @ x

    def best(scores, had):
        scores = scores.astype(float)
        scores[had] = -np.inf
        return [items[i] for i in np.argsort(-scores, kind="stable")[:10]]

    hits = collections.defaultdict(list)
    which, by_seed, unseen = [], collections.defaultdict(list), 0
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "transactions.csv", early, list(early[0]))
        for seed in range(3):
            rng, cases = np.random.default_rng(seed), []
            for invoice in sorted(late):
                basket = sorted(late[invoice])
                if len(basket) > 1:
                    hidden = basket[rng.integers(len(basket))]
                    cases.append((invoice, hidden, [i for i in basket if i != hidden]))
            answers = call(home, folder, "suggest", [{"basket": b, "most": 10, "skip_unknown": True} for _, _, b in cases])
            for (invoice, hidden, basket), answer in zip(cases, answers):
                had = [place[i] for i in basket if i in place]
                lists = {"popularity": best(popular, had),
                         "co-occurrence": best(together[had].sum(0) if had else popular, had),
                         "item-kNN (cosine)": best((together[had] / np.sqrt(popular[had][:, None] * popular + 10)).sum(0) if had else popular, had),
                         "shop": [s["item"] for s in answer["suggestions"]]}
                which.append(invoice)
                unseen += hidden not in place
                for method, ten in lists.items():
                    hits[method].append(hidden in ten)
            for method, all_hits in hits.items():
                by_seed[method].append(np.mean(all_hits[-len(cases):]))
    print(f"baskets: {len(learnt)} learnt from, {len(which) // 3} asked for; {unseen / len(which):.0%} of the hidden items were never sold before")
    for method, values in hits.items():
        print(f"  {method:20} HR@10 {interval(values, which)}  seeds {', '.join(f'{v:.3f}' for v in by_seed[method])}")
    difference = np.array(hits["shop"], float) - np.array(hits["co-occurrence"], float)
    print(f"  shop less co-occurrence {interval(difference, which)}")


SLOTS = {"Topwear": "top", "Bottomwear": "bottom", "Dress": "dress", "Saree": "dress", "Shoes": "shoes", "Sandal": "shoes",
         "Flip Flops": "shoes", "Bags": "bag", "Watches": "watch", "Belts": "belt", "Eyewear": "eyes", "Jewellery": "jewellery",
         "Headwear": "head", "Ties": "tie", "Scarves": "scarf", "Stoles": "scarf"}


def auc(right, wrong):
    both = np.concatenate([right, wrong])
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):  # ties share their ranks
        same = both == value
        ranks[same] = ranks[same].mean()
    return (ranks[:len(right)].sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong))


def outfits(home, data):
    def prepared(name):
        rows = [dict(r, slot=SLOTS.get(r["subCategory"])) for r in read(data / f"fashion_catalogue/{name}.csv")]
        rows = [r for r in rows if r["slot"] and r["productDisplayName"]]
        for r in rows:
            r["brand"] = r["productDisplayName"].split()[0].lower()
            r["collection"] = f"{r['brand']}/{r['gender']}/{int(r['id']) // 1000}"
        return rows

    def pairs(rows, need):
        groups = collections.defaultdict(list)
        for r in rows:
            groups[r["collection"]].append(r)
        return [(a, b) for g in groups.values() for i, a in enumerate(g) for b in g[i + 1:]
                if a["slot"] != b["slot"] and (need is None or a["id"] in need or b["id"] in need)]

    train, dev = prepared("train"), prepared("dev")
    new = {r["id"] for r in dev}
    right = pairs(train + dev, new)
    pool = collections.defaultdict(list)
    for r in train + dev:
        pool[r["gender"], r["slot"]].append(r)
    learnt = pairs(train, None)
    types = collections.Counter(r["articleType"] for r in train)
    seen = collections.Counter(tuple(sorted((a["articleType"], b["articleType"]))) for a, b in learnt)
    result = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        # The rules learn from collections; dev products stand in the catalogue without one.
        rows = train + [dict(r, collection="alone/" + r["id"]) for r in dev]
        write(Path(folder) / "catalogue.csv", rows, ["id", "productDisplayName", "gender", "articleType", "subCategory", "baseColour",
                                                     "season", "usage", "collection"])
        for seed in range(3):
            rng, wrong = np.random.default_rng(seed), []
            for a, b in right:
                if rng.random() < .5:
                    a, b = b, a
                others = [r for r in pool[b["gender"], b["slot"]] if r["brand"] != b["brand"]]
                wrong.append((a, others[rng.integers(len(others))]))
            answers = call(home, folder, "match", [{"item": a["id"], "other": b["id"]} for a, b in right + wrong])
            scores = {"popularity of the types": [types[a["articleType"]] + types[b["articleType"]] for a, b in right + wrong],
                      "co-occurrence of the types": [seen[tuple(sorted((a["articleType"], b["articleType"])))] for a, b in right + wrong],
                      "shop": [r["score"] for r in answers],
                      "  types alone": [r["type"] for r in answers], "  use alone": [r["usage"] for r in answers],
                      "  season alone": [r["season"] for r in answers], "  colours alone": [r["colour"] for r in answers]}
            for method, values in scores.items():
                values = np.array(values, float)
                result[method].append(auc(values[:len(right)], values[len(right):]))
    print(f"outfits: {len(learnt)} pairs learnt from, {len(right)} asked for, as many wrong ones")
    for method, values in result.items():
        print(f"  {method:28} AUC {np.mean(values):.3f}  seeds {', '.join(f'{v:.3f}' for v in values)}")


def prices(home, data):
    rows = [r for r in read(data / "price_history_bigmac/prices.csv") if float(r["local_price"] or 0) > 0]
    for money in ("local", "dollars"):
        series = collections.defaultdict(list)
        for r in rows:
            price = float(r["local_price"]) / (float(r["dollar_ex"]) if money == "dollars" else 1)
            series[r["iso_a3"]].append({"item": r["iso_a3"], "date": r["date"], "price": price})
        series = {k: sorted(v, key=lambda r: r["date"]) for k, v in series.items() if len(v) >= 10}
        steps, cases = 4, []
        for item, prices_of in sorted(series.items()):
            for t in range(4, len(prices_of)):
                if prices_of[t]["date"] >= "2013":
                    cases.append((item, t))
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "prices.csv", [r for s in series.values() for r in s], ["item", "date", "price"])
            # within_days: exactly `steps` prices ahead, whatever the gap.
            answers = {}
            for level in (0.8, 0.95):
                requests = [{"item": i, "as_of": series[i][t]["date"], "level": level} for i, t in cases]
                answers[level] = dict(zip(cases, call(home, folder, "price_watch", requests)))
        print(f"prices in {money}: {len(series)} countries, {len(cases)} days as today")
        for level, by_case in answers.items():
            inside, errors, same, width, who = [[] for _ in range(steps)], [], [], [[] for _ in range(steps)], [[] for _ in range(steps)]
            for (item, t), answer in by_case.items():
                for h, step in enumerate(answer["forecast"]):
                    if t + h + 1 >= len(series[item]) or "low" not in step:
                        continue
                    true = series[item][t + h + 1]["price"]
                    inside[h].append(step["low"] <= true <= step["high"])
                    width[h].append(np.log(step["high"] / step["low"]))
                    who[h].append(item)
                    errors.append(abs(np.log(true / step["price"])))
                    same.append(abs(np.log(true / answer["price"])))
            print(f"  {level:.0%} intervals hold, 1 to 4 prices ahead: " + "; ".join(interval(i, w) for i, w in zip(inside, who)))
            print(f"    mean width in logs {', '.join(f'{np.mean(w):.2f}' for w in width)}; mean |log error| {np.mean(errors):.4f}, 'as it is now' {np.mean(same):.4f}")
        saved = collections.defaultdict(list)
        who = []
        for item, t in cases:
            if t + steps >= len(series[item]):
                continue
            window = [series[item][t + k]["price"] for k in range(steps + 1)]
            # Asked again at each price, with fewer left to wait for: buys when not told to wait for one of those.
            def bought(key, answers=answers[0.8], item=item, t=t):
                for k in range(steps):
                    a = answers[item, t + k]
                    fall = max(1 - s["price"] / a["price"] for s in a["forecast"][:steps - k])
                    if fall <= 0.02 or (key == "advice" and a["advice"]["do"] != "wait"):
                        return k
                return steps
            random = np.mean(window)
            who.append(item)
            saved["advice"].append(1 - window[bought("advice")] / random)
            saved["whenever the forecast falls"].append(1 - window[bought("forecast")] / random)
            saved["at once"].append(1 - window[0] / random)
            saved["last moment"].append(1 - window[-1] / random)
            saved["best in hindsight"].append(1 - min(window) / random)
        waits = np.mean([answers[0.8][c]["advice"]["do"] == "wait" for c in cases])
        print(f"  saved beside a random moment, {len(who)} cases; told to wait in {waits:.1%}")
        for method, values in saved.items():
            print(f"    {method:28} {interval(values, who)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--parts", nargs="*", default=["baskets", "outfits", "prices"])
    options = parser.parse_args()
    for part in options.parts:
        {"baskets": baskets, "outfits": outfits, "prices": prices}[part](options.home, options.data)
