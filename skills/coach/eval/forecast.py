#!/usr/bin/env python3
"""Next-day activity and sleep of fitbit's people, beside the person's mean and the day before.

    python3 skills/coach/eval/forecast.py --data $TINYBRAIN_DATA --home build/tinybrain-home --part choose
    python3 skills/coach/eval/forecast.py --data $TINYBRAIN_DATA --home build/tinybrain-home --part report

Each person's last seven recorded days are the report; settings were chosen on the seven before (--part choose). Only what lies before a
day is used for it, of the others' records too. Mean absolute error, with a bootstrap over people (3 seeds); how much the 80 % interval covers.
requirements: none beyond Python 3.10.
"""
import argparse
import csv
import json
import random
import subprocess
from datetime import datetime
from pathlib import Path
from statistics import mean


def day_of(text):
    return datetime.strptime(text.split()[0], "%m/%d/%Y" if len(text.split()[0].split("/")[2]) == 4 else "%m/%d/%y").date()


def series(data):
    out = {"steps": {}, "active_minutes": {}, "sleep": {}}
    for r in csv.DictReader(open(data / "fitbit/daily_activity.csv")):
        if float(r["TotalSteps"]) == 0 and float(r["SedentaryMinutes"]) >= 1440:
            continue
        d = day_of(r["ActivityDate"])
        out["steps"].setdefault(r["Id"], {})[d] = float(r["TotalSteps"])
        out["active_minutes"].setdefault(r["Id"], {})[d] = float(r["VeryActiveMinutes"]) + float(r["FairlyActiveMinutes"])
    for r in csv.DictReader(open(data / "fitbit/sleep_day.csv")):
        out["sleep"].setdefault(r["Id"], {})[day_of(r["SleepDay"])] = float(r["TotalMinutesAsleep"])
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--home", required=True)
    p.add_argument("--part", choices=("choose", "report"), default="choose")
    p.add_argument("--skill", default="skills/coach")
    a = p.parse_args()
    for measure, people in series(a.data).items():
        asked = []
        for who, days in sorted(people.items()):
            order = sorted(days)
            wanted = order[-7:] if a.part == "report" else order[-14:-7]
            asked += [(who, d, days[d]) for d in wanted if order.index(d) >= 5]
        run = subprocess.run([a.home, "skill", "call", a.skill, "forecast", "--json-lines", "--data", str(a.data)],
                             input="".join(json.dumps({"person": w, "measure": measure, "for": str(d)}) + "\n" for w, d, _ in asked),
                             capture_output=True, text=True, check=True)
        rows = [(w, y, json.loads(line)) for (w, _, y), line in zip(asked, run.stdout.splitlines())]
        errors = {"forecast": {}, "person_mean": {}, "yesterday": {}}
        for who, y, x in rows:
            for name, of in errors.items():
                of.setdefault(who, []).append(abs(x[name] - y))
        every = {name: mean(e for es in of.values() for e in es) for name, of in errors.items()}
        cover = mean(x["low"] <= y <= x["high"] for _, y, x in rows)
        gains = []
        for seed in (1, 2, 3):
            rng = random.Random(seed)
            whos = sorted(errors["forecast"])
            draws = []
            for _ in range(1000):
                some = [rng.choice(whos) for _ in whos]
                f = mean(e for w in some for e in errors["forecast"][w])
                m = mean(e for w in some for e in errors["person_mean"][w])
                draws.append(100 * (1 - f / m))
            draws.sort()
            gains.append((draws[25], draws[975]))
        print(f"{measure}: {len(rows)} days of {len(errors['forecast'])} people; mean absolute error forecast {every['forecast']:.1f}, "
              f"person's mean {every['person_mean']:.1f}, day before {every['yesterday']:.1f}; {100 * (1 - every['forecast'] / every['person_mean']):+.1f} % against "
              f"the mean, 95 % over people " + ", ".join(f"{lo:+.1f} to {hi:+.1f}" for lo, hi in gains) + f"; 80 % interval covers {100 * cover:.0f} %")


if __name__ == "__main__":
    main()
