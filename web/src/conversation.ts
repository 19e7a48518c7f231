// The conversation: what was said, what is being written, and how to send, stop and begin anew. No markup.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { understand, type ChatMessage, type Understanding } from "./api";
import { streamChat, type Finish, type Personal, type Usage } from "./stream";

// Small models tend to say the same again and again.
const kRepeatPenalty = 1.1;

export interface Settings {
  model: string;
  system: string;
  temperature: number;
  maxTokens: number;
  memory: boolean; // use what is known of the person
  learned: boolean; // answer with what was learnt
}

export interface Turn {
  id: number;
  model: string;
  question: string;
  understood?: Understanding;
  reply: string;
  state: "waiting" | "writing" | "done" | "stopped" | "failed";
  finish?: Finish;
  usage?: Usage;
  personal?: Personal;
  error?: unknown;
}

export interface Conversation {
  turns: Turn[];
  busy: boolean;
  send: (question: string) => void;
  stop: () => void;
  clear: () => void;
}

// What the model is shown. A question without a reply would make two of the person's messages follow each other.
function messagesOf(turns: Turn[], system: string, question: string): ChatMessage[] {
  const messages: ChatMessage[] = system.trim() ? [{ role: "system", content: system }] : [];
  for (const turn of turns) {
    if (!turn.reply) continue;
    messages.push(
      { role: "user", content: turn.question },
      { role: "assistant", content: turn.reply },
    );
  }
  messages.push({ role: "user", content: question });
  return messages;
}

export function useConversation(settings: Settings, understands: boolean): Conversation {
  const [turns, setTurns] = useState<Turn[]>([]);
  const running = useRef<AbortController | null>(null);
  const ids = useRef(0);

  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const update = (id: number, change: (turn: Turn) => Partial<Turn>) =>
    setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...change(turn) } : turn)));

  async function write(id: number, messages: ChatMessage[], signal: AbortSignal) {
    const { model, temperature, maxTokens, memory, learned } = settings;
    const before = turns[turns.length - 1]?.personal?.memory?.last ?? [];
    const chat = {
      model,
      messages,
      temperature,
      max_tokens: maxTokens,
      repeat_penalty: kRepeatPenalty,
      learned,
      ...(memory && { memory: { last: before } }),
    };
    for await (const piece of streamChat(chat, signal)) {
      if ("text" in piece)
        update(id, (turn) => ({ reply: turn.reply + piece.text, state: "writing" }));
      else update(id, () => piece);
    }
    update(id, () => ({ state: "done" }));
  }

  function send(question: string) {
    if (running.current || !question.trim()) return;
    const controller = new AbortController();
    running.current = controller;
    const id = ++ids.current;
    const messages = messagesOf(turns, settings.system, question);
    setTurns((all) => [
      ...all,
      { id, model: settings.model, question, reply: "", state: "waiting" },
    ]);
    write(id, messages, controller.signal)
      .catch((error) =>
        update(id, () =>
          controller.signal.aborted ? { state: "stopped" } : { state: "failed", error },
        ),
      )
      .finally(() => {
        if (running.current === controller) running.current = null;
      });
    if (!understands) return;
    understand(question).then(
      (understood) => update(id, () => ({ understood })),
      () => undefined, // the reply says what is wrong, if anything
    );
  }

  function clear() {
    stop();
    running.current = null;
    setTurns([]);
  }

  const last = turns[turns.length - 1];
  const busy = last?.state === "waiting" || last?.state === "writing";
  return { turns, busy, send, stop, clear };
}
