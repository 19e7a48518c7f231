// "How I understood you" of a desk's reply: what was meant and how sure that is against the dial, what the message holds,
// where the answer stands, the rules, and why it was decided so. What was meant and what it holds are put right here.
import { useState } from "preact/hooks";
import { Bars } from "./bars";
import { teachDesk, type Candidate, type FoundPassage, type Taught, type Trace } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { placeOf } from "./search";
import { Slots } from "./slots";
import { labelOf } from "./understood";
import { Wrong } from "./wrong";

// The chance as a bar, with the mark from which on it answers.
function Chance({ trace }: { trace: Trace }) {
  const t = useTexts();
  const { intent, threshold, dial } = trace;
  if (!intent) return <p>{t.noIntent}</p>;
  return (
    <>
      <p class="intent">
        {intent.question} <span class="hint">{t.chanceIs(intent.chance)}</span>
      </p>
      <span class="bar chance" aria-hidden="true">
        <span style={{ width: `${100 * intent.chance}%` }} />
        {threshold !== null && <i style={{ left: `${100 * threshold}%` }} />}
      </span>
      <p class="hint">{t.needed(threshold, dial)}</p>
    </>
  );
}

interface OthersProps {
  others: Candidate[];
  meant: (answer: number) => void;
  busy: boolean;
}

function Others({ others, meant, busy }: OthersProps) {
  const t = useTexts();
  if (others.length === 0) return null;
  return (
    <>
      <h4>{t.others}</h4>
      <ul class="others">
        {others.map((one) => (
          <li key={one.answer}>
            <span>{one.question}</span>
            <button
              type="button"
              class="plain"
              aria-label={`${t.thisWasMeant}: ${one.question}`}
              disabled={busy}
              onClick={() => meant(one.answer)}
            >
              {t.thisWasMeant}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Evidence({ found }: { found: (Candidate | FoundPassage)[] }) {
  const t = useTexts();
  if (found.length === 0) return null;
  return (
    <>
      <h4>{t.evidence}</h4>
      <ul class="evidence">
        {found.map((one, i) => (
          <li key={i}>
            {placeOf({ ...one, heading: one.kind === "passage" ? one.heading : "" }, t)}
            <span class="hint">{t.scores(one.lexical, one.meaning)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export interface DeskTraceProps {
  desk: string;
  question: string;
  trace: Trace;
  taught: (taught: Taught) => void;
  correct: () => void; // the person wants to choose another answer
}

export function DeskTrace({ desk, question, trace, taught, correct }: DeskTraceProps) {
  const t = useTexts();
  const [open] = useState(() => matchMedia("(min-width: 60rem)").matches);
  const { busy, error, run } = useDoing();
  const meant = (answer: number) =>
    run(async () => taught(await teachDesk(desk, { text: question, answer })));
  const bars = trace.heads.map((head) => ({
    key: head.name,
    name: t.heads[head.name] ?? head.name,
    label: labelOf(head, t),
    share: head.probability,
  }));
  return (
    <details class="understood trace" open={open}>
      <summary>
        {t.understood}
        <span class="gist">{trace.why}</span>
      </summary>
      <p class="why">{trace.why}</p>
      <h4>{t.intent}</h4>
      <Chance trace={trace} />
      <Others others={trace.others} meant={meant} busy={busy} />
      <button type="button" class="plain correct" onClick={correct}>
        {t.correctIntent}
      </button>
      <Wrong error={error} />
      <Slots desk={desk} question={question} slots={trace.slots} />
      {bars.length > 0 && <Bars bars={bars} />}
      <Evidence found={trace.evidence} />
      <h4>{t.rules}</h4>
      <ul class="rules">
        {trace.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <p class="hint">{t.tookMs(trace.seconds)}</p>
    </details>
  );
}
