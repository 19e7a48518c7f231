// Questions that were asked and not answered, for the owner to answer. They are kept only where that was granted; where it
// was not, this says so and offers it.
import { useCallback, useEffect, useState } from "preact/hooks";
import { PurposeFacts, useConsents } from "./consents";
import { getQueue, type Answer, type Taught, type Waiting } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { TaughtNote, Teach } from "./teach";
import { Wrong } from "./wrong";

const kPurpose = "corrections";

export interface QueueProps {
  name: string;
  answers: Answer[];
  taught: () => void;
  waiting: number; // as the report has it: read anew when it changes
}

function Item({ name, answers, item, done }: Omit<QueueProps, "waiting" | "taught"> & { item: Waiting; done: (taught: Taught) => void }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const { question, chance } = item.detail;
  return (
    <li class="entry waiting-question">
      <h3>{item.input}</h3>
      <p class="hint">
        {[question && chance !== undefined ? t.bestGuess(question, chance) : "", t.when(new Date(item.time))]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {open ? (
        <Teach
          id={`queue-${item.id}`}
          name={name}
          question={item.input}
          answers={answers}
          lesson={item.id}
          done={done}
        />
      ) : (
        <div class="actions">
          <button
            type="button"
            class="plain"
            aria-label={`${t.teach}: ${item.input}`}
            onClick={() => setOpen(true)}
          >
            {t.teach}
          </button>
        </div>
      )}
    </li>
  );
}

function AskConsent() {
  const t = useTexts();
  const consents = useConsents();
  const consent = consents.all?.find(({ purpose }) => purpose === kPurpose);
  if (!consent) return <Wrong error={consents.error} />;
  if (consent.state === "granted") return <p class="hint">{t.queueEmpty}</p>;
  const { title } = consent[t.code];
  return (
    <div class="sure" role="group" aria-label={title}>
      <div>
        <p>{t.queueAsked}</p>
        <PurposeFacts consent={consent} />
      </div>
      <button
        type="button"
        class="primary"
        disabled={consents.busy}
        onClick={() => consents.set([kPurpose], "granted")}
      >
        {t.grantThis(title)}
      </button>
      <Wrong error={consents.error} />
    </div>
  );
}

export function Queue({ name, answers, taught, waiting }: QueueProps) {
  const t = useTexts();
  const [items, setItems] = useState<Waiting[] | null>(null);
  const [learnt, setLearnt] = useState<Taught | null>(null);
  const { error, run } = useDoing();
  const load = useCallback(async () => setItems(await getQueue(name)), [name]);
  useEffect(() => {
    run(load);
  }, [load, waiting]);
  const done = (result: Taught) => {
    setLearnt(result);
    run(load);
    taught();
  };
  return (
    <section class="card" aria-labelledby="queue-title">
      <h2 id="queue-title">{t.queueTitle}</h2>
      <p class="hint">{t.queueHint}</p>
      <Wrong error={error} />
      {learnt && <TaughtNote taught={learnt} />}
      {items?.length === 0 && <AskConsent />}
      {items && items.length > 0 && (
        <ul class="entries">
          {items.map((item) => (
            <Item key={item.id} name={name} answers={answers} item={item} done={done} />
          ))}
        </ul>
      )}
    </section>
  );
}
