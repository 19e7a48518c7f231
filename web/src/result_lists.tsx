// Lists of a result: tables, ranked things with their reasons, days of a plan, what speaks for and against.
import { useTexts } from "./language";
import { isList, isMembers, isName, isReason, titleOf, type Day, type Signed } from "./shapes";
import type { Members, Value } from "./skills_api";
import { Scalar, ValueView } from "./value";

const kRows = 30; // of a table that are shown at once
const kFirst = 12; // of a list
const kTags = 5;

interface TableProps {
  rows: Members[];
  columns: string[];
  name: string;
}

export function Table({ rows, columns, name }: TableProps) {
  const t = useTexts();
  return (
    <>
      <div class="wide" tabIndex={0} role="region" aria-label={t.memberName(name)}>
        <table class="compare rows">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t.memberName(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, kRows).map((row, i) => (
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column} class={typeof row[column] === "number" ? "number" : undefined}>
                    <Scalar name={column} value={row[column] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > kRows && <p class="hint">{t.moreRows(rows.length - kRows)}</p>}
    </>
  );
}

function Reasons({ value }: { value: Value }) {
  const all = (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== "");
  return (
    <ul class="reasons">
      {all.map((one, i) => (
        <li key={i}>
          {typeof one === "object" ? <ValueView name="reason" value={one} deep={3} /> : String(one)}
        </li>
      ))}
    </ul>
  );
}

// The best first. Of each: its name, figures, reasons; the rest is folded.
export function Ranked({ rows }: { rows: Members[] }) {
  const t = useTexts();
  return (
    <>
      <ol class="ranked">
        {rows.slice(0, kFirst).map((row, i) => {
          const title = titleOf(row) ?? "";
          const titles = !isName(title); // what it is called is enough
          const put = typeof row.was === "string" && typeof row.now === "string"; // a correction
          const rest = Object.entries(row).filter(
            ([name]) => name !== title && !isReason(name) && !(isName(name) && titles),
          );
          const small = rest.filter(([, value]) => typeof value !== "object");
          const large = rest.filter(([name, value]) => isMembers(value) || (isList(value) && name !== "tags"));
          const tags = isList(row.tags) ? row.tags.filter((tag) => typeof tag === "string") : [];
          return (
            <li key={i}>
              <p class="fact-text">{put ? `${row.was} → ${row.now}` : String(row[title])}</p>
              {Object.entries(row)
                .filter(([name]) => isReason(name))
                .map(([name, value]) => (
                  <Reasons key={name} value={value} />
                ))}
              {tags.length > 0 && (
                <ul class="tags">
                  {tags.slice(0, kTags).map((tag) => (
                    <li key={String(tag)}>{String(tag)}</li>
                  ))}
                </ul>
              )}
              {small.length > 0 && (
                <p class="hint">
                  {small.map(([name, value], j) => (
                    <span key={name}>
                      {j > 0 && " · "}
                      {t.memberName(name)} <Scalar name={name} value={value} />
                    </span>
                  ))}
                </p>
              )}
              {large.length > 0 && (
                <details class="more">
                  <summary>{t.details}</summary>
                  <ValueView name="" value={Object.fromEntries(large)} deep={2} />
                </details>
              )}
            </li>
          );
        })}
      </ol>
      {rows.length > kFirst && <p class="hint">{t.moreRows(rows.length - kFirst)}</p>}
    </>
  );
}

export function Days({ days }: { days: Day[] }) {
  const t = useTexts();
  return (
    <ol class="days">
      {days.map(({ name, rest }, i) => (
        <li key={i} class="day">
          <h4>{t.dayName(name)}</h4>
          <ValueView name="" value={rest} deep={2} />
        </li>
      ))}
    </ol>
  );
}

// Bars to the right for what speaks for it, to the left for what speaks against it.
export function SignedBars({ bars }: { bars: Signed[] }) {
  const t = useTexts();
  const most = Math.max(...bars.map(({ effect }) => Math.abs(effect)), 1e-9);
  return (
    <ul class="bars signed">
      {bars.map(({ label, effect, rest }, i) => (
        <li key={i}>
          <span class="bar-label">
            {t.memberName(label)}{" "}
            {rest.value !== undefined && (
              <span class="hint">
                <Scalar name="" value={rest.value} />
              </span>
            )}
          </span>
          <span class="bar-share">{t.signedFigure(effect)}</span>
          <span class={effect < 0 ? "bar against" : "bar for"} aria-hidden="true">
            <span style={{ width: `${(50 * Math.abs(effect)) / most}%` }} />
          </span>
          {typeof rest.text === "string" && <span class="bar-name">{rest.text}</span>}
        </li>
      ))}
    </ul>
  );
}
