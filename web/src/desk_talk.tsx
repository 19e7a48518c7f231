// A conversation with the desk, as a customer has it. Beside each reply stands how it came about, and what was meant can
// be put right there.
import { useRef, useState } from "preact/hooks";
import { explain } from "./api";
import { Composer } from "./composer";
import { askDesk, teachDesk, type Answer, type Reply, type Taught } from "./desks";
import { DeskTrace } from "./desk_trace";
import { useTexts } from "./language";
import { placeOf } from "./search";
import { SlipView } from "./slip";
import { TaughtNote, Teach } from "./teach";

interface Turn {
  id: number;
  question: string;
  reply: Reply | null; // null: not yet
  error: unknown;
}

interface DeskTurnProps {
  desk: string;
  turn: Turn;
  answers: Answer[];
  taught: () => void;
  asked: () => void; // something was judged or spent
  mayAsk: boolean;
  choose: (option: string) => void;
}

interface JudgeProps {
  desk: string;
  turn: Turn;
  wrong: () => void;
  asked: () => void;
}

// Whether an answer was right: what the dial is held to.
function Judge({ desk, turn, wrong, asked }: JudgeProps) {
  const t = useTexts();
  const [said, setSaid] = useState<boolean | null>(null);
  const [error, setError] = useState<unknown>(null);
  const say = async (right: boolean) => {
    try {
      await teachDesk(desk, { text: turn.question, right });
      setSaid(right);
      asked();
      if (!right) wrong();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <div class="judge">
      {said === null ? (
        <>
          <button type="button" class="plain" onClick={() => say(true)}>
            {t.right}
          </button>
          <button type="button" class="plain" onClick={() => say(false)}>
            {t.wrong}
          </button>
        </>
      ) : (
        <p class="hint" role="status">
          {said ? t.thanksRight : t.thanksWrong}
        </p>
      )}
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
    </div>
  );
}

function DeskTurn({ desk, turn, answers, taught, asked, mayAsk, choose }: DeskTurnProps) {
  const t = useTexts();
  const [teaching, setTeaching] = useState(false);
  const [learnt, setLearnt] = useState<Taught | null>(null);
  const { reply } = turn;
  const done = (result: Taught) => {
    setLearnt(result);
    setTeaching(false);
    taught();
  };
  return (
    <article class="turn desk-turn">
      <div class="said">
        <h3 class="hidden">{t.you}</h3>
        <p class="question">{turn.question}</p>
      </div>
      {reply && (
        <DeskTrace
          desk={desk}
          question={turn.question}
          trace={reply.trace}
          taught={done}
          correct={() => setTeaching(true)}
        />
      )}
      <div class="answer" aria-busy={reply === null && turn.error === null}>
        {reply && (
          <>
            <h3 class="who">{t.decisions[reply.decision] ?? reply.decision}</h3>
            <p class="reply">{reply.text}</p>
            {reply.cites.map((cite, i) => (
              <p key={i} class="hint">
                {t.from(placeOf(cite, t))}
              </p>
            ))}
            {reply.options.length > 0 && (
              <div class="actions">
                {reply.options.map((option) => (
                  <button
                    key={option.answer}
                    type="button"
                    class="plain"
                    onClick={() => choose(option.text)}
                  >
                    {option.text}
                  </button>
                ))}
              </div>
            )}
            {reply.slip && <SlipView desk={desk} slip={reply.slip} mayAsk={mayAsk} decided={asked} />}
            {reply.decision === "answer" && (
              <Judge desk={desk} turn={turn} asked={asked} wrong={() => setTeaching(true)} />
            )}
            {reply.decision !== "answer" && reply.decision !== "small_talk" && !teaching && (
              <div class="judge">
                <button type="button" class="plain" onClick={() => setTeaching(true)}>
                  {t.teachIt}
                </button>
              </div>
            )}
          </>
        )}
        {turn.error !== null && (
          <p class="error" role="alert">
            {explain(turn.error, t)}
          </p>
        )}
        {teaching && (
          <Teach
            id={`turn-${turn.id}`}
            name={desk}
            question={turn.question}
            answers={answers}
            done={done}
          />
        )}
        {learnt && <TaughtNote taught={learnt} />}
      </div>
    </article>
  );
}

export interface DeskTalkProps {
  name: string;
  answers: Answer[];
  taught: () => void;
  asked: () => void;
  mayAsk: boolean; // a large model
}

export function DeskTalk({ name, answers, taught, asked, mayAsk }: DeskTalkProps) {
  const t = useTexts();
  const [turns, setTurns] = useState<Turn[]>([]);
  const conversation = useRef<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ids = useRef(0);

  async function send(question: string) {
    if (busy) return;
    const id = ++ids.current;
    const put = (part: Partial<Turn>) =>
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...part } : turn)));
    setBusy(true);
    setTurns((all) => [...all, { id, question, reply: null, error: null }]);
    try {
      const reply = await askDesk(name, question, conversation.current);
      conversation.current = reply.conversation;
      put({ reply });
      asked();
    } catch (error) {
      put({ error });
    }
    setBusy(false);
  }
  const clear = () => {
    conversation.current = null;
    setTurns([]);
  };
  return (
    <section class="card desk-talk" aria-labelledby="talk-title">
      <header class="build-head">
        <h2 id="talk-title">{t.askTitle}</h2>
        <button type="button" class="plain" disabled={turns.length === 0} onClick={clear}>
          {t.newChat}
        </button>
      </header>
      <p class="hint">{t.askHint}</p>
      <div class="turns" role="log" aria-label={t.conversation} aria-live="polite">
        {turns.map((turn) => (
          <DeskTurn
            key={turn.id}
            desk={name}
            turn={turn}
            answers={answers}
            taught={taught}
            asked={asked}
            mayAsk={mayAsk}
            choose={send}
          />
        ))}
      </div>
      <Composer busy={busy} draft="" label={t.askDesk} send={send} />
    </section>
  );
}
