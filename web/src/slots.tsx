// The names, numbers and addresses that a message holds. What is not one, what is of another kind and what was missed is put
// right here, and kept as a lesson.
import { useState } from "preact/hooks";
import { teachDesk, type Slot } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kNone = "none";

interface SlotFormProps {
  desk: string;
  question: string;
  slot: Slot | null; // null: one that was missed
  done: (kept: boolean) => void;
  cancel: () => void;
}

function SlotForm({ desk, question, slot, done, cancel }: SlotFormProps) {
  const t = useTexts();
  const [text, setText] = useState(slot?.text ?? "");
  const [kind, setKind] = useState(slot ? kNone : "name");
  const { busy, error, run } = useDoing();
  const kinds = Object.entries(t.slotKinds);
  const submit = (event: Event) => {
    event.preventDefault();
    run(async () => {
      const taught = await teachDesk(desk, { text: question, slot: { text, kind } });
      done(taught.lesson !== null);
    });
  };
  return (
    <form class="slot-form" aria-label={t.slotWrong} onSubmit={submit}>
      {slot === null && (
        <label>
          {t.slotText}
          <input type="text" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      )}
      <label>
        {slot ? t.slotIs(slot.text) : t.kindOf}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          {slot && <option value={kNone}>{t.slotNone}</option>}
          {kinds.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div class="actions">
        <button type="submit" class="plain" disabled={busy || !text.trim()}>
          {t.save}
        </button>
        <button type="button" class="plain" onClick={cancel}>
          {t.cancel}
        </button>
      </div>
      <Wrong error={error} />
    </form>
  );
}

export function Slots({ desk, question, slots }: { desk: string; question: string; slots: Slot[] }) {
  const t = useTexts();
  const [open, setOpen] = useState<number | null>(null); // which is put right; -1: one that was missed
  const [kept, setKept] = useState<boolean | null>(null);
  const done = (was: boolean) => {
    setKept(was);
    setOpen(null);
  };
  return (
    <>
      <h4>{t.slots}</h4>
      {slots.length === 0 && <p class="hint">{t.noSlots}</p>}
      <ul class="others">
        {slots.map((slot, i) => (
          <li key={i}>
            <span>
              <span class="hint">{t.slotKinds[slot.kind] ?? slot.kind}</span> {slot.text}
            </span>
            <button
              type="button"
              class="plain"
              aria-label={`${t.slotWrong}: ${slot.text}`}
              onClick={() => setOpen(i)}
            >
              {t.slotWrong}
            </button>
          </li>
        ))}
      </ul>
      {open === null && (
        <button type="button" class="plain correct" onClick={() => setOpen(-1)}>
          {t.slotMissed}
        </button>
      )}
      {open !== null && (
        <SlotForm
          key={open}
          desk={desk}
          question={question}
          slot={slots[open] ?? null}
          done={done}
          cancel={() => setOpen(null)}
        />
      )}
      {kept !== null && (
        <p class="hint" role="status">
          {kept ? t.slotKept : t.slotNotKept}
        </p>
      )}
    </>
  );
}
