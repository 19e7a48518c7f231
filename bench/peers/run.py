#!/usr/bin/env python3
"""Speed beside llama.cpp and ik_llama.cpp: the programs measured in turn, in one run, on the same files.

    python3 bench/peers/run.py --weights DIR [--ik CHECKOUT] [--rounds 5] [--only q4_0,gemma]

pp512, pp128 and tg128 as llama-bench means them, each measured once in a round after a warm-up; then (where
the program tells) a fresh process from opening the file to the first token of a 17-token prompt, and its peak
memory. The order of the programs rotates from round to round. Two ratios, ours over theirs: of the medians,
and of the same round (median, with the quarter and three-quarter points); they agree when the machine is calm.

The 135M model in Q4_0, Q8_0 and F16 is made from the Q4_1 file by `tinybrain convert` where it is missing.
Needs llama-cpp-python, built natively. report.py makes the table and the plot of docs/performance.md.
"""
import json
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "tests/parity"))
from peer import GEMMA3, QWEN25, SMOLLM2, arguments, find_weights, tinybrain  # noqa: E402
from programs import SPEEDS, IkLlamaCpp, LlamaCpp, TinyBrain  # noqa: E402
from report import table  # noqa: E402

CONVERTED = {"q4_0": "smol-q4_0.gguf", "q8_0": "smol-q8_0.gguf", "f16": "smol-f16.gguf"}
MODELS = [("SmolLM2-135M Q4_0", CONVERTED["q4_0"]), ("SmolLM2-135M Q4_1", SMOLLM2),
          ("SmolLM2-135M Q8_0", CONVERTED["q8_0"]), ("SmolLM2-135M F16", CONVERTED["f16"]),
          ("Gemma 3 270M Q4_K_M", GEMMA3), ("Qwen2.5-Coder-0.5B Q4_K_M", QWEN25)]


def files(options):
    """(label, path) of every model that is here or can be made, of those asked for."""
    for label, name in MODELS:
        if options.only and not any(word.lower() in label.lower() for word in options.only.split(",")):
            continue
        if name in CONVERTED.values() and not (options.weights / name).exists():
            path = options.cache / name
            source = find_weights(options.weights, SMOLLM2)
            if source and not path.exists():
                options.cache.mkdir(parents=True, exist_ok=True)
                weight_type = next(t for t, n in CONVERTED.items() if n == name)
                tinybrain(options.tinybrain, "convert", source, path, "--type", weight_type)
            path = path if source else None
        else:
            path = find_weights(options.weights, name)
        if path:
            yield label, path


def spread(values):
    """Median, quarter and three-quarter points, least and most, to five digits."""
    ordered = sorted(values)
    quarters = statistics.quantiles(ordered, n=4, method="inclusive") if len(ordered) > 1 else ordered * 3
    points = {"median": quarters[1], "q1": quarters[0], "q3": quarters[2], "min": ordered[0], "max": ordered[-1]}
    return {name: float(f"{value:.5g}") for name, value in points.items()}


def compare(programs, path, rounds):
    """Every program in every round, beginning with another one each time."""
    figures = {p.name: [] for p in programs}
    for turn in range(rounds):
        start = turn % len(programs)
        for program in programs[start:] + programs[:start]:
            figures[program.name].append(program.measure(path))
    ours = figures[programs[0].name]
    row = {"programs": {name: {key: spread([f[key] for f in runs]) for key in runs[0]}
                        for name, runs in figures.items()}, "ratios": {}}
    for program in programs[1:]:
        theirs = figures[program.name]
        row["ratios"][program.name] = {
            key: {"of_medians": round(statistics.median(o[key] for o in ours) /
                                      statistics.median(t[key] for t in theirs), 4),
                  "same_round": spread([o[key] / t[key] for o, t in zip(ours, theirs)])}
            for key in ours[0] if key in theirs[0]}
    return row


def machine(options):
    info = tinybrain(options.tinybrain, "doctor", "--threads", options.threads)
    return {"processor": info["processor"], "cores": info["cores"], "kernels": info["kernels"],
            "memory_bytes": info["memory_total"], "threads": options.threads,
            "memory_bandwidth_bytes_per_second": info["memory_bandwidth_bytes_per_second"],
            "system": f"{platform.system()} {platform.release()}",
            "compiler": subprocess.run(["c++", "--version"], capture_output=True,
                                       text=True).stdout.partition("\n")[0]}


def main():
    parser = arguments(__doc__.splitlines()[0], data=False)
    parser.add_argument("--ik", type=Path, help="a checkout of ik_llama.cpp; built if it is not")
    parser.add_argument("--ik-arguments", default="", help='more for its llama-bench, for example "-rtr 1"')
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="models whose names contain one of these, by commas")
    parser.add_argument("--cache", type=Path, default=HERE.parents[2] / "build/peers", help="for converted files")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    programs = [TinyBrain(options.tinybrain, options.threads), LlamaCpp(options.threads)]
    if options.ik:
        programs.append(IkLlamaCpp(options.ik.resolve(), options.threads, options.ik_arguments.split()))
    result = {"rounds": options.rounds, "ik_arguments": options.ik_arguments, "machine": machine(options),
              "models": []}
    for label, path in files(options):
        row = {"model": label, "file": path.name, "bytes": path.stat().st_size}
        row |= compare(programs, path, options.rounds)
        result["models"].append(row)
        print(f"{label} ({options.threads} threads, {options.rounds} rounds)")
        for peer, ratios in row["ratios"].items():
            for key in (*SPEEDS, "first", "peak_mib"):
                if key not in ratios:
                    continue
                our, their = (row["programs"][name][key]["median"] for name in (programs[0].name, peer))
                same = ratios[key]["same_round"]
                print(f"  {key:8} tinybrain {our:9.4g}   {peer:12} {their:9.4g}   ratio "
                      f"{ratios[key]['of_medians']:.2f}; same round {same['median']:.2f} "
                      f"({same['q1']:.2f} to {same['q3']:.2f})", flush=True)
    result["programs"] = {p.name: p.version for p in programs}
    if not result["models"]:
        sys.exit("nothing to compare")
    print("\n" + table(result))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
