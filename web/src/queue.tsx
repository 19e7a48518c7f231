// Questions that were asked and not answered, for the owner to answer. They are kept only where that was granted; where it
// was not, this says so and offers it.
import { useCallback, useEffect, useState } from "preact/hooks";
import { ConsentOffer } from "./consents";
import { getQueue, type Answer, type Taught, type Waiting } from "./desks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { TaughtNote, Teach } from "./teach";
import { Wrong } from "./wrong";

const kPurpose = "corrections";
const kShown = 5; // questions at first

export interface QueueProps {
  name: string;
  answers: Answer[];
  taught: () => void;
  waiting: number; // as the report has it: read anew when it changes
}

// The same question, as often as it was asked; the newest first.
type Group = [Waiting, ...Waiting[]];

function grouped(items: Waiting[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const same = groups.get(item.input);
    if (same) same.push(item);
    else groups.set(item.input, [item]);
  }
  return [...groups.values()];
}

interface ItemProps {
  name: string;
  answers: Answer[];
  group: Group;
  done: (taught: Taught) => void;
}

function Item({ name, answers, group, done }: ItemProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [item] = group;
  const { question, chance } = item.detail;
  return (
    <li class="entry waiting-question">
      <h3>{item.input}</h3>
      <p class="hint">
        {[
          question && chance !== undefined ? t.bestGuess(question, chance) : "",
          t.when(new Date(item.time)),
          group.length > 1 ? t.askedTimes(group.length) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {open ? (
        <Teach
          id={`queue-${item.id}`}
          name={name}
          question={item.input}
          answers={answers}
          lessons={group.map(({ id }) => id)}
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

export function Queue({ name, answers, taught, waiting }: QueueProps) {
  const t = useTexts();
  const [items, setItems] = useState<Waiting[] | null>(null);
  const [learnt, setLearnt] = useState<Taught | null>(null);
  const [whole, setWhole] = useState(false);
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
  const groups = grouped(items ?? []);
  return (
    <section class="card" aria-labelledby="queue-title">
      <h2 id="queue-title">{t.queueTitle}</h2>
      <p class="hint">{t.queueHint}</p>
      <Wrong error={error} />
      {learnt && <TaughtNote taught={learnt} />}
      {items?.length === 0 && (
        <ConsentOffer purpose={kPurpose} why={t.queueAsked}>
          <p class="hint">{t.queueEmpty}</p>
        </ConsentOffer>
      )}
      {groups.length > 0 && (
        <ul class="entries">
          {groups.slice(0, whole ? undefined : kShown).map((group) => (
            <Item key={group[0].input} name={name} answers={answers} group={group} done={done} />
          ))}
        </ul>
      )}
      {groups.length > kShown && !whole && (
        <div class="actions">
          <button type="button" class="plain" onClick={() => setWhole(true)}>
            {t.showAll(groups.length)}
          </button>
        </div>
      )}
    </section>
  );
}
