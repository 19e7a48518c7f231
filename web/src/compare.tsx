// The figures of two builds side by side, with the difference. Only what both have: other tests are other questions.
import { figure, type Build } from "./builds";
import { bytes } from "./format";
import { useTexts } from "./language";

type Kind = "share" | "number" | "bytes" | "count" | "seconds";

const kFigures: [string, Kind][] = [
  ["test.accuracy", "share"],
  ["test.macro_f1", "share"],
  ["test.calibration_error", "share"],
  ["test.first_right", "share"],
  ["test.in_first_three", "share"],
  ["test.answered_right", "share"],
  ["test.unknown.recall", "share"],
  ["test.perplexity", "number"],
  ["test.nearest", "share"],
  ["test.texts", "count"],
  ["test.questions", "count"],
  ["data.train", "count"],
  ["model.bytes", "bytes"],
];

// points: what a difference of shares is counted in; given, the value is a difference.
function shown(value: number, kind: Kind, points?: string): string {
  const signed = points !== undefined;
  const sign = signed && value > 0 ? "+" : "";
  switch (kind) {
    case "share":
      return `${sign}${(100 * value).toFixed(1)}${signed ? points : "%"}`;
    case "bytes":
      return signed && value < 0 ? `-${bytes(-value)}` : sign + bytes(value);
    case "number":
      return sign + value.toFixed(2);
    case "seconds":
      return `${sign}${value.toFixed(0)} s`;
    case "count":
      return sign + value.toLocaleString("en-US");
  }
}

export function Compare({ first, second }: { first: Build; second: Build }) {
  const t = useTexts();
  const rows = kFigures.flatMap(([where, kind]) => {
    const [a, b] = [figure(first.measures, where), figure(second.measures, where)];
    return a === undefined || b === undefined ? [] : [{ where, kind, a, b }];
  });
  rows.push({ where: "seconds", kind: "seconds", a: first.seconds, b: second.seconds });
  const same = first.files.map((f) => f.name).join() === second.files.map((f) => f.name).join();
  return (
    <section class="card" aria-labelledby="compare-title">
      <h2 id="compare-title">{t.compareTitle}</h2>
      {!same && <p class="hint">{t.otherFiles}</p>}
      <div class="wide" tabIndex={0} role="region" aria-labelledby="compare-title">
        <table class="compare">
          <thead>
            <tr>
              <th scope="col">{t.measure}</th>
              <th scope="col">{first.name}</th>
              <th scope="col">{second.name}</th>
              <th scope="col">{t.difference}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ where, kind, a, b }) => (
              <tr key={where}>
                <th scope="row">{t.figures[where] ?? where}</th>
                <td>{shown(a, kind)}</td>
                <td>{shown(b, kind)}</td>
                <td>{shown(b - a, kind, t.points)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
