// Tokens a second (left scale), running and waiting requests (right scale) over the last minute, by uPlot.
// The numbers stand as text beside it; this is the picture. Colours come from the style sheet.
import type uPlot from "uplot";
import { useDrawn } from "./drawn";

export interface Point {
  time: number;
  rate: number;
  running: number;
  waiting: number;
}

export interface PlotProps {
  points: Point[];
  seconds: number; // shown, up to now
  axis: (seconds: number) => string; // -10 as the scale has it
  says: string; // the picture in words
}

const kHeight = 220;

function options(
  element: HTMLElement,
  seconds: number,
  axisText: PlotProps["axis"],
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour("muted"),
    font: `12px ${style.fontFamily}`,
    ticks: { show: false },
  };
  const grid = { stroke: colour("line"), width: 1 };
  return {
    width: element.clientWidth,
    height: kHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [-seconds, 0] },
      rate: { range: (_, __, most) => [0, Math.max(10, Math.ceil((most ?? 0) * 1.15))] },
      jobs: { range: (_, __, most) => [0, Math.max(4, Math.ceil(most ?? 0) + 1)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, values: (_, splits) => splits.map(axisText) },
      { ...axis, grid, scale: "rate", size: 44 },
      {
        ...axis,
        grid: { show: false },
        scale: "jobs",
        side: 1,
        size: 32,
        incrs: [1, 2, 5, 10, 20, 50, 100],
      },
    ],
    series: [
      {},
      {
        scale: "rate",
        stroke: colour("accent"),
        fill: colour("accent-soft"),
        width: 2,
        points: { show: false },
      },
      { scale: "jobs", stroke: colour("running"), width: 1.5, points: { show: false } },
      {
        scale: "jobs",
        stroke: colour("waiting"),
        width: 1.5,
        dash: [4, 3],
        points: { show: false },
      },
    ],
  };
}

function dataOf(points: Point[]): uPlot.AlignedData {
  const now = points[points.length - 1]?.time ?? 0;
  return [
    points.map((p) => p.time - now),
    points.map((p) => p.rate),
    points.map((p) => p.running),
    points.map((p) => p.waiting),
  ];
}

export function Plot({ points, seconds, axis, says }: PlotProps) {
  const place = useDrawn(
    (element) => options(element, seconds, axis),
    () => dataOf(points),
    [seconds, axis],
    [points],
  );
  return <div class="plot" role="img" aria-label={says} ref={place} />;
}
