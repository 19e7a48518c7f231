// Whether, where and for how much a large model may be asked.
import { useEffect, useState } from "preact/hooks";
import { getSettings, setSettings, type Escalation } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kModes = ["off", "ask", "always"] as const;
const kNumbers = ["budget_per_day", "price_in", "price_out", "timeout"] as const;
const kWords = ["endpoint", "model", "currency"] as const;

export function DeskSettingsForm({ name, changed }: { name: string; changed: () => void }) {
  const t = useTexts();
  const [now, setNow] = useState<Escalation | null>(null);
  const [saved, setSaved] = useState(false);
  const { busy, error, run } = useDoing();
  useEffect(() => {
    run(async () => setNow((await getSettings(name)).escalation));
  }, [name]);
  const put = (part: Partial<Escalation>) => {
    setSaved(false);
    setNow((all) => all && { ...all, ...part });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!now) return;
    run(async () => {
      setNow((await setSettings(name, { escalation: now })).escalation);
      setSaved(true);
      changed();
    });
  };
  const labels = {
    endpoint: t.endpoint,
    model: t.largeModel,
    currency: t.currency,
    budget_per_day: t.budgetDay,
    price_in: t.priceIn,
    price_out: t.priceOut,
    timeout: t.timeout,
  };
  return (
    <form class="card desk-settings" aria-labelledby="escalation-title" onSubmit={submit}>
      <h2 id="escalation-title">{t.escalationTitle}</h2>
      <p class="hint">{t.escalationHint}</p>
      {now && (
        <>
          <fieldset class="tasks">
            <legend>{t.mode}</legend>
            {kModes.map((mode) => (
              <label key={mode} class="task">
                <input
                  type="radio"
                  name="mode"
                  checked={now.mode === mode}
                  onChange={() => put({ mode })}
                />
                <span>{t.modes[mode]}</span>
              </label>
            ))}
          </fieldset>
          {now.mode !== "off" && (
            <div class="fields">
              {kWords.map((one) => (
                <div key={one} class="field">
                  <label for={`escalation-${one}`}>{labels[one]}</label>
                  <input
                    id={`escalation-${one}`}
                    type="text"
                    value={now[one]}
                    onInput={(event) => put({ [one]: event.currentTarget.value })}
                  />
                </div>
              ))}
              {kNumbers.map((one) => (
                <div key={one} class="field">
                  <label for={`escalation-${one}`}>{labels[one]}</label>
                  <input
                    id={`escalation-${one}`}
                    type="number"
                    min="0"
                    step="any"
                    value={now[one]}
                    onInput={(event) => {
                      const value = event.currentTarget.valueAsNumber;
                      if (value >= 0) put({ [one]: value });
                    }}
                  />
                </div>
              ))}
            </div>
          )}
          {now.mode !== "off" && <p class="hint">{t.keyHow}</p>}
          <button type="submit" class="primary" disabled={busy}>
            {t.save}
          </button>
          <p role="status" class={saved ? "verdict good" : "hidden"}>
            {saved ? t.savedNow : ""}
          </p>
        </>
      )}
      <Wrong error={error} />
    </form>
  );
}
