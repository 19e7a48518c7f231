// The first question: for each purpose, once, whether something may be kept. Refusing is as easy as allowing; it can wait.
import { useState } from "preact/hooks";
import { PurposeFacts, useConsents } from "./consents";
import type { Consent, Decided } from "./home_api";
import { store, stored, useTexts } from "./language";
import { Wrong } from "./wrong";

const kStored = "tinybrain-asked"; // "later": the person put it off

export const wasPutOff = (): boolean => stored(() => localStorage, kStored) !== null;

interface QuestionProps {
  consent: Consent;
  set: (state: Decided) => void;
}

function Question({ consent, set }: QuestionProps) {
  const t = useTexts();
  const { state } = consent;
  const { title } = consent[t.code];
  const button = (label: string, name: string, to: Decided) => (
    <button
      type="button"
      class="plain outlined"
      aria-label={name}
      aria-pressed={state === to || (to === "refused" && state === "withdrawn")}
      onClick={() => set(to)}
    >
      {label}
    </button>
  );
  return (
    <li class="card purpose">
      <h2>{title}</h2>
      <PurposeFacts consent={consent} />
      <div class="actions">
        {button(t.allow, t.allowThis(title), "granted")}
        {button(t.refuse, t.refuseThis(title), "refused")}
      </div>
    </li>
  );
}

export function Welcome({ done }: { done: () => void }) {
  const t = useTexts();
  const { all, busy, error, set } = useConsents();
  // Those that were open when it began; they stay in sight with what was decided.
  const [asked, setAsked] = useState<string[] | null>(null);
  if (all && !asked)
    setAsked(all.filter(({ state }) => state === "open").map(({ purpose }) => purpose));
  const questions = all?.filter(({ purpose }) => asked?.includes(purpose)) ?? [];
  const open = questions.filter(({ state }) => state === "open").map(({ purpose }) => purpose);
  const later = () => {
    store(() => localStorage, kStored, "later");
    done();
  };
  const both = (label: string, to: Decided) => (
    <button type="button" class="plain outlined" disabled={busy} onClick={() => set(open, to)}>
      {label}
    </button>
  );
  return (
    <div class="screen welcome-screen">
      <h1>{t.welcomeTitle}</h1>
      <p>{t.welcomeHint}</p>
      <Wrong error={error} />
      <div class="actions">
        {open.length > 0 ? (
          <>
            {both(t.allowAll, "granted")}
            {both(t.refuseAll, "refused")}
            <button type="button" class="plain" onClick={later}>
              {t.later}
            </button>
          </>
        ) : (
          all && (
            <>
              <p role="status">{t.welcomeDone}</p>
              <button type="button" class="primary" onClick={done}>
                {t.begin}
              </button>
            </>
          )
        )}
      </div>
      <ul class="purposes">
        {questions.map((consent) => (
          <Question
            key={consent.purpose}
            consent={consent}
            set={(state) => set([consent.purpose], state)}
          />
        ))}
      </ul>
    </div>
  );
}
