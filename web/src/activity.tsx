// What the server is doing, read from /metrics every second while the person can see it.
import { useEffect, useState } from "preact/hooks";
import { explain } from "./api";
import { bytes } from "./format";
import { useTexts } from "./language";
import { readMetrics, type Reading } from "./metrics";
import { Plot, type Point } from "./plot";

const kEvery = 1000; // ms
const kKept = 60; // seconds

function useReadings(): [Reading[], unknown] {
  const [readings, setReadings] = useState<Reading[]>([]);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let ended = false;
    const read = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const one = await readMetrics();
        if (ended) return;
        setReadings((all) => [...all.filter((r) => r.time > one.time - kKept), one]);
        setError(null);
      } catch (e) {
        if (!ended) setError(e);
      }
    };
    read();
    const timer = setInterval(read, kEvery);
    return () => {
      ended = true;
      clearInterval(timer);
    };
  }, []);
  return [readings, error];
}

// Tokens a second between neighbours; a server that was started anew counts from 0 again.
function pointsOf(readings: Reading[]): Point[] {
  const points: Point[] = [];
  for (const [i, now] of readings.entries()) {
    const before = readings[i - 1];
    if (!before) continue;
    const rate = Math.max(0, now.tokens - before.tokens) / (now.time - before.time);
    points.push({ time: now.time, rate, running: now.running, waiting: now.waiting });
  }
  return points;
}

export function Activity() {
  const t = useTexts();
  const [readings, error] = useReadings();
  const points = pointsOf(readings);
  const last = points[points.length - 1] ?? { time: 0, rate: 0, running: 0, waiting: 0 };
  const memory = readings[readings.length - 1]?.memory ?? 0;
  return (
    <section class="card activity" aria-labelledby="activity-title">
      <h2 id="activity-title">{t.activity}</h2>
      <p class="hint">{t.activityHint}</p>
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
      <dl class="tiles">
        <div class="tile rate">
          <dt>{t.tokensPerSecond}</dt>
          <dd>{last.rate.toFixed(last.rate < 10 ? 1 : 0)}</dd>
        </div>
        <div class="tile running">
          <dt>{t.running}</dt>
          <dd>{last.running}</dd>
        </div>
        <div class="tile waiting">
          <dt>{t.queued}</dt>
          <dd>{last.waiting}</dd>
        </div>
        <div class="tile">
          <dt>{t.serverMemory}</dt>
          <dd>{memory > 0 ? bytes(memory) : "–"}</dd>
        </div>
      </dl>
      <Plot
        points={points}
        seconds={kKept}
        axis={t.axis}
        says={t.plot(t.rate(last.rate), last.running, last.waiting)}
      />
    </section>
  );
}
