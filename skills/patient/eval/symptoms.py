#!/usr/bin/env python3
"""Symptom texts on symptom2disease, beside scikit-learn, and the red flags on sentences of our own.

    python3 skills/patient/eval/symptoms.py --home build/tinybrain-home --data DATA [--seeds 1,2,3] [--out report.json]

requirements: scikit-learn==1.5.2 pandas==2.2.3 numpy==1.26.4 (baselines only)

Trains on train.csv (temperature and line by five folds of it) and reports dev.csv. The licence of symptom2disease is not
verified: it is read, nothing of it is kept. Baselines: TF-IDF of words and pairs with logistic regression, and with a linear
SVM. red_flags.csv was written by the author of the rules. The rows "first" came after a first version of the rules, which was
then mended by them; the rows "second" came after that and were run once, the rules being as they are.
"""
import argparse
import csv
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402


def call(home, folder, tool, arguments):
    return call_all(home, "patient", folder, tool, [arguments])[0]


def baselines(train, dev):
    import pandas
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC
    t, d = pandas.read_csv(train), pandas.read_csv(dev)
    result = {}
    for name, model in (("TF-IDF + logistic regression", LogisticRegression(max_iter=2000, C=10)),
                        ("TF-IDF + linear SVM", LinearSVC())):
        fitted = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), model).fit(t.text, t.label)
        said = fitted.predict(d.text)
        result[name] = {"macro_f1": f1_score(d.label, said, average="macro"), "accuracy": float((said == d.label).mean())}
    return result


def red_flags(home, folder, rows):
    results = call_all(home, "patient", folder, "flags", [{"text": r["text"]} for r in rows])
    for row, result in zip(rows, results):
        row["said"] = [f["flag"] for f in result["flags"]]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    source = options.data / "symptom2disease"
    report = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in ("train", "dev"):
            shutil.copyfile(source / f"{part}.csv", Path(folder) / f"{part}.csv")
        for encoder in (True, False):
            for seed in map(int, options.seeds.split(",")):
                trained = call(options.home, folder, "train", {"table": "train.csv", "seed": seed, "encoder": encoder})
                r = call(options.home, folder, "report", {"table": "dev.csv", "seed": seed})
                name = f"{'terms + seed brain' if trained['card']['with_encoder'] else 'terms'}, seed {seed}"
                report[name] = r
                print(f"{name}: macro-F1 {100 * r['macro_f1']:.1f} [{100 * r['macro_f1_interval'][0]:.1f}, "
                      f"{100 * r['macro_f1_interval'][1]:.1f}]  accuracy {100 * r['accuracy']:.1f}  "
                      f"ECE {r['calibration_error']:.3f}  ({r['texts']} texts)")
                print("   answered -> accuracy: " + "  ".join(
                    f"{100 * c['answered']:.0f} % -> {100 * c.get('accuracy', 0):.1f}" for c in r["abstention"]), "(last: own line)")
        rows = list(csv.DictReader(open(Path(__file__).with_name("red_flags.csv"), encoding="utf-8")))
        for part in ("first", "second"):
            some = red_flags(options.home, folder, [r for r in rows if r["part"] == part])
            urgent, calm = [r for r in some if r["flag"]], [r for r in some if not r["flag"]]
            hits = sum(r["flag"] in r["said"] for r in urgent)
            false = sum(bool(r["said"]) for r in calm)
            report[f"red flags {part}"] = {"urgent": len(urgent), "found": hits, "calm": len(calm), "false": false}
            print(f"red flags, {part}: found {hits} of {len(urgent)}; rang for {false} of {len(calm)} that are not urgent")
            for r in some if part == "first" else []:
                if (r["flag"] and r["flag"] not in r["said"]) or (not r["flag"] and r["said"]):
                    print(f"   {r['flag'] or 'calm'}: {r['text']} -> {r['said']}")
    if not options.no_baselines:
        report["baselines"] = baselines(source / "train.csv", source / "dev.csv")
        for name, b in report["baselines"].items():
            print(f"{name}: macro-F1 {100 * b['macro_f1']:.1f}  accuracy {100 * b['accuracy']:.1f}")
    if options.out:
        options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
