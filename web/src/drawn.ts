// What the plots have in common: drawn into a place by uPlot, as wide as it is, in the colours of the moment.
import { useEffect, useRef, useState, type MutableRef } from "preact/hooks";
import uPlot from "uplot";

function useDark(): boolean {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return dark;
}

// Drawn anew when one of `redraw` changes; gets its data again when one of `update` does. Gives the place to draw in.
export function useDrawn(
  options: (element: HTMLElement) => uPlot.Options,
  data: () => uPlot.AlignedData,
  redraw: unknown[],
  update: unknown[],
): MutableRef<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const dark = useDark();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chosen = options(element);
    const drawn = new uPlot(chosen, data(), element);
    plot.current = drawn;
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: chosen.height }),
    );
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [dark, ...redraw]);
  useEffect(() => {
    plot.current?.setData(data());
  }, update);
  return place;
}
