// What is known of the person: all of it, or what is like a few words; and something more to know.
import { useState } from "preact/hooks";
import { ConsentGate, type Consents } from "./consents";
import { useDoing } from "./doing";
import { FactView, factsOf, type FactActs } from "./fact";
import {
  addMemory,
  confirmMemory,
  deleteMemory,
  putRight,
  searchMemories,
  type Memory,
  type Receipt,
} from "./kept_api";
import { useTexts } from "./language";
import { Sure } from "./sure";
import { Wrong } from "./wrong";

function Add({ added }: { added: () => Promise<void> }) {
  const t = useTexts();
  const [text, setText] = useState("");
  const [kept, setKept] = useState<boolean | null>(null);
  const { busy, error, run } = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return;
    run(async () => {
      setKept(null);
      const done = await addMemory(text.trim());
      setKept(done.kept);
      if (done.kept) setText("");
      await added();
    });
  };
  return (
    <form class="one-line" onSubmit={submit}>
      <label for="fact-new">{t.addFact}</label>
      <div class="with-button">
        <input
          id="fact-new"
          type="text"
          value={text}
          placeholder={t.addFactExample}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="primary" disabled={busy || !text.trim()}>
          {t.remember}
        </button>
      </div>
      <p role="status" class={kept === null ? "hidden" : "hint"}>
        {kept === null ? "" : kept ? t.remembered : t.notRemembered}
      </p>
      <Wrong error={error} />
    </form>
  );
}

interface FindProps {
  found: (ids: number[] | null) => void; // null: all again
}

function Find({ found }: FindProps) {
  const t = useTexts();
  const [words, setWords] = useState("");
  const { busy, error, run } = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!words.trim()) return found(null);
    run(async () => found((await searchMemories(words)).map(({ id }) => id)));
  };
  const all = () => {
    setWords("");
    found(null);
  };
  return (
    <form role="search" class="with-button" onSubmit={submit}>
      <input
        type="search"
        aria-label={t.searchFacts}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <button type="submit" class="plain outlined" disabled={busy}>
        {t.searchFacts}
      </button>
      <button type="button" class="plain outlined" onClick={all}>
        {t.allFacts}
      </button>
      <Wrong error={error} />
    </form>
  );
}

export interface FactsProps {
  memories: Memory[];
  consents: Consents;
  reload: () => Promise<void>;
  erased: (receipts: Receipt[]) => void;
}

export function Facts({ memories, consents, reload, erased }: FactsProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState<number[] | null>(null);
  const { busy, error, run } = useDoing();
  const { facts, lost } = factsOf(memories);
  const shown = chosen
    ? chosen.flatMap((id) => facts.filter(({ memory }) => memory.id === id))
    : facts;
  const granted = (purpose: string) =>
    consents.all?.find((one) => one.purpose === purpose)?.state === "granted";

  const then = (what: () => Promise<unknown>) =>
    run(async () => {
      await what();
      await reload();
    });
  const acts: FactActs = {
    busy,
    confirm: (id) => then(() => confirmMemory(id)),
    change: (id, text) => then(() => putRight(id, text)),
    remove: (ids) =>
      then(async () => {
        const receipts: Receipt[] = [];
        try {
          for (const id of ids) receipts.push(await deleteMemory(id));
        } finally {
          erased(receipts);
        }
      }),
  };
  return (
    <section class="card" aria-labelledby="facts-title">
      <h2 id="facts-title">{t.facts}</h2>
      <ConsentGate consents={consents} purpose="remember" why={t.rememberWhy}>
        <Add added={reload} />
      </ConsentGate>
      <Wrong error={error} />
      {facts.length > 1 && <Find found={setChosen} />}
      {shown.length === 0 && <p class="hint">{chosen ? t.nothingLike : t.noFacts}</p>}
      <ul class="fact-list">
        {shown.map((fact) => (
          <FactView
            key={fact.memory.id}
            fact={fact}
            used={granted(fact.memory.purpose)}
            acts={acts}
          />
        ))}
      </ul>
      {lost.length > 0 && (
        <details class="more">
          <summary>{t.noLonger}</summary>
          <ul class="fact-list">
            {lost.map(({ id, text }) => (
              <li key={id} class="fact">
                <p>{text}</p>
                <div class="actions">
                  <Sure
                    label={t.deleteFact}
                    name={t.deleteThis(text)}
                    question={t.deleteSure(0)}
                    answer={t.deleteIt}
                    busy={busy}
                    act={() => acts.remove([id])}
                  />
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
