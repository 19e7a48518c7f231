// What the person thinks of a reply: good or not, what it should have been, and why it was said.
import { useState } from "preact/hooks";
import { ConsentOffer } from "./consents";
import type { Turn } from "./conversation";
import { useDoing } from "./doing";
import { giveFeedback, type Signal } from "./learned_api";
import { useTexts } from "./language";
import { WhyView } from "./why";
import { Wrong } from "./wrong";

type Form = "correction" | "edit";

interface RightProps {
  id: string;
  form: Form;
  reply: string;
  busy: boolean;
  save: (text: string) => void;
  close: () => void;
}

function Right({ id, form, reply, busy, save, close }: RightProps) {
  const t = useTexts();
  const [text, setText] = useState(form === "edit" ? reply : "");
  const ready = text.trim() !== "" && text.trim() !== reply.trim();
  return (
    <form
      class="teach"
      aria-label={t.rightReply}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save(text.trim());
      }}
    >
      <label for={id}>{t.rightReply}</label>
      <textarea
        id={id}
        rows={3}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="actions">
        <button type="submit" class="primary" disabled={busy || !ready}>
          {t.teachReply}
        </button>
        <button type="button" class="plain" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}

export function Feedback({ turn }: { turn: Turn }) {
  const t = useTexts();
  const [form, setForm] = useState<Form | null>(null);
  const [given, setGiven] = useState<{ signal: Signal; kept: boolean } | null>(null);
  const [why, setWhy] = useState(false);
  const { busy, error, run } = useDoing();
  const version = turn.personal?.learned ?? 0;
  const about = { prompt: turn.question, answer: turn.reply, version };

  const send = (signal: Signal) =>
    run(async () => {
      const { kept } = await giveFeedback(signal);
      setGiven({ signal, kept });
      setForm(null);
    });
  const button = (label: string, act: () => void, pressed?: boolean) => (
    <button
      type="button"
      class="plain small"
      aria-pressed={pressed}
      disabled={busy}
      onClick={act}
    >
      {label}
    </button>
  );
  const thumb = (value: 1 | -1, label: string) =>
    button(
      label,
      () => send({ signal: "thumbs", value, ...about }),
      given?.signal.signal === "thumbs" && given.signal.value === value,
    );
  return (
    <div class="feedback">
      <div class="actions">
        {thumb(1, t.goodReply)}
        {thumb(-1, t.badReply)}
        {button(t.shouldHave, () => setForm("correction"))}
        {button(t.editReply, () => setForm("edit"))}
        {version > 0 && button(t.whyReply, () => setWhy(true))}
      </div>
      {form && (
        <Right
          key={form}
          id={`right-${turn.id}`}
          form={form}
          reply={turn.reply}
          busy={busy}
          save={(text) => send({ signal: form, text, ...about })}
          close={() => setForm(null)}
        />
      )}
      {given?.kept && (
        <p class="hint" role="status">
          {t.thanksFeedback} <a href="#learned">{t.learned}</a>
        </p>
      )}
      {given && !given.kept && (
        <ConsentOffer
          purpose="corrections"
          why={t.feedbackWhy}
          granted={() => send(given.signal)}
        />
      )}
      {why && <WhyView model={turn.model} prompt={turn.question} />}
      <Wrong error={error} />
    </div>
  );
}
