// The screen "Chat".
import { useEffect, useRef, useState } from "preact/hooks";
import { Composer } from "./composer";
import type { Conversation, Settings } from "./conversation";
import { useTexts } from "./language";
import { SettingsDrawer } from "./settings";
import { TurnView } from "./turn";

export interface ChatProps {
  conversation: Conversation;
  writers: string[];
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

// Follows what is written, unless the person has scrolled up to read.
function useFollow(what: unknown) {
  const follow = useRef(true);
  useEffect(() => {
    const page = document.documentElement;
    const look = () => {
      follow.current = page.scrollHeight - page.scrollTop - page.clientHeight < 80;
    };
    addEventListener("scroll", look, { passive: true });
    return () => removeEventListener("scroll", look);
  }, []);
  useEffect(() => {
    if (follow.current) scrollTo(0, document.documentElement.scrollHeight);
  }, [what]);
}

function useEscape(active: boolean, run: () => void) {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]"))
        run();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [active, run]);
}

export function Chat({ conversation, writers, settings, change }: ChatProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState("");
  const { turns, busy, send, stop, clear } = conversation;
  const last = turns[turns.length - 1];
  useFollow(turns);
  useEscape(busy, stop);

  return (
    <div class="chat">
      <div class="toolbar">
        <h1 class="chat-model">{settings.model}</h1>
        <button type="button" class="plain" disabled={turns.length === 0} onClick={clear}>
          {t.newChat}
        </button>
        <button type="button" class="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          {t.settings}
        </button>
      </div>
      {turns.length === 0 && (
        <div class="welcome">
          <p class="greeting">{t.greeting}</p>
          <p class="hint">
            {t.greetingHint(settings.model)} {t.local}
          </p>
          <ul class="suggestions">
            {t.suggestions.map((one) => (
              <li key={one}>
                <button type="button" onClick={() => setDraft(one)}>
                  {one}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="turns" role="log" aria-label={t.conversation} aria-live="polite">
        {turns.map((turn) => (
          <TurnView key={turn.id} turn={turn} named={writers.length > 1} />
        ))}
      </div>
      <p class="hidden" role="status">
        {last?.state === "waiting"
          ? t.waiting
          : last?.state === "writing"
            ? t.writing
            : last?.state === "done"
              ? t.done
              : ""}
      </p>
      <Composer busy={busy} draft={draft} send={(text) => (setDraft(""), send(text))} stop={stop} />
      <SettingsDrawer
        open={open}
        close={() => setOpen(false)}
        writers={writers}
        settings={settings}
        change={change}
      />
    </div>
  );
}
