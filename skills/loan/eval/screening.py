#!/usr/bin/env python3
"""Loan screening on german_credit and adult_census, beside scikit-learn on the same columns.

    python3 skills/loan/eval/screening.py --home build/tinybrain-home --data DATA [--seeds 1,2,3] [--out report.json]

requirements: scikit-learn==1.5.2 pandas==2.2.3 numpy==1.26.4 (baselines only)

Trains on train.csv (everything is chosen by cross-validation there) and reports dev.csv, through the tools train and report.
Protected columns are no inputs, in the baselines neither. Baselines: logistic regression (one-hot, scaled) and
HistGradientBoosting (categories as such), as scikit-learn has them by default. Intervals: 95 %, by resampling dev rows.
"""
import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
from tools import call_all  # noqa: E402

SETS = {
    "german_credit": {"target": "risk", "good": "good", "leave_out": [],
                      "protected": [{"column": "age", "cuts": [25]}, "personal_status_sex", "foreign_worker"],
                      "actionable": {"duration_months": "any", "credit_amount": "any", "savings": "any",
                                     "checking_status": "any", "other_debtors": "any"}},
    "adult_census": {"target": "classification", "good": ">50K", "leave_out": ["fnlwgt"], "protected": ["sex", "race"],
                     "actionable": {"hours_per_week": "any", "education_num": "up", "occupation": "any"}},
}


def call(home, folder, tool, arguments):
    return call_all(home, "loan", folder, tool, [arguments])[0]


def baselines(train, dev, about, seed):
    import numpy
    import pandas
    from sklearn.compose import make_column_transformer
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
    out = [p if isinstance(p, str) else p["column"] for p in about["protected"]] + about["leave_out"] + [about["target"]]
    frames = [pandas.read_csv(f, na_values=["?"], keep_default_na=False) for f in (train, dev)]
    (x, y), (xd, yd) = [(f.drop(columns=out), (f[about["target"]] == about["good"]).astype(int)) for f in frames]
    words = [c for c in x if x[c].dtype == object]
    numbers = [c for c in x if c not in words]
    models = {
        "logistic regression": make_pipeline(
            make_column_transformer((OneHotEncoder(handle_unknown="ignore"), words), (StandardScaler(), numbers)),
            LogisticRegression(max_iter=5000)),
        "HistGradientBoosting": make_pipeline(
            make_column_transformer((OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=numpy.nan), words),
                                    remainder="passthrough"),
            HistGradientBoostingClassifier(categorical_features=list(range(len(words))), random_state=seed))}
    result = {}
    for name, model in models.items():
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        cv = cross_val_score(model, x, y, cv=folds, scoring="roc_auc")
        p = model.fit(x, y).predict_proba(xd)[:, 1]
        rng = numpy.random.default_rng(seed)
        aucs = []
        for _ in range(1000):
            i = rng.integers(0, len(yd), len(yd))
            if 0 < yd.iloc[i].sum() < len(i):
                aucs.append(roc_auc_score(yd.iloc[i], p[i]))
        result[name] = {"cv_auc": cv.mean(), "auc": roc_auc_score(yd, p), "interval": list(numpy.percentile(aucs, [2.5, 97.5]))}
    return result


def line(name, value, interval):
    return f"{name:32} {value:7.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    report = {}
    for name in options.sets.split(","):
        about = SETS[name]
        for seed in map(int, options.seeds.split(",")):
            with tempfile.TemporaryDirectory() as folder:
                for part in ("train", "dev"):
                    shutil.copyfile(options.data / name / f"{part}.csv", Path(folder) / f"{part}.csv")
                trained = call(options.home, folder, "train", {**about, "table": "train.csv", "seed": seed})
                measured = call(options.home, folder, "report", {"table": "dev.csv", "seed": seed})
            report[f"{name} {seed}"] = {"train": trained, "report": measured}
            card = trained["card"]
            tried = ", ".join(f"{t['kind']} {t['auc']:.3f}" for t in card["tried"])
            print(f"\n{name}, seed {seed}: chosen {card['kind']} (AUC out of fold: {tried}); {measured['rows']} dev rows")
            for v in measured["variants"]:
                auc, accuracy, alone = v["auc"], v["accuracy"], v["alone"]
                print(f" {v['mitigation']}: " + line("AUC", auc["value"], auc["interval"]).strip(),
                      line("accuracy", accuracy["value"], accuracy["interval"]).strip(),
                      f"ECE {v['calibration_error']:.3f}", f"to a human {alone['to_human']['value']:.2f}",
                      f"wrong of decided {alone['wrong_of_decided']['value'] if alone['wrong_of_decided'] else 0:.3f}")
                for group in v["groups"]:
                    gaps = "  ".join(f"{k} {g['gap']:.3f} [{g['interval'][0]:.3f}, {g['interval'][1]:.3f}]"
                                     for k, g in (group["gaps"] or {}).items())
                    print(f"    {group['column']:22} {gaps}")
                if "price" in v:
                    for k, p in v["price"].items():
                        print("    price:", line(k, p["value"], p["interval"]).strip())
            r = measured["reasons"]
            print(" reasons:", line(f"fall / fall at random, {r['columns']} columns", r["ratio"], r["interval"]).strip())
        if not options.no_baselines:
            result = baselines(options.data / name / "train.csv", options.data / name / "dev.csv", about, 1)
            report[f"{name} baselines"] = result
            for kind, b in result.items():
                print(" " + line(kind, b["auc"], b["interval"]), f"out of fold {b['cv_auc']:.3f}")
    if options.out:
        options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
