// A button that asks before it does what cannot be undone.
import { useState } from "preact/hooks";
import { useTexts } from "./language";

export interface SureProps {
  label: string; // on the button
  name?: string; // for screen readers, where the label alone does not say what is meant
  question: string;
  answer: string; // what does it
  act: () => void;
  busy?: boolean;
}

export function Sure({ label, name, question, answer, act, busy }: SureProps) {
  const t = useTexts();
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button
        type="button"
        class="plain"
        aria-label={name}
        disabled={busy}
        onClick={() => setAsked(true)}
      >
        {label}
      </button>
    );
  return (
    <div class="sure" role="group" aria-label={name ?? label}>
      <p>{question}</p>
      <button
        type="button"
        class="primary"
        ref={(button) => button?.focus()}
        onClick={() => {
          setAsked(false);
          act();
        }}
      >
        {answer}
      </button>
      <button type="button" class="plain" onClick={() => setAsked(false)}>
        {t.cancel}
      </button>
    </div>
  );
}
