// What the gate said of a candidate: every check with its figures and bars, and replies before and after.
import type { Check, GateReport } from "./learned_api";
import { useTexts } from "./language";

function figure(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

// Two bars against the larger of the two: for the eye; the numbers stand beside them.
function Both({ check }: { check: Check }) {
  const most = Math.max(Math.abs(check.before), Math.abs(check.after), 1e-9);
  const width = (value: number) => ({ width: `${(100 * Math.abs(value)) / most}%` });
  return (
    <span class="both" aria-hidden="true">
      <span class="bar before">
        <span style={width(check.before)} />
      </span>
      <span class="bar">
        <span style={width(check.after)} />
      </span>
    </span>
  );
}

export function GateView({ report, id }: { report: GateReport; id: string }) {
  const t = useTexts();
  const { checks = [], examples = [], dry_run: dry } = report;
  const nameOf = ({ name }: Check) => t.checkNames[name] ?? name;
  const failed = checks.filter(({ passed }) => !passed).map(nameOf);
  return (
    <div class="gate">
      {dry ? (
        <p class="hint">{report.why}</p>
      ) : (
        <p class={report.kept ? "verdict good" : "verdict bad"}>
          {report.kept ? t.keptVersion : t.notKeptVersion(failed)}
        </p>
      )}
      {checks.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label={t.showReport} id={id}>
          <table class="compare gate-table">
            <thead>
              <tr>
                <th scope="col">{t.checkName}</th>
                <th scope="col">{t.before}</th>
                <th scope="col">{t.after}</th>
                <th scope="col">{t.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <tr key={check.name}>
                  <th scope="row" title={check.text}>
                    {nameOf(check)}
                    <Both check={check} />
                  </th>
                  <td>{figure(check.before)}</td>
                  <td>{figure(check.after)}</td>
                  <td class={check.passed ? "" : "error"}>{check.passed ? t.passed : t.notPassed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {examples.length > 0 && (
        <details class="more">
          <summary>
            {t.examplesTitle} ({examples.length})
          </summary>
          <ul class="examples">
            {examples.map((one) => (
              <li key={one.lesson}>
                <p class="fact-text">{one.prompt}</p>
                <dl class="facts-list">
                  {[
                    [t.wanted, one.wanted],
                    [t.before, one.before],
                    [t.after, one.after],
                  ].map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value || t.noAnswer}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
