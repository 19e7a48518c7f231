// A new desk: an FAQ, manuals if there are any, a name, and how many wrong answers are accepted.
import { useEffect, useRef, useState } from "preact/hooks";
import { base64Of } from "./builds";
import { getCatalogue, type Entry } from "./catalogue";
import { makeDesk, type Making, type Sent } from "./desks";
import { useDoing } from "./doing";
import { FileChoice } from "./files";
import { bytes } from "./format";
import { useTexts } from "./language";
import { Wrong } from "./wrong";

const kMostBytes = 40e6; // of all files: base64 makes them a third longer, and the server takes 64 MiB
const kDials = [0.01, 0.02, 0.05, 0.1, 0.2];

const sent = async (file: File): Promise<Sent> => ({
  name: file.name,
  base64: await base64Of(file),
});

interface DeskFormProps {
  made: (name: string) => void;
  mayFetch: boolean;
}

// What makes vectors of questions: the brain that comes along, nothing, or an encoder that was fetched.
function useEncoders(mayFetch: boolean): Entry[] {
  const [entries, setEntries] = useState<Entry[]>([]);
  useEffect(() => {
    if (!mayFetch) return;
    getCatalogue().then(
      ({ data }) => setEntries(data.filter(({ here, purpose }) => here && purpose === "embed")),
      () => undefined, // those that need no fetching are offered
    );
  }, [mayFetch]);
  return entries;
}

export function DeskForm({ made, mayFetch }: DeskFormProps) {
  const t = useTexts();
  const [faq, setFaq] = useState<File[]>([]);
  const [docs, setDocs] = useState<File[]>([]);
  const [name, setName] = useState("");
  const [dial, setDial] = useState(0.05);
  const [encoder, setEncoder] = useState("seed");
  const encoders = useEncoders(mayFetch);
  const [making, setMaking] = useState<Making | null>(null);
  const running = useRef<AbortController | null>(null);
  const { busy, error, run } = useDoing();
  const sum = [...faq, ...docs].reduce((all, file) => all + file.size, 0);

  async function make(first: File) {
    const controller = new AbortController();
    running.current = controller;
    try {
      const desk = {
        name: name.trim() || t.deskNameHint,
        faq: await sent(first),
        docs: await Promise.all(docs.map(sent)),
        dial,
        encoder,
      };
      const fresh = await makeDesk(desk, controller.signal, setMaking);
      setFaq([]);
      setDocs([]);
      setName("");
      made(fresh);
    } catch (e) {
      if (!controller.signal.aborted) throw e;
    } finally {
      setMaking(null);
    }
  }

  const submit = (event: Event) => {
    event.preventDefault();
    const first = faq[0];
    if (first) run(() => make(first));
  };
  return (
    <form class="desk-form" aria-label={t.newDesk} onSubmit={submit}>
      <FileChoice
        id="desk-faq"
        title={t.chooseFaq}
        hint={t.chooseFaqHint}
        kinds=".csv,.tsv,.json,.jsonl"
        single
        files={faq}
        change={setFaq}
      />
      <FileChoice
        id="desk-docs"
        title={t.chooseManuals}
        hint={t.chooseManualsHint}
        files={docs}
        change={setDocs}
      />
      {sum > kMostBytes && (
        <p class="error" role="alert">
          {t.filesTooLarge(bytes(kMostBytes))}
        </p>
      )}
      <div class="fields">
        <div class="field">
          <label for="desk-name">{t.deskName}</label>
          <input
            id="desk-name"
            value={name}
            placeholder={t.deskNameHint}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="desk-dial">{t.dial}</label>
          <select
            id="desk-dial"
            value={String(dial)}
            onChange={(event) => setDial(Number(event.currentTarget.value))}
          >
            {kDials.map((one) => (
              <option key={one} value={String(one)}>
                {t.dialIs(one)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="desk-encoder">{t.encoder}</label>
          <select
            id="desk-encoder"
            value={encoder}
            onChange={(event) => setEncoder(event.currentTarget.value)}
          >
            <option value="seed">{t.encoderSeed}</option>
            {encoders.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
            <option value="none">{t.encoderNone}</option>
          </select>
        </div>
      </div>
      {busy ? (
        <div class="going">
          <p role="status">{making ? (t.deskStages[making.stage] ?? making.stage) : t.starting}</p>
          <progress
            value={making && making.total > 0 ? making.done / making.total : 0}
            max={1}
            aria-label={t.howFar}
          />
          <button type="button" class="plain" onClick={() => running.current?.abort()}>
            {t.stop}
          </button>
        </div>
      ) : (
        <button
          type="submit"
          class="primary"
          disabled={faq.length === 0 || sum > kMostBytes}
        >
          {t.makeDesk}
        </button>
      )}
      <Wrong error={error} />
    </form>
  );
}
