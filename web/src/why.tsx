// Why a message is answered as it is: with what was learnt and without, and the lessons that are near to it.
import { useEffect, useState } from "preact/hooks";
import { Bars } from "./bars";
import { useDoing } from "./doing";
import { whyLearned, type Why } from "./learned_api";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

// Asks when it is shown.
export function WhyView({ model, prompt }: { model: string; prompt: string }) {
  const t = useTexts();
  const [why, setWhy] = useState<Why | null>(null);
  const { busy, error, run } = useDoing();
  useEffect(() => {
    run(async () => setWhy(await whyLearned(model, prompt)));
  }, [model, prompt]);
  return (
    <div class="why" aria-live="polite" aria-busy={busy}>
      {busy && <p class="hint">{t.loading}</p>}
      <Wrong error={error} />
      {why && (
        <>
          <dl class="pair">
            <div>
              <dt>{t.withLearned}</dt>
              <dd>{why.with || t.noAnswer}</dd>
            </div>
            <div>
              <dt>{t.withoutLearned}</dt>
              <dd>{why.without || t.noAnswer}</dd>
            </div>
          </dl>
          {!why.applies && <p class="hint">{t.elsewhere}</p>}
          <h4>{t.nearLessons}</h4>
          {why.lessons.length === 0 && <p class="hint">{t.noNearLessons}</p>}
          <Bars
            bars={why.lessons.map((one) => ({
              key: String(one.id),
              name: one.input,
              label: one.answer,
              share: Math.max(one.near_question, one.near_answer),
            }))}
          />
        </>
      )}
    </div>
  );
}

export function WhyForm({ model }: { model: string }) {
  const t = useTexts();
  const [text, setText] = useState<string | null>(null); // null: the example, in the language of the moment
  const [asked, setAsked] = useState("");
  const prompt = text ?? t.whyExample;
  return (
    <form
      class="card"
      aria-labelledby="why-title"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(prompt);
      }}
    >
      <h2 id="why-title">{t.whyTitle}</h2>
      <p class="hint">{t.whyHint}</p>
      <label for="why-prompt">{t.message}</label>
      <input
        id="why-prompt"
        type="text"
        value={prompt}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={!prompt.trim()}>
        {t.whyAsk}
      </button>
      {asked && <WhyView key={asked} model={model} prompt={asked} />}
    </form>
  );
}
