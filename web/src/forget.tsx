// Forgetting: a topic, a time, a purpose or everything, after a question; and a receipt that was kept, checked.
import { useState } from "preact/hooks";
import type { Consent } from "./home_api";
import { useDoing } from "./doing";
import { erase, type Receipt, type Scope } from "./kept_api";
import { useTexts } from "./language";
import { ReceiptCheck } from "./receipt";
import { Sure } from "./sure";
import { Wrong } from "./wrong";

type What = "topic" | "time" | "purpose" | "all";

// Midnight of this place, `days` later; "" = no bound.
function moment(date: string, days: number): string {
  const [year, month, day] = date.split("-").map(Number);
  if (!year || !month || !day) return "";
  return new Date(year, month - 1, day + days).toISOString();
}

export interface ForgetProps {
  consents: Consent[];
  erased: (receipts: Receipt[]) => void;
  reload: () => Promise<void>;
}

export function Forget({ consents, erased, reload }: ForgetProps) {
  const t = useTexts();
  const [what, setWhat] = useState<What>("topic");
  const [topic, setTopic] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [purpose, setPurpose] = useState("");
  const { busy, error, run } = useDoing();

  const chosen = purpose || (consents[0]?.purpose ?? "");
  const scopes: Record<What, Scope> = {
    topic: topic.trim() ? { topic: topic.trim() } : {},
    time: {
      ...(moment(from, 0) && { from: moment(from, 0) }),
      ...(moment(to, 1) && { to: moment(to, 1) }),
    },
    purpose: { purpose: chosen },
    all: { all: true },
  };
  const scope = scopes[what];
  const names: [What, string][] = [
    ["topic", t.eraseTopic],
    ["time", t.eraseTime],
    ["purpose", t.erasePurpose],
    ["all", t.eraseAll],
  ];
  const act = () =>
    run(async () => {
      erased([await erase(scope)]);
      setTopic("");
      await reload();
    });
  const day = (id: string, label: string, value: string, set: (value: string) => void) => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </div>
  );
  return (
    <section class="card" aria-labelledby="erase-title">
      <h2 id="erase-title">{t.eraseTitle}</h2>
      <p class="hint">{t.eraseHint}</p>
      <fieldset class="tasks short">
        <legend>{t.eraseWhat}</legend>
        {names.map(([value, label]) => (
          <label key={value} class="task">
            <input
              type="radio"
              name="erase-what"
              checked={what === value}
              onChange={() => setWhat(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {what === "topic" && (
        <div class="one-line">
          <label for="erase-topic">{t.eraseTopicHint}</label>
          <input
            id="erase-topic"
            type="text"
            value={topic}
            placeholder={t.eraseTopicExample}
            onInput={(event) => setTopic(event.currentTarget.value)}
          />
        </div>
      )}
      {what === "time" && (
        <div class="fields">
          {day("erase-from", t.eraseFrom, from, setFrom)}
          {day("erase-to", t.eraseTo, to, setTo)}
        </div>
      )}
      {what === "purpose" && (
        <div class="one-line">
          <label for="erase-purpose">{t.erasePurpose}</label>
          <select
            id="erase-purpose"
            value={chosen}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          >
            {consents.map((one) => (
              <option key={one.purpose} value={one.purpose}>
                {one[t.code].title}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="actions">
        {Object.keys(scope).length > 0 && (
          <Sure
            key={what}
            label={t.eraseNow}
            question={t.eraseSure}
            answer={t.eraseIt}
            busy={busy}
            act={act}
          />
        )}
      </div>
      <Wrong error={error} />
      <ReceiptCheck />
    </section>
  );
}
