// The course of a training, by uPlot: the loss (left scale) and the score on the rows for choosing (right scale). A
// table for those who cannot see it would be endless; the words say where it began and where it is.
import type uPlot from "uplot";
import { useDrawn } from "./drawn";
import { useTexts } from "./language";

export interface CurveProps {
  losses: [number, number][]; // step, value
  scores: [number, number][]; // shares of right answers; perplexities are below 0
}

const kHeight = 200;

function options(element: HTMLElement, share: boolean): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour("muted"),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: kHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      loss: { range: (_, __, most) => [0, Math.max(0.1, (most ?? 0) * 1.05)] },
      score: share ? { range: () => [0, 1] } : { range: (_, __, most) => [0, (most ?? 1) * 1.05] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28 },
      { ...axis, grid: { stroke: colour("line"), width: 1 }, scale: "loss", size: 44 },
      {
        ...axis,
        grid: { show: false },
        scale: "score",
        side: 1,
        size: 48,
        values: (_, splits) => splits.map((v) => (share ? `${Math.round(100 * v)}%` : String(v))),
      },
    ],
    series: [
      {},
      { scale: "loss", stroke: colour("accent"), width: 2, points: { show: false } },
      {
        scale: "score",
        stroke: colour("running"),
        width: 2,
        spanGaps: true,
        points: { show: true, size: 7, fill: colour("running") },
      },
    ],
  };
}

// Both over the same steps.
function dataOf(losses: CurveProps["losses"], scores: CurveProps["scores"]): uPlot.AlignedData {
  const steps = [...new Set([...losses, ...scores].map(([step]) => step))].sort((a, b) => a - b);
  const [loss, score] = [new Map(losses), new Map(scores)];
  return [
    steps,
    steps.map((step) => loss.get(step) ?? null),
    steps.map((step) => (score.has(step) ? Math.abs(score.get(step) as number) : null)),
  ];
}

export function Curve({ losses, scores }: CurveProps) {
  const t = useTexts();
  const share = scores.every(([, score]) => score >= 0);
  const last = scores[scores.length - 1]?.[1];
  const place = useDrawn(
    (element) => options(element, share),
    () => dataOf(losses, scores),
    [share],
    [losses, scores],
  );

  return (
    <div>
      <ul class="legend" aria-hidden="true">
        <li class="loss">{t.loss}</li>
        {scores.length > 0 && <li class="score">{share ? t.devScore : t.devPerplexity}</li>}
      </ul>
      <div
        class="plot curve"
        role="img"
        aria-label={t.curveSays(losses[0]?.[1] ?? 0, losses[losses.length - 1]?.[1] ?? 0, last)}
        ref={place}
      />
    </div>
  );
}
