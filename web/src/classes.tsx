// A text and the probabilities of a classifier's labels.
import { useState } from "preact/hooks";
import { classify, type Class } from "./api";
import { Bars } from "./bars";
import { ModelChoice } from "./choice";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kShown = 6; // of the labels, the likeliest first
const kAlways = 3; // of them, even when they are next to impossible

export function Classes({ models }: { models: string[] }) {
  const t = useTexts();
  const [chosen, setModel] = useState("");
  const model = models.includes(chosen) ? chosen : (models[0] ?? "");
  const [text, setText] = useState<string | null>(null); // null: the example, in the language of the moment
  const [found, setFound] = useState<Class | null>(null);
  const { error, run } = useDoing();
  const given = text ?? t.classesExample;

  function submit(event: Event) {
    event.preventDefault();
    void run(async () => {
      try {
        setFound(await classify(model, given));
      } catch (e) {
        setFound(null);
        throw e;
      }
    });
  }

  return (
    <form class="card" aria-labelledby="classes-title" onSubmit={submit}>
      <h2 id="classes-title">{t.classesTitle}</h2>
      <p class="hint">{t.classesHint}</p>
      <ModelChoice id="classes-model" models={models} model={model} choose={setModel} />
      <label for="classes-text">{t.text}</label>
      <textarea
        id="classes-text"
        rows={2}
        value={given}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={!given.trim()}>
        {t.classify}
      </button>
      <div class="result" aria-live="polite">
        {found && found.label === null && <p class="verdict">{t.none}</p>}
        {found && (
          <Bars
            bars={found.labels
              .slice(0, kShown)
              .filter(({ probability }, i) => i < kAlways || probability >= 0.01)
              .map(({ label, probability }) => ({ key: label, label, share: probability }))}
          />
        )}
        <Wrong error={error} />
      </div>
    </form>
  );
}
