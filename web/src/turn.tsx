// One turn of the conversation: the message, how it was understood, the reply and what it took. Replies are
// text, never markup.
import { explain } from "./api";
import type { Turn } from "./conversation";
import { useTexts } from "./language";
import type { Usage } from "./stream";
import { Feedback } from "./feedback";
import { HeardNote, isFromMemory } from "./heard";
import { Understood } from "./understood";

function Facts({ turn }: { turn: Turn }) {
  const t = useTexts();
  const facts: string[] = [];
  const usage: Usage | undefined = turn.usage;
  if (usage && usage.reply > 0) {
    facts.push(
      t.tokens(usage.reply),
      t.cached(usage.cached, usage.prompt),
      t.seconds(usage.seconds),
    );
    if (usage.reply > 1 && usage.replySeconds > 0)
      facts.push(t.rate(usage.reply / usage.replySeconds));
    if (usage.droppedMessages > 0) facts.push(t.left(usage.droppedMessages));
  }
  const { memory, learned } = turn.personal ?? {};
  if (memory && isFromMemory(memory)) facts.unshift(t.fromMemory);
  if (memory?.facts?.length && !isFromMemory(memory)) facts.push(t.knew(memory.facts.length));
  if (learned) facts.push(t.withVersion(learned));
  if (turn.finish === "length") facts.push(t.cut);
  if (turn.state === "stopped") facts.push(t.stopped);
  if (facts.length === 0) return null;
  return (
    <ul class="facts">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

export function TurnView({ turn, named }: { turn: Turn; named: boolean }) {
  const t = useTexts();
  const busy = turn.state === "waiting" || turn.state === "writing";
  return (
    <article class="turn">
      <div class="said">
        <h2 class="hidden">{t.you}</h2>
        <p class="question">{turn.question}</p>
      </div>
      {turn.understood && <Understood found={turn.understood} />}
      <div class="answer" aria-busy={busy}>
        <h2 class={named ? "who" : "hidden"}>{turn.model}</h2>
        {turn.state === "waiting" && (
          <p class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </p>
        )}
        {turn.reply && (
          <p class={turn.state === "writing" ? "reply writing" : "reply"}>{turn.reply}</p>
        )}
        {turn.state === "failed" && (
          <p class="error" role="alert">
            {explain(turn.error, t)}
          </p>
        )}
        <Facts turn={turn} />
        {turn.personal?.memory && <HeardNote heard={turn.personal.memory} />}
        {turn.state === "done" && turn.reply && <Feedback turn={turn} />}
      </div>
    </article>
  );
}
