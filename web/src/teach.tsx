// What the right answer to a question is: one of the owner's answers, found by a word of it, or a new one.
import { useEffect, useState } from "preact/hooks";
import { getAnswers, teachDesk, type Answer, type Taught } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kShown = 6; // answers at a time

// The desk's answers, read anew when `round` changes.
export function useAnswers(name: string, round: number): Answer[] {
  const [answers, setAnswers] = useState<Answer[]>([]);
  useEffect(() => {
    getAnswers(name).then(setAnswers, () => setAnswers([]));
  }, [name, round]);
  return answers;
}

// Those that have every word of `words`, in the text or in a question.
function fitting(answers: Answer[], words: string): Answer[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return answers.filter(({ text, questions }) => {
    const all = [text, ...questions].join("\n").toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}

export interface TeachProps {
  id: string; // of its fields; one of a kind on the screen
  name: string; // of the desk
  question: string;
  answers: Answer[];
  lessons?: number[]; // of the queue, that this settles
  done: (taught: Taught) => void;
}

export function Teach({ id, name, question, answers, lessons, done }: TeachProps) {
  const t = useTexts();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<number | "new" | null>(null);
  const [text, setText] = useState("");
  const { busy, error, run } = useDoing();
  const found = fitting(answers, words);
  const ready = chosen === "new" ? text.trim() !== "" : chosen !== null;

  const submit = (event: Event) => {
    event.preventDefault();
    if (!ready || chosen === null) return;
    run(async () => {
      const what = chosen === "new" ? { answer_text: text.trim() } : { answer: chosen };
      const [first, ...rest] = lessons ?? [];
      const taught = await teachDesk(name, { text: question, lesson: first, ...what });
      for (const lesson of rest) await teachDesk(name, { text: question, lesson, ...what });
      done(taught);
    });
  };
  const choice = (value: number | "new", label: string, hint: string) => (
    <label key={value} class="task">
      <input
        type="radio"
        name={`${id}-answer`}
        checked={chosen === value}
        onChange={() => setChosen(value)}
      />
      <span>
        {label}
        {hint && <span class="hint">{hint}</span>}
      </span>
    </label>
  );
  return (
    <form class="teach" aria-label={`${t.teachTitle} ${question}`} onSubmit={submit}>
      <label for={`${id}-find`}>{t.findAnswer}</label>
      <input
        id={`${id}-find`}
        type="text"
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <fieldset class="answers">
        <legend>{t.teachTitle}</legend>
        {found.slice(0, kShown).map((one) => choice(one.answer, one.questions[0] ?? "–", one.text))}
        {found.length === 0 && <p class="hint">{t.noAnswerFits}</p>}
        {found.length > kShown && <p class="hint">{t.moreAnswers(found.length - kShown)}</p>}
        {choice("new", t.anotherAnswer, "")}
      </fieldset>
      {chosen === "new" && (
        <>
          <label for={`${id}-new`}>{t.newAnswer}</label>
          <textarea
            id={`${id}-new`}
            rows={2}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </>
      )}
      <button type="submit" class="primary" disabled={busy || !ready}>
        {t.teach}
      </button>
      <Wrong error={error} />
    </form>
  );
}

export function TaughtNote({ taught }: { taught: Taught }) {
  const t = useTexts();
  return (
    <div role="status">
      <p class="verdict good">{t.taught(taught.questions)}</p>
      <p class="hint">{taught.lesson === null ? t.notKept : t.kept}</p>
    </div>
  );
}
