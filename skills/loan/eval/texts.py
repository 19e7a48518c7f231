#!/usr/bin/env python3
"""What a column of free text adds to a screening, on fashion_catalogue: no table of loans with texts is at hand.

    python3 skills/loan/eval/texts.py --home build/tinybrain-home --data DATA [--seeds 1,2,3] [--no-baselines]

requirements: scikit-learn==1.5.2 pandas==2.2.3 numpy==1.26.4 (baselines only)

Sports or casual wear, from the product's name and its other columns; those that give the answer away (subCategory, articleType)
are left out. Learnt from train.csv, reported on dev.csv, by the plain model. Intervals: 95 %, by resampling dev rows. Baseline:
logistic regression on the columns (one-hot, scaled) and TF-IDF of the name's words and pairs, as scikit-learn has them by default.
"""
import argparse
import csv
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

OUT = ["id", "articleType", "subCategory"]
VARIANTS = {
    "columns, the name as a category": {"text_columns": [], "leave_out": OUT},
    "columns without the name": {"leave_out": [*OUT, "productDisplayName"]},
    "columns and the name as text": {"leave_out": OUT},
    "the name as text alone": {"leave_out": [*OUT, "gender", "masterCategory", "baseColour", "season", "year"]},
}


def put(source, to):
    with open(source, encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["usage"] in ("Sports", "Casual")]
    with open(to, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def baseline(folder):
    import pandas
    from sklearn.compose import make_column_transformer
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    train, dev = [pandas.read_csv(Path(folder) / f"{part}.csv", keep_default_na=False) for part in ("train", "dev")]
    columns = make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["gender", "masterCategory", "baseColour", "season"]),
                                      (StandardScaler(), ["year"]), (TfidfVectorizer(ngram_range=(1, 2)), "productDisplayName"))
    model = make_pipeline(columns, LogisticRegression(max_iter=5000)).fit(train, train.usage == "Sports")
    return roc_auc_score(dev.usage == "Sports", model.predict_proba(dev)[:, 1]), (model.predict(dev) == (dev.usage == "Sports")).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--no-baselines", action="store_true")
    o = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        n = [put(o.data / "fashion_catalogue" / f"{part}.csv", Path(folder) / f"{part}.csv") for part in ("train", "dev")]
        print(f"{n[0]} rows of train, {n[1]} of dev")
        if not o.no_baselines:
            print("scikit-learn, columns and TF-IDF of the name: dev AUC {:.3f}, accuracy {:.3f}".format(*baseline(folder)))
        for seed in map(int, o.seeds.split(",")):
            for name, more in VARIANTS.items():
                asked = {"table": "train.csv", "target": "usage", "good": "Sports", "seed": seed, "model": "linear", **more}
                card = call_all(o.home, "loan", folder, "train", [asked])[0]["card"]
                v = call_all(o.home, "loan", folder, "report", [{"table": "dev.csv", "seed": seed}])[0]["variants"][0]
                low, high = v["auc"]["interval"]
                print(f"seed {seed}, {name}: out of fold {card['tried'][0]['auc']:.3f}, dev AUC {v['auc']['value']:.3f} [{low:.3f}, {high:.3f}], "
                      f"accuracy {v['accuracy']['value']:.3f}, ECE {v['calibration_error']:.3f}", flush=True)


if __name__ == "__main__":
    main()
