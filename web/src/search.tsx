// A question, and the passages that fit, with the question's words marked and where each stands.
import { useState } from "preact/hooks";
import { useDoing } from "./doing";
import { searchKnown, type Hit } from "./home_api";
import { useTexts } from "./language";
import { Marked } from "./marked";
import type { Texts } from "./texts";
import { Wrong } from "./wrong";

const kMost = 8;
const kLeast = 0.05; // of strength; below it a passage is no answer to anything

// "returns.md, Returns > Time, line 4"
export const placeOf = (at: { file: string; heading: string; row: number }, t: Texts): string =>
  [at.file, at.heading, at.row > 0 ? t.line(at.row) : ""].filter(Boolean).join(", ");

function HitView({ hit, question }: { hit: Hit; question: string }) {
  const t = useTexts();
  return (
    <li class="hit">
      <p class="where">
        <span>{placeOf(hit, t)}</span>
        <span class="hint">
          {t.strength} {Math.round(100 * hit.strength)}%
        </span>
      </p>
      <blockquote>
        <Marked text={hit.text} question={question} />
      </blockquote>
      <p class="hint">{t.scores(hit.lexical, hit.meaning)}</p>
    </li>
  );
}

export function Search() {
  const t = useTexts();
  const [text, setText] = useState<string | null>(null); // null: the example, in the language of the moment
  const [found, setFound] = useState<{ question: string; hits: Hit[] } | null>(null);
  const { busy, error, run } = useDoing();
  const question = text ?? t.searchExample;
  const submit = (event: Event) => {
    event.preventDefault();
    run(async () => {
      setFound(null);
      const hits = await searchKnown(question, kMost);
      setFound({ question, hits: hits.filter(({ strength }) => strength >= kLeast) });
    });
  };
  return (
    <form class="card" role="search" aria-labelledby="search-title" onSubmit={submit}>
      <h2 id="search-title">{t.searchTitle}</h2>
      <label for="search-text">{t.question}</label>
      <input
        id="search-text"
        type="text"
        value={question}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="primary" disabled={busy || !question.trim()}>
        {t.search}
      </button>
      <div class="result" aria-live="polite" aria-busy={busy}>
        {found && (
          <>
            <p class="hint">
              {found.hits.length > 0 ? t.foundCount(found.hits.length) : t.foundNothing}
            </p>
            <ol class="hits">
              {found.hits.map((hit) => (
                <HitView key={hit.id} hit={hit} question={found.question} />
              ))}
            </ol>
          </>
        )}
        <Wrong error={error} />
      </div>
    </form>
  );
}
