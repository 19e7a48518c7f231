// The screen "Audit": what was done with what is kept, and whether the record of it is whole.
import { useCallback, useEffect, useState } from "preact/hooks";
import { useDoing } from "./doing";
import { getAudit, type Audit, type Entry } from "./home_api";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kShown = 200; // entries; a page with tens of thousands of rows helps nobody

const kShort = 60; // characters; what is longer stands on a line of its own

function detailText(detail: unknown): string {
  if (detail === null || typeof detail !== "object") return "";
  const said = Object.entries(detail).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const short = said.filter((one) => one.length <= kShort).join(" · ");
  return [short, ...said.filter((one) => one.length > kShort)].filter(Boolean).join("\n");
}

function Row({ entry }: { entry: Entry }) {
  const t = useTexts();
  return (
    <tr>
      <td>{entry.seq}</td>
      <td>{t.when(new Date(entry.time))}</td>
      <th scope="row">{t.entryKinds[entry.kind] ?? entry.kind}</th>
      <td class="entry-detail">
        {entry.erased ? <em>{t.erasedEntry}</em> : detailText(entry.detail)}
        <span class="entry-hash" title={entry.hash}>
          {entry.hash.slice(0, 12)}
        </span>
      </td>
    </tr>
  );
}

function Entries({ audit }: { audit: Audit }) {
  const t = useTexts();
  const [kind, setKind] = useState("");
  const kinds = [...new Set(audit.data.map((entry) => entry.kind))].sort();
  const shown = audit.data.filter((entry) => kind === "" || entry.kind === kind);
  const { good, entries, broken_at } = audit.verdict;
  return (
    <section class="card" aria-labelledby="entries-title">
      <h2 id="entries-title">{t.entriesTitle}</h2>
      <p class="hint">{t.entriesHint}</p>
      <p class={good ? "verdict good" : "verdict bad"} role="status">
        {good ? t.chainHolds(entries) : t.chainBroken(broken_at)}
      </p>
      {audit.data.length === 0 && <p class="hint">{t.noEntries}</p>}
      {audit.data.length > 0 && (
        <>
          <label for="audit-kind">{t.kindOf}</label>
          <select
            id="audit-kind"
            value={kinds.includes(kind) ? kind : ""}
            onChange={(event) => setKind(event.currentTarget.value)}
          >
            <option value="">{t.allKinds}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t.entryKinds[one] ?? one}
              </option>
            ))}
          </select>
          <div class="wide" tabIndex={0} role="region" aria-labelledby="entries-title">
            <table class="entries-table">
              <thead>
                <tr>
                  <th scope="col">{t.number}</th>
                  <th scope="col">{t.time}</th>
                  <th scope="col">{t.kindOf}</th>
                  <th scope="col">{t.detail}</th>
                </tr>
              </thead>
              <tbody>
                {shown.slice(0, kShown).map((entry) => (
                  <Row key={entry.seq} entry={entry} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

export function AuditScreen() {
  const t = useTexts();
  const [audit, setAudit] = useState<Audit | null>(null);
  const { error, run } = useDoing();
  const load = useCallback(() => run(async () => setAudit(await getAudit())), []);
  useEffect(() => {
    load();
  }, [load]);
  return (
    <div class="screen">
      <h1>{t.auditTitle}</h1>
      <p class="hint">
        <a href="#about">{t.seePurposes}</a>
      </p>
      <Wrong error={error} />
      {audit && <Entries audit={audit} />}
    </div>
  );
}
