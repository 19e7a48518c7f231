// A decision on one case: what was decided, where the chance lies between the lines, what spoke for and against it, and the
// smallest change that would turn it.
import { useTexts } from "./language";
import { SignedBars } from "./result_lists";
import { isMembers, rowsOf, signedOf } from "./shapes";
import type { Members } from "./skills_api";
import { MembersView, Scalar } from "./value";

export const isDecision = (value: Members) =>
  typeof value.decision === "string" && typeof value.chance === "number" && Array.isArray(value.reasons);

const kMarks: Record<string, string> = { approve: "good", refuse: "bad" };

interface ScaleProps {
  chance: number;
  lines: Members;
}

// The chance on a line from 0 to 1, with what lies below the first line and above the second one.
function Scale({ chance, lines }: ScaleProps) {
  const t = useTexts();
  const at = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
  const below = at(lines.refuse_below, 0);
  const from = at(lines.approve_from, 1);
  return (
    <figure class="scale">
      <div class="scale-line" role="img" aria-label={t.scaleSays(chance, below, from)}>
        <span class="scale-part refuse" style={{ width: `${100 * below}%` }} />
        <span class="scale-part human" style={{ width: `${100 * Math.max(0, from - below)}%` }} />
        <span class="scale-part approve" style={{ width: `${100 * (1 - from)}%` }} />
        <span class="scale-mark" style={{ left: `${100 * chance}%` }} />
      </div>
      <figcaption class="hint">{t.scaleSays(chance, below, from)}</figcaption>
    </figure>
  );
}

function Change({ change }: { change: Members }) {
  const t = useTexts();
  const changes = rowsOf(change.changes) ?? [];
  return (
    <section>
      <h3>{t.memberName("smallest_change")}</h3>
      {typeof change.text === "string" && <p>{change.text}</p>}
      {changes.length > 0 && (
        <ul class="changes">
          {changes.map((one, i) => (
            <li key={i}>
              <span class="fact-text">{t.memberName(String(one.column ?? ""))}</span>{" "}
              <Scalar name="from" value={one.from ?? null} /> → <Scalar name="to" value={one.to ?? null} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function DecisionView({ value }: { value: Members }) {
  const t = useTexts();
  const { decision, chance, text, lines, reasons, smallest_change: change, ...rest } = value;
  const bars = signedOf(reasons);
  return (
    <div class="members">
      <p class={`verdict figure ${kMarks[String(decision)] ?? ""}`}>{t.valueName(String(decision))}</p>
      {typeof text === "string" && <p>{text}</p>}
      {typeof chance === "number" && isMembers(lines) && <Scale chance={chance} lines={lines} />}
      {bars && (
        <section>
          <h3>{t.forAndAgainst}</h3>
          <SignedBars bars={bars} />
        </section>
      )}
      {isMembers(change) && <Change change={change} />}
      {Object.keys(rest).length > 0 && <MembersView value={rest} deep={0} />}
    </div>
  );
}
