// A text and a JSON Schema: the model writes JSON under it, and the page checks what came.
import { useRef, useState } from "preact/hooks";
import { explain } from "./api";
import { misfit } from "./check";
import { ModelChoice } from "./choice";
import { useTexts } from "./language";
import { streamChat, type Finish } from "./stream";
import type { Texts } from "./texts";

const kMostTokens = 300;
const kInstruction = "Write what the text says as JSON.";
const kExample = `{
  "type": "object",
  "properties": {
    "name": {"type": "string", "maxLength": 40},
    "age": {"type": "integer"},
    "city": {"type": "string", "maxLength": 40}
  },
  "required": ["name", "age", "city"]
}`;

interface Verdict {
  good: boolean;
  says: (t: Texts) => string;
}

function judge(reply: string, schema: unknown, finish: Finish): Verdict {
  if (finish === "length") return { good: false, says: (t) => t.notWhole };
  try {
    const where = misfit(JSON.parse(reply), schema);
    return where === null
      ? { good: true, says: (t) => t.fits }
      : { good: false, says: (t) => t.fitsNot(where) };
  } catch {
    return { good: false, says: (t) => t.notJson };
  }
}

const pretty = (json: string) => JSON.stringify(JSON.parse(json), null, 2);

export function SchemaReply({ models }: { models: string[] }) {
  const t = useTexts();
  const [chosen, setModel] = useState("");
  const model = models.includes(chosen) ? chosen : (models[0] ?? "");
  const [text, setText] = useState<string | null>(null);
  const [schema, setSchema] = useState(kExample);
  const [reply, setReply] = useState("");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [error, setError] = useState<((t: Texts) => string) | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | null>(null);
  const given = text ?? t.jsonExample;

  async function write(parsed: unknown, signal: AbortSignal) {
    let whole = "";
    let finish: Finish = "stop";
    const chat = {
      model,
      messages: [
        { role: "system" as const, content: kInstruction },
        { role: "user" as const, content: given },
      ],
      temperature: 0,
      max_tokens: kMostTokens,
      response_format: {
        type: "json_schema",
        json_schema: { name: "reply", schema: parsed, strict: true },
      },
    };
    for await (const piece of streamChat(chat, signal)) {
      if ("text" in piece) setReply((whole += piece.text));
      if ("finish" in piece) finish = piece.finish;
    }
    const found = judge(whole, parsed, finish);
    setVerdict(found);
    if (found.good) setReply(pretty(whole));
  }

  async function submit(event: Event) {
    event.preventDefault();
    setReply("");
    setVerdict(null);
    setError(null);
    let parsed: unknown;
    try {
      parsed = JSON.parse(schema);
    } catch (e) {
      return setError(() => (texts: Texts) => texts.schemaBroken((e as Error).message));
    }
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    try {
      await write(parsed, controller.signal);
    } catch (e) {
      if (!controller.signal.aborted) setError(() => (texts: Texts) => explain(e, texts));
    }
    setBusy(false);
  }

  return (
    <form
      class="card"
      aria-labelledby="json-title"
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && running.current?.abort()}
    >
      <h2 id="json-title">{t.jsonTitle}</h2>
      <p class="hint">{t.jsonHint}</p>
      <ModelChoice id="json-model" models={models} model={model} choose={setModel} />
      <label for="json-text">{t.text}</label>
      <textarea
        id="json-text"
        rows={2}
        value={given}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <label for="json-schema">{t.schema}</label>
      <textarea
        id="json-schema"
        class="code"
        rows={9}
        spellcheck={false}
        value={schema}
        onInput={(event) => setSchema(event.currentTarget.value)}
      />
      {busy ? (
        <button type="button" class="primary" onClick={() => running.current?.abort()}>
          {t.stop}
        </button>
      ) : (
        <button type="submit" class="primary" disabled={!given.trim()}>
          {t.write}
        </button>
      )}
      <div class="result" aria-live="polite" aria-busy={busy}>
        {reply && (
          <pre class="code" tabIndex={0} aria-label={t.reply}>
            {reply}
          </pre>
        )}
        {verdict && <p class={verdict.good ? "verdict good" : "verdict bad"}>{verdict.says(t)}</p>}
        {error && (
          <p class="error" role="alert">
            {error(t)}
          </p>
        )}
      </div>
    </form>
  );
}
