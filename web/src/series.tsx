// Series of a result as lines by uPlot, each with its band where it has one. The points stand in a table beside it, folded.
import type uPlot from "uplot";
import { useDrawn } from "./drawn";
import { useTexts } from "./language";
import type { Series } from "./shapes";

const kHeight = 240;
const kColours = ["accent", "running", "waiting"] as const;
const kTicks = 76; // pixels that a date needs

// Every place once, and what each series has there.
function dataOf(all: Series[]): { x: number[]; lines: (number | null)[][] } {
  const places = [...new Set(all.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const lines = all.flatMap(({ points }) => {
    const at = new Map(points.map((point) => [point.x, point]));
    const line = (of: "y" | "low" | "high") => places.map((x) => at.get(x)?.[of] ?? null);
    return [line("y"), line("low"), line("high")];
  });
  return { x: places, lines };
}

function lastOf<T>(list: T[]): T | undefined {
  return list[list.length - 1];
}

interface Words {
  place: (x: number) => string;
  number: (y: number) => string;
}

function options(all: Series[], element: HTMLElement, words: Words): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colour("muted"), font: `12px ${style.fontFamily}`, ticks: { show: false } };
  const edge = { stroke: "transparent", points: { show: false }, spanGaps: true };
  const of = (i: number) => colour(kColours[i % kColours.length] as string);
  return {
    width: element.clientWidth,
    height: kHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 16, 0, 0],
    scales: {
      x: { time: all.every(({ dated }) => dated) },
      y: {
        range: (_, least, most) => {
          const room = Math.max((most - least) * 0.08, Math.abs(most) * 0.02, 1e-9);
          return [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
        },
      },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: kTicks, values: (_, at) => at.map(words.place) },
      { ...axis, grid: { stroke: colour("line"), width: 1 }, size: 60, values: (_, at) => at.map(words.number) },
    ],
    series: [
      {},
      ...all.flatMap(({ points }, i) => [
        {
          stroke: of(i),
          width: 2,
          spanGaps: true,
          points: { show: points.length < 40, size: 5, fill: of(i) },
        },
        edge,
        edge,
      ]),
    ],
    bands: all.map((_, i) => ({ series: [3 * i + 3, 3 * i + 2] as [number, number], fill: `${of(i)}2b` })),
  };
}

// The last point of what came before begins what follows, so that the line does not break off.
function joined(all: Series[]): Series[] {
  return all.map((one, i) => {
    const before = lastOf(all[i - 1]?.points ?? []);
    const first = one.points[0];
    if (!before || !first || before.x >= first.x) return one;
    const start = { x: before.x, y: before.y, low: before.y, high: before.y };
    return { ...one, points: [first.low === undefined ? { x: before.x, y: before.y } : start, ...one.points] };
  });
}

export function SeriesView({ series }: { series: Series[] }) {
  const t = useTexts();
  const all = joined(series);
  const dated = series.every(({ dated }) => dated);
  const spread = dated ? (lastOf(lastOf(all)?.points ?? [])?.x ?? 0) - (all[0]?.points[0]?.x ?? 0) : 0;
  const words = {
    place: (x: number) => (dated ? t.tickDate(x, spread) : t.figure(x)),
    number: (y: number) => t.figure(y),
  };
  const { x, lines } = dataOf(all);
  const place = useDrawn(
    (element) => options(all, element, words),
    () => [x, ...lines] as uPlot.AlignedData,
    [JSON.stringify(series), t.code],
    [],
  );
  const says = series
    .map(({ name, points }) => {
      const [first, last] = [points[0], lastOf(points)];
      return t.seriesSays(t.memberName(name), points.length, first?.y ?? 0, last?.y ?? 0);
    })
    .join(" ");
  return (
    <figure class="series">
      <ul class="legend" aria-hidden="true">
        {series.map(({ name, points }, i) => (
          <li key={name} class={kColours[i % kColours.length]}>
            {t.memberName(name)}
            {points.some(({ low }) => low !== undefined) && `, ${t.bandOf}`}
          </li>
        ))}
      </ul>
      <div class="plot" role="img" aria-label={says} ref={place} />
    </figure>
  );
}
