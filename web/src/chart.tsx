// A small plot of lines by uPlot, in the colours of the style sheet; without cursor or legend. Its numbers stand as text
// beside it; `says` has the picture in words.
import type uPlot from "uplot";
import { useDrawn } from "./drawn";

export interface Line {
  colour: "accent" | "running" | "waiting";
  scale?: "left" | "right";
  dash?: boolean;
  fill?: boolean;
  points?: boolean;
}

export interface ChartProps {
  data: [number[], ...number[][]]; // x, then one list a line
  lines: Line[];
  x: (value: number) => string; // as the axis has it
  y: (value: number) => string;
  most?: number; // end of the left scale; else what the data needs
  marked?: number; // x that a vertical line stands at
  says: string;
}

const kHeight = 180;

type Colours = (name: string) => string;

function axesOf(props: ChartProps, colour: Colours, font: string): uPlot.Axis[] {
  const axis = { stroke: colour("muted"), font, ticks: { show: false } };
  const none = { show: false };
  const all: uPlot.Axis[] = [
    {
      ...axis,
      grid: none,
      size: 28,
      splits: () => props.data[0],
      values: (plot, splits) => {
        // As many as have room.
        const room = Math.max(1, Math.floor(plot.width / 64));
        const each = Math.ceil(splits.length / room);
        return splits.map((value, i) => (i % each === 0 ? props.x(value) : ""));
      },
    },
    {
      ...axis,
      grid: { stroke: colour("line"), width: 1 },
      scale: "left",
      size: 48,
      values: (_, splits) => splits.map(props.y),
    },
  ];
  if (props.lines.some(({ scale }) => scale === "right"))
    all.push({
      ...axis,
      grid: none,
      scale: "right",
      side: 1,
      size: 64,
      values: (_, splits) => splits.map((value) => String(Number(value.toPrecision(3)))),
    });
  return all;
}

// A dashed line from top to bottom at the marked value.
function mark(plot: uPlot, at: number, colour: string) {
  const x = plot.valToPos(at, "x", true);
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function options(props: ChartProps, element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const colour: Colours = (name) => style.getPropertyValue(`--${name}`).trim();
  const upTo = (_: uPlot, __: number, most: number): uPlot.Range.MinMax => [
    0,
    props.most ?? Math.max(1, (most ?? 0) * 1.1),
  ];
  return {
    width: element.clientWidth,
    height: kHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 16, 0, 0],
    scales: {
      x: { time: false },
      left: { range: upTo },
      right: { range: (_, __, most) => [0, (most ?? 0) > 0 ? most * 1.1 : 1] },
    },
    axes: axesOf(props, colour, `12px ${style.fontFamily}`),
    series: [
      {},
      ...props.lines.map((line) => ({
        scale: line.scale ?? "left",
        stroke: colour(line.colour),
        fill: line.fill ? colour("accent-soft") : undefined,
        dash: line.dash ? [4, 3] : undefined,
        width: 2,
        points: { show: line.points ?? false, size: 7, fill: colour(line.colour) },
      })),
    ],
    hooks: {
      draw: [
        (plot) => props.marked !== undefined && mark(plot, props.marked, colour("text")),
      ],
    },
  };
}

export function Chart(props: ChartProps) {
  const place = useDrawn(
    (element) => options(props, element),
    () => props.data,
    [JSON.stringify([props.data, props.marked, props.says])],
    [],
  );
  return <div class="plot chart" role="img" aria-label={props.says} ref={place} />;
}
