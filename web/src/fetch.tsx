// The models of the catalogue: what each is, how large and under which licence; fetching one, loading and unloading.
// Nothing is fetched before the person has seen what it is and pressed the button.
import { useCallback, useEffect, useState } from "preact/hooks";
import { explain } from "./api";
import {
  getCatalogue,
  getPulls,
  loadModel,
  startPull,
  stopPull,
  unloadModel,
  type Catalogue,
  type Entry,
  type Pull,
} from "./catalogue";
import { bytes } from "./format";
import { useTexts } from "./language";

const kEvery = 700; // ms, while something is being fetched

// What is fetched, read again and again while it is.
function usePulls(): [Pull[], () => void] {
  const [pulls, setPulls] = useState<Pull[]>([]);
  const [asked, setAsked] = useState(0);
  const running = pulls.some(({ state }) => state === "running");
  const read = useCallback(() => {
    getPulls().then(setPulls, () => undefined);
  }, []);
  useEffect(read, [read, asked]);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(read, kEvery);
    return () => clearInterval(timer);
  }, [running, read]);
  return [pulls, () => setAsked((n) => n + 1)];
}

function Fetching({ pull, stop }: { pull: Pull; stop: () => void }) {
  const t = useTexts();
  const share = pull.total > 0 ? pull.done / pull.total : 0;
  return (
    <div class="going">
      <progress value={share} max={1} aria-label={t.howFar} />
      <p class="hint" role="status">
        {[
          pull.label || t.loading,
          pull.total > 0 ? `${Math.floor(100 * share)}%` : "",
          pull.seconds_left !== undefined ? t.timeLeft(pull.seconds_left) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <button type="button" class="plain" onClick={stop}>
        {t.stop}
      </button>
    </div>
  );
}

interface RowProps {
  entry: Entry;
  pull: Pull | undefined;
  mayPull: boolean;
  act: (what: Promise<unknown>) => void;
  busy: boolean;
}

function Row({ entry, pull, mayPull, act, busy }: RowProps) {
  const t = useTexts();
  const [asked, setAsked] = useState(false);
  const korean = document.documentElement.lang === "ko";
  const what = entry.descriptions?.[korean ? "ko" : "en"];
  const running = pull?.state === "running";
  const size = bytes(entry.download_bytes ?? entry.bytes);
  return (
    <li class="entry">
      <h3>{entry.name}</h3>
      {what && <p>{what}</p>}
      <p class="hint">
        {[
          entry.here ? t.onDisk(bytes(entry.bytes)) : t.toFetch(size),
          entry.licence,
        ]
          .filter(Boolean)
          .join(" · ")}
        {entry.licence_url && (
          <>
            {" "}
            <a href={entry.licence_url} target="_blank" rel="noreferrer">
              {t.terms}
            </a>
          </>
        )}
      </p>
      {running && pull && <Fetching pull={pull} stop={() => act(stopPull(entry.name))} />}
      {pull?.state === "failed" && (
        <p class="error" role="alert">
          {pull.error}
        </p>
      )}
      {asked && !entry.here && !running && (
        <div class="sure" role="group" aria-label={entry.name}>
          <p>{t.fetchSure(entry.name, size, entry.licence)}</p>
          <button
            type="button"
            class="primary"
            onClick={() => {
              setAsked(false);
              act(startPull(entry.name));
            }}
          >
            {t.fetchNow}
          </button>
          <button type="button" class="plain" onClick={() => setAsked(false)}>
            {t.cancel}
          </button>
        </div>
      )}
      <div class="actions">
        {!entry.here && !running && !asked && entry.download_bytes !== undefined && mayPull && (
          <button
            type="button"
            class="plain"
            aria-label={t.fetchThis(entry.name)}
            onClick={() => setAsked(true)}
          >
            {t.fetch}
          </button>
        )}
        {entry.here && entry.served === null && (
          <button
            type="button"
            class="plain"
            disabled={busy}
            aria-label={t.loadThis(entry.name)}
            onClick={() => act(loadModel(entry.name))}
          >
            {t.load}
          </button>
        )}
        {entry.served !== null && <p class="verdict good">{t.loaded}</p>}
      </div>
    </li>
  );
}

export function Fetch({ reload, served }: { reload: () => void; served: string }) {
  const t = useTexts();
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [pulls, readPulls] = usePulls();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const running = pulls.some(({ state }) => state === "running");
  useEffect(() => {
    getCatalogue().then(setCatalogue, setError);
  }, [running, served]);

  const act = async (what: Promise<unknown>) => {
    setError(null);
    setBusy(true);
    try {
      await what;
    } catch (e) {
      setError(e);
    }
    setBusy(false);
    readPulls();
    reload();
  };
  return (
    <section class="card" aria-labelledby="fetch-title">
      <h2 id="fetch-title">{t.catalogueTitle}</h2>
      <p class="hint">
        {catalogue && !catalogue.may_pull ? t.noPull : t.catalogueHint}
      </p>
      {busy && <p role="status">{t.loading}</p>}
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
      <ul class="entries">
        {catalogue?.data.map((entry) => (
          <Row
            key={entry.name}
            entry={entry}
            pull={pulls.find(({ name }) => name === entry.name)}
            mayPull={catalogue.may_pull}
            act={act}
            busy={busy}
          />
        ))}
      </ul>
    </section>
  );
}

export function Unload({ id, reload }: { id: string; reload: () => void }) {
  const t = useTexts();
  const [error, setError] = useState<unknown>(null);
  const unload = async () => {
    setError(null);
    try {
      await unloadModel(id);
      reload();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <div class="actions">
      <button type="button" class="plain" aria-label={t.unloadThis(id)} onClick={unload}>
        {t.unload}
      </button>
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
    </div>
  );
}
