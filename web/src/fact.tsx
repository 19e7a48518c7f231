// One thing that is known of the person: where it came from, how sure it is, what it was before; confirmed, put right, deleted.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Memory } from "./kept_api";
import { useTexts } from "./language";
import { Sure } from "./sure";

export interface Fact {
  memory: Memory;
  earlier: Memory[]; // what it took over from, the newest first
}

// Those that hold now, each with its history; and what is left of facts that were deleted themselves.
export function factsOf(all: Memory[]): { facts: Fact[]; lost: Memory[] } {
  const byId = new Map(all.map((memory) => [memory.id, memory]));
  const facts = new Map<number, Fact>();
  for (const memory of all)
    if (memory.superseded_by === undefined) facts.set(memory.id, { memory, earlier: [] });
  const lost: Memory[] = [];
  for (const memory of all) {
    let top: Memory | undefined = memory;
    for (let i = 0; top?.superseded_by !== undefined && i < all.length; ++i)
      top = byId.get(top.superseded_by);
    const fact = top && facts.get(top.id);
    if (!fact) lost.push(memory);
    else if (fact.memory !== memory) fact.earlier.push(memory);
  }
  return { facts: [...facts.values()], lost };
}

export interface FactActs {
  busy: boolean;
  confirm: (id: number) => void;
  change: (id: number, text: string) => Promise<void>;
  remove: (ids: number[]) => void;
}

function About({ memory, used }: { memory: Memory; used: boolean }) {
  const t = useTexts();
  const said = [
    t.sourceOf(memory.source),
    t.when(new Date(memory.time)),
    memory.confirmed ? t.confirmedOn(t.when(new Date(memory.confirmed))) : t.sure(memory.confidence),
  ];
  if (memory.times > 1) said.push(t.timesSaid(memory.times));
  if (!used) said.push(t.notUsed);
  return <p class="hint">{said.join(" · ")}</p>;
}

interface EditProps {
  memory: Memory;
  busy: boolean;
  save: (text: string) => void;
  close: () => void;
}

function Edit({ memory, busy, save, close }: EditProps) {
  const t = useTexts();
  const [text, setText] = useState(memory.text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const id = `fact-${memory.id}`;
  const changed = text.trim() !== "" && text.trim() !== memory.text;
  return (
    <form
      class="teach"
      aria-label={t.editThis(memory.text)}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) save(text.trim());
      }}
    >
      <label for={id}>{t.newText}</label>
      <input
        id={id}
        type="text"
        value={text}
        ref={input}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="actions">
        <button type="submit" class="primary" disabled={busy || !changed}>
          {t.saveFact}
        </button>
        <button type="button" class="plain" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}

export function FactView({ fact, used, acts }: { fact: Fact; used: boolean; acts: FactActs }) {
  const t = useTexts();
  const [editing, setEditing] = useState(false);
  const { memory, earlier } = fact;
  const save = async (text: string) => {
    await acts.change(memory.id, text);
    setEditing(false);
  };
  return (
    <li class="fact">
      <p class="fact-text">{memory.text}</p>
      <About memory={memory} used={used} />
      {earlier.length > 0 && (
        <details class="more">
          <summary>{t.earlier(earlier.length)}</summary>
          <ul class="earlier">
            {earlier.map((old) => (
              <li key={old.id}>
                <span>{old.text}</span> <span class="hint">{t.when(new Date(old.time))}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {editing ? (
        <Edit memory={memory} busy={acts.busy} save={save} close={() => setEditing(false)} />
      ) : (
        <div class="actions">
          {!memory.confirmed && (
            <button
              type="button"
              class="plain"
              aria-label={t.confirmThis(memory.text)}
              disabled={acts.busy}
              onClick={() => acts.confirm(memory.id)}
            >
              {t.confirmFact}
            </button>
          )}
          {used && (
            <button
              type="button"
              class="plain"
              aria-label={t.editThis(memory.text)}
              disabled={acts.busy}
              onClick={() => setEditing(true)}
            >
              {t.editFact}
            </button>
          )}
          <Sure
            label={t.deleteFact}
            name={t.deleteThis(memory.text)}
            question={t.deleteSure(earlier.length)}
            answer={t.deleteIt}
            busy={acts.busy}
            act={() => acts.remove([memory, ...earlier].map(({ id }) => id))}
          />
        </div>
      )}
    </li>
  );
}
