// A question, and what a brain built from an FAQ or manuals knows; or that it does not know.
import { useState } from "preact/hooks";
import { answer, type Answered } from "./api";
import { ModelChoice } from "./choice";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

export function Answers({ models }: { models: string[] }) {
  const t = useTexts();
  const [chosen, setModel] = useState("");
  const [text, setText] = useState("");
  const [found, setFound] = useState<Answered | null>(null);
  const { error, run } = useDoing();
  const model = models.includes(chosen) ? chosen : (models[models.length - 1] ?? "");

  function submit(event: Event) {
    event.preventDefault();
    void run(async () => {
      try {
        setFound(await answer(model, text));
      } catch (e) {
        setFound(null);
        throw e;
      }
    });
  }

  const best = found?.found[0];
  const percent = Math.round(100 * (best?.chance ?? 0));
  return (
    <form class="card" aria-labelledby="answers-title" onSubmit={submit}>
      <h2 id="answers-title">{t.answersTitle}</h2>
      <p class="hint">{t.answersHint}</p>
      <ModelChoice id="answers-model" models={models} model={model} choose={setModel} />
      <label for="answers-text">{t.question}</label>
      <textarea
        id="answers-text"
        rows={2}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={!text.trim()}>
        {t.askIt}
      </button>
      <div class="result" aria-live="polite">
        {found && best && found.known && (
          <>
            <p class="found">{best.answer}</p>
            <p class="hint">
              {t.answerFrom([best.heading, `${best.file}:${best.row}`].filter(Boolean).join(", "), percent)}
            </p>
          </>
        )}
        {found && !found.known && (
          <>
            <p class="verdict">{t.doNotKnow}</p>
            {best && <p class="hint">{t.nearest(best.heading || best.text, percent)}</p>}
          </>
        )}
        <Wrong error={error} />
      </div>
    </form>
  );
}
