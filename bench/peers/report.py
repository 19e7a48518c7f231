#!/usr/bin/env python3
"""The table and the plot of docs/performance.md from the figures that run.py wrote.

    python3 bench/peers/report.py bench/peers/last.json [--markdown docs/performance.md] [--svg docs/performance.svg]

--markdown replaces what stands between <!-- peers:begin --> and <!-- peers:end --> of that file, and shows the plot
there if it is made in the same run; without it the table is printed. Standard library only.
"""
import argparse
import json
import os
import sys
from html import escape
from pathlib import Path

ROWS = (("pp512", "pp512, tokens/s", "{:,.0f}"), ("pp128", "pp128, tokens/s", "{:,.0f}"),
        ("tg128", "tg128, tokens/s", "{:,.0f}"), ("first", "process start to first token, s", "{:.3f}"),
        ("peak_mib", "peak memory, MiB", "{:,.0f}"))
BEGIN, END = "<!-- peers:begin -->", "<!-- peers:end -->"


def describe(result):
    m = result["machine"]
    lines = [f"{m['processor']}, {m['cores']} cores ({m['kernels']}), {m['memory_bytes'] / 2**30:.0f} GiB, {m['system']}, "
             f"{m['compiler']}; {m['threads']} threads; median of {result['rounds']} rounds, the programs in turn."]
    lines.append(", ".join(f"{name} {version}".strip() for name, version in result["programs"].items()) + ". "
                 + (f"llama-bench of ik_llama.cpp with `{result['ik_arguments']}`. " if result["ik_arguments"] else "")
                 + "Ratio: ours over theirs, of the medians; in brackets of the same round, first to third quarter.")
    return "\n".join(lines)


def table(result):
    ours, *peers = result["programs"]
    lines = ["| model | figure | " + " | ".join([ours, *(f"{p} | ratio" for p in peers)]) + " |",
             "|---" * (3 + 2 * len(peers)) + "|"]
    for model in result["models"]:
        name = model["model"]
        for key, label, form in ROWS:
            figures = {p: model["programs"][p].get(key) for p in (ours, *peers)}
            cells = [form.format(figures[ours]["median"])]
            for peer in peers:
                ratio = model["ratios"][peer].get(key)
                if not ratio:
                    cells += ["", ""]
                    continue
                same = ratio["same_round"]
                cells += [form.format(figures[peer]["median"]),
                          f"{ratio['of_medians']:.2f} ({same['q1']:.2f} to {same['q3']:.2f})"]
            lines.append(f"| {name} | {label} | " + " | ".join(cells) + " |")
            name = ""
    return "\n".join(lines)


# ---- The plot: for each model one bar a peer, how many times as fast as it we are ----

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 15px }
.note { fill: #59636e; font-size: 12px }
.grid { stroke: #8884; stroke-width: 1 }
.one { stroke: #888; stroke-width: 1.5; stroke-dasharray: 4 3 }
.whisker { stroke: #1f2328; stroke-width: 1.2 }
.peer0 { fill: #2f81f7 }
.peer1 { fill: #d4760a }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .note { fill: #9198a1 }
  .whisker { stroke: #e6edf3 }
}
"""
WIDTH, LABEL, GAP, BAR, GROUP_GAP, TOP, BOTTOM = 960, 215, 40, 15, 12, 92, 34
PANELS = (("pp512", "Reading a prompt (pp512)"), ("tg128", "Writing (tg128)"))


def panel(result, peers, key, title, left, width):
    """One panel of bars as SVG elements, from x = left on."""
    shown = [(m["model"], m["ratios"]) for m in result["models"]]
    top_ratio = max([r[p][key]["same_round"]["q3"] for _, r in shown for p in peers] +
                    [r[p][key]["of_medians"] for _, r in shown for p in peers] + [1.5])
    step = 1 if top_ratio < 9 else 2 if top_ratio < 18 else 5
    scale = (width - 44) / top_ratio  # room for the figure at the end of the longest bar
    group = BAR * len(peers) + GROUP_GAP
    end = TOP + group * len(shown)
    out = [f'<text class="title" x="{left}" y="{TOP - 12}">{escape(title)}</text>']
    for tick in range(0, int(top_ratio) + 1, step):
        x = left + tick * scale
        out.append(f'<line class="{"one" if tick == 1 else "grid"}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{end}"/>'
                   f'<text class="note" x="{x:.1f}" y="{end + 16}" text-anchor="middle">{tick}×</text>')
    if step > 1:
        x = left + scale
        out.append(f'<line class="one" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{end}"/>')
    for i, (_, ratios) in enumerate(shown):
        for j, peer in enumerate(peers):
            ratio, same = ratios[peer][key]["of_medians"], ratios[peer][key]["same_round"]
            y = TOP + i * group + GROUP_GAP / 2 + j * BAR
            low, high = left + same["q1"] * scale, left + same["q3"] * scale
            out.append(
                f'<rect class="peer{j}" x="{left}" y="{y:.1f}" width="{ratio * scale:.1f}" height="{BAR - 3}" rx="2"/>'
                f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{y + 6:.1f}" y2="{y + 6:.1f}"/>'
                f'<text x="{max(high, left + ratio * scale) + 5:.1f}" y="{y + 11:.1f}">{ratio:.2f}</text>')
    return out, end


def plot(result):
    ours, *peers = result["programs"]
    width = (WIDTH - LABEL - GAP) / 2
    out, end = [], TOP
    for n, (key, title) in enumerate(PANELS):
        elements, end = panel(result, peers, key, title, LABEL + n * (width + GAP), width)
        out += elements
    group = BAR * len(peers) + GROUP_GAP
    for i, model in enumerate(result["models"]):
        out.append(f'<text x="{LABEL - 10}" y="{TOP + i * group + group / 2 + 4:.1f}" '
                   f'text-anchor="end">{escape(model["model"])}</text>')
    out.append(f'<text class="title" x="10" y="24">How many times as fast as the peer is {escape(ours)}?</text>')
    x = 10
    for j, peer in enumerate(peers):
        out.append(f'<rect class="peer{j}" x="{x}" y="38" width="12" height="12" rx="2"/>'
                   f'<text x="{x + 18}" y="49">against {escape(peer)}</text>')
        x += 60 + 8 * (len(peer) + 8)
    m = result["machine"]
    out.append(f'<text class="note" x="{x}" y="49">{escape(m["processor"])}, {m["threads"]} threads; line in a bar: '
               f'the middle half of {result["rounds"]} rounds</text>')
    height = end + BOTTOM
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img">\n<title>Speed of {escape(ours)} over its peers</title>\n<style>{STYLE}</style>\n'
            + "\n".join(out) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figures", type=Path)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    result = json.loads(options.figures.read_text())
    text = describe(result) + "\n\n" + table(result)
    if options.markdown:
        page = options.markdown.read_text()
        if not -1 < page.find(BEGIN) < page.find(END):
            sys.exit(f"{options.markdown} has no {BEGIN} and {END}")
        if options.svg:
            where = os.path.relpath(options.svg, options.markdown.parent)
            text = f"![Speed over the peers, a bar a model]({where})\n\n" + text
        before, _, rest = page.partition(BEGIN)
        options.markdown.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2])
    else:
        print(text)
    if options.svg:
        options.svg.write_text(plot(result))


if __name__ == "__main__":
    main()
