// How a desk does: what became of its questions, the dial with what it costs, whether the dial is still kept, and what
// was saved, day by day.
import { useState } from "preact/hooks";
import { Chart } from "./chart";
import { setSettings, type Day, type Report } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

type Stop = Report["dials"][number];

// The dials that the share answered is known for, with the one that is set.
function stopsOf({ dials, dial, expected }: Report): Stop[] {
  const others = dials.filter((one) => Math.abs(one.dial - dial) > 1e-9);
  return [...others, { dial, answered: expected.answered }].sort((a, b) => a.dial - b.dial);
}

interface DialProps {
  name: string;
  report: Report;
  changed: () => void;
}

function Dial({ name, report, changed }: DialProps) {
  const t = useTexts();
  const { busy, error, run } = useDoing();
  const stops = stopsOf(report);
  const set = stops.findIndex(({ dial }) => Math.abs(dial - report.dial) < 1e-9);
  const [moved, setMoved] = useState<number | null>(null); // null: as it is set
  const stop = stops[moved ?? set] ?? { dial: report.dial, answered: report.expected.answered };
  const put = (at: number) => {
    const dial = stops[at]?.dial;
    if (dial === undefined) return;
    run(async () => {
      await setSettings(name, { dial });
      setMoved(null);
      changed();
    });
  };
  return (
    <div class="dial">
      <label for="dial">{t.dial}</label>
      <input
        id="dial"
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={moved ?? set}
        disabled={busy}
        aria-valuetext={`${t.dialIs(stop.dial)}, ${t.dialGives(stop.answered)}`}
        aria-describedby="dial-hint"
        onInput={(event) => setMoved(event.currentTarget.valueAsNumber)}
        onChange={(event) => put(event.currentTarget.valueAsNumber)}
      />
      <p class="figure">
        {t.dialIs(stop.dial)} <span class="hint">{t.dialGives(stop.answered)}</span>
      </p>
      <p id="dial-hint" class="hint">
        {t.dialHint}
      </p>
      <Wrong error={error} />
      <ul class="legend" aria-hidden="true">
        <li>{t.answeredAxis}</li>
      </ul>
      <Chart
        data={[stops.map((one) => 100 * one.dial), stops.map((one) => 100 * one.answered)]}
        lines={[{ colour: "accent", fill: true, points: true }]}
        x={(value) => `${Math.round(10 * value) / 10}%`}
        y={(value) => `${value}%`}
        most={100}
        marked={100 * stop.dial}
        says={t.dialPlot(stops.map((one) => t.dialPoint(one.dial, one.answered)).join(", "))}
      />
      <p class="axis-name" aria-hidden="true">
        {t.wrongAxis}
      </p>
    </div>
  );
}

function Days({ days }: { days: Day[] }) {
  const t = useTexts();
  const sum = (of: (day: Day) => number) => days.reduce((all, day) => all + of(day), 0);
  const at = days.map((_, i) => i);
  const name = (i: number) => t.dayText(new Date(`${days[Math.round(i)]?.day}T12:00`));
  return (
    <div>
      <h3>{t.byDay}</h3>
      <ul class="legend" aria-hidden="true">
        <li class="score">{t.dayQuestions}</li>
        <li>{t.dayAnswered}</li>
        <li class="saved">{t.daySaved}</li>
      </ul>
      <Chart
        data={[
          at,
          days.map((day) => day.questions),
          days.map((day) => day.answered),
          days.map((day) => day.saved),
        ]}
        lines={[
          { colour: "running", points: true },
          { colour: "accent", fill: true, points: true },
          { colour: "waiting", scale: "right", dash: true, points: true },
        ]}
        x={name}
        y={String}
        says={t.dayPlot(days.length, sum((day) => day.questions), sum((day) => day.answered))}
      />
      <details class="more">
        <summary>{t.tableOf}</summary>
        <div class="wide" tabIndex={0} role="region" aria-label={t.byDay}>
          <table class="compare">
            <thead>
              <tr>
                <th scope="col">{t.byDay}</th>
                <th scope="col">{t.dayQuestions}</th>
                <th scope="col">{t.dayAnswered}</th>
                <th scope="col">{t.saved}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((day, i) => (
                <tr key={day.day}>
                  <th scope="row">{name(i)}</th>
                  <td>{day.questions}</td>
                  <td>{day.answered}</td>
                  <td>{Math.round(1e4 * day.saved) / 1e4}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

export function DeskReport({ name, report, changed }: DialProps) {
  const t = useTexts();
  const { drift, saved, questions } = report;
  const part = (n: number) => (questions > 0 ? `${n} (${Math.round((100 * n) / questions)}%)` : "0");
  const tokens = saved.tokens_in + saved.tokens_out;
  const tiles: [string, string, string][] = [
    ["", t.asked, String(questions)],
    ["rate", t.answeredShare, part(report.answered)],
    ["running", t.askedBack, part(report.asked_back)],
    ["running", t.fromManual, part(report.passages)],
    ["waiting", t.notKnown, part(report.unknown)],
    ["rate", t.saved, saved.price > 0 ? t.money(saved.price, saved.currency) : t.tokensSaved(tokens)],
  ];
  return (
    <section class="card" aria-labelledby="report-title">
      <h2 id="report-title">{t.reportTitle}</h2>
      <dl class="tiles desk-tiles">
        {tiles.map(([kind, label, value]) => (
          <div key={label} class={`tile ${kind}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class={drift.judged === 0 ? "hint" : drift.drifted ? "verdict bad" : "verdict good"}>
        {drift.judged === 0
          ? t.driftNone
          : (drift.drifted ? t.driftBad : t.driftFine)(drift.wrong, drift.judged)}
      </p>
      {report.budget_per_day > 0 && (
        <p class="hint">
          {t.spentToday(
            t.money(report.spent_today, saved.currency),
            t.money(report.budget_per_day, saved.currency),
          )}
        </p>
      )}
      <div class="columns">
        <Dial name={name} report={report} changed={changed} />
        {report.days.length > 0 ? <Days days={report.days} /> : <p class="hint">{t.noDays}</p>}
      </div>
    </section>
  );
}
