// Where a message is written. Enter sends, Shift+Enter breaks the line; an Enter that ends a Hangul syllable
// belongs to the input method.
import { useEffect, useRef, useState } from "preact/hooks";
import { useTexts } from "./language";

export interface ComposerProps {
  busy: boolean;
  draft: string; // put into the field when it changes
  send: (text: string) => void;
  stop?: () => void; // nothing: a reply comes at once and cannot be stopped
  label?: string; // "Your message"
}

export function Composer({ busy, draft, send, stop, label }: ComposerProps) {
  const t = useTexts();
  const [text, setText] = useState(draft);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!draft) return;
    setText(draft);
    field.current?.focus();
  }, [draft]);
  // As high as its lines, up to what the style sheet allows.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  function submit() {
    if (busy || !text.trim()) return;
    send(text.trim());
    setText("");
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    submit();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label class="hidden" for="message">
        {label ?? t.message}
      </label>
      <div class="field">
        <textarea
          id="message"
          ref={field}
          rows={1}
          value={text}
          placeholder={t.messageHint}
          aria-describedby="keys"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {busy && stop ? (
          <button
            type="button"
            class="round stop"
            aria-label={t.stop}
            title={t.stop}
            onClick={stop}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" />
            </svg>
          </button>
        ) : (
          <button
            type="submit"
            class="round"
            aria-label={t.send}
            title={t.send}
            disabled={busy || !text.trim()}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M10 16V4.5M5 9.5l5-5 5 5" />
            </svg>
          </button>
        )}
      </div>
      <p id="keys" class="hint">
        {stop ? t.keys : t.keysShort}
      </p>
    </form>
  );
}
