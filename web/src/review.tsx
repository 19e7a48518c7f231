// Cases that wait for a person: the chance, what spoke for and against, and the person's own decision.
import { useState } from "preact/hooks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { SignedBars } from "./result_lists";
import { rowsOf, signedOf } from "./shapes";
import { callSkill, type Members } from "./skills_api";
import { Wrong } from "./wrong";

export const isReview = (value: Members) => typeof value.waiting === "number" && Array.isArray(value.cases);

interface CaseProps {
  one: Members;
  by: string;
  done: (number: number) => void;
}

function Case({ one, by, done }: CaseProps) {
  const t = useTexts();
  const [note, setNote] = useState("");
  const { busy, error, run } = useDoing();
  const number = Number(one.number);
  const name = String(one.case ?? "");
  const bars = signedOf(one.reasons);
  const decide = (decision: "approve" | "refuse") =>
    run(async () => {
      await callSkill("loan", "review", { number, decision, by: by.trim(), note }, []);
      done(number);
    });
  return (
    <li class="review-case">
      <h3>{t.caseNamed(name, t.dateText(new Date(Number(one.time)).toISOString()))}</h3>
      {typeof one.chance === "number" && <p>{t.chanceOf(one.chance)}</p>}
      {bars && <SignedBars bars={bars} />}
      <label for={`note-${number}`}>{t.reviewNote}</label>
      <input id={`note-${number}`} type="text" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      <div class="actions">
        {(["approve", "refuse"] as const).map((decision) => (
          <button
            key={decision}
            type="button"
            class="plain outlined"
            disabled={busy || !by.trim()}
            aria-label={`${t.valueName(decision)}: ${name}`}
            onClick={() => decide(decision)}
          >
            {t.valueName(decision)}
          </button>
        ))}
      </div>
      <Wrong error={error} />
    </li>
  );
}

export function ReviewView({ value }: { value: Members }) {
  const t = useTexts();
  const [by, setBy] = useState("");
  const [done, setDone] = useState<number[]>([]);
  const cases = rowsOf(value.cases) ?? [];
  const left = cases.filter((one) => !done.includes(Number(one.number)));
  const more = Number(value.waiting) - cases.length; // not listed
  return (
    <section>
      <p role="status">{t.casesWaiting(left.length + more)}</p>
      {left.length > 0 && (
        <>
          <label for="review-by">{t.reviewBy}</label>
          <input id="review-by" type="text" value={by} onInput={(event) => setBy(event.currentTarget.value)} />
          <ul class="review">
            {left.map((one) => (
              <Case key={String(one.number)} one={one} by={by} done={(number) => setDone((all) => [...all, number])} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
