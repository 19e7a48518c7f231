// The screen "Learned": learning with its progress, what the gate said, versions, lessons, and why something is said.
import { useCallback, useEffect, useState } from "preact/hooks";
import { ModelChoice } from "./choice";
import { ConsentGate, useConsents } from "./consents";
import { useDoing } from "./doing";
import { GateView } from "./gate";
import type { Receipt } from "./kept_api";
import {
  getLearning,
  getLessons,
  learn,
  pauseLearning,
  useVersion,
  watchLearning,
  type Learning,
  type Lesson,
  type Progress,
} from "./learned_api";
import { useTexts } from "./language";
import { Lessons } from "./lessons";
import { ReceiptView } from "./receipt";
import { events } from "./stream";
import { Versions } from "./versions";
import { WhyForm } from "./why";
import { Wrong } from "./wrong";

const kAgain = 1000; // ms before a stream that broke off is asked for anew

// Follows a run to its end.
function useProgress(model: string, running: boolean, ended: () => Promise<void>): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!running) return;
    const controller = new AbortController();
    const follow = async () => {
      const response = await watchLearning(model, controller.signal);
      if (!response.body) return;
      for await (const data of events(response.body)) {
        const event = JSON.parse(data);
        if (event.progress) setProgress(event.progress);
      }
    };
    follow()
      .catch(() => undefined) // the next look says what is wrong
      .finally(async () => {
        if (controller.signal.aborted) return;
        await ended();
        setTimeout(() => controller.signal.aborted || setRound((n) => n + 1), kAgain);
      });
    return () => controller.abort();
  }, [model, running, round]);
  return progress;
}

function Going({ progress }: { progress: Progress | null }) {
  const t = useTexts();
  if (!progress) return <p role="status">{t.loading}</p>;
  const { stage, done, total, seconds_left: left } = progress;
  const name = t.learnStages[stage] ?? stage;
  return (
    <div class="going">
      <p role="status">
        {name}
        {left !== undefined && left > 0 && <span class="hint"> · {t.timeLeft(left)}</span>}
      </p>
      <progress aria-label={name} value={done} max={Math.max(total, 1)} />
    </div>
  );
}

interface RunProps {
  learning: Learning;
  model: string;
  reload: () => Promise<void>;
}

function Run({ learning, model, reload }: RunProps) {
  const t = useTexts();
  const running = learning.state === "running";
  const progress = useProgress(model, running, reload);
  const [pausing, setPausing] = useState(false);
  const { busy, error, run } = useDoing();
  useEffect(() => setPausing(false), [running]);
  const begin = () =>
    run(async () => {
      await learn(model);
      await reload();
    });
  const { waiting, idle, why } = learning.status;
  return (
    <>
      <p>
        {t.waitingLessons(waiting)} {!idle && <span class="hint">{why}</span>}
      </p>
      {running ? (
        <>
          <Going progress={progress ?? learning.progress} />
          <div class="actions">
            <button
              type="button"
              class="plain"
              disabled={busy || pausing}
              onClick={() => run(async () => (await pauseLearning(), setPausing(true)))}
            >
              {t.pauseLearn}
            </button>
            {pausing && <span class="hint">{t.pausing}</span>}
          </div>
        </>
      ) : (
        <>
          {learning.state === "paused" && <p class="hint">{t.learnPaused}</p>}
          {learning.error && (
            <p class="error" role="alert">
              {learning.error}
            </p>
          )}
          <button
            type="button"
            class="primary"
            disabled={busy || (waiting === 0 && learning.state !== "paused")}
            onClick={begin}
          >
            {learning.state === "paused" ? t.learnOn : t.learnNow}
          </button>
        </>
      )}
      {learning.report && !running && <GateView report={learning.report} id="gate-last" />}
      <Wrong error={error} />
    </>
  );
}

export function LearnedScreen({ writers }: { writers: string[] }) {
  const t = useTexts();
  const [wanted, setModel] = useState("");
  const [learning, setLearning] = useState<Learning | null>(null);
  const [lessons, setLessons] = useState<Lesson[]>([]);
  const [receipts, setReceipts] = useState<Receipt[]>([]);
  const { busy, error, run } = useDoing();
  const model = writers.includes(wanted) ? wanted : (writers[0] ?? "");
  const load = useCallback(
    () =>
      run(async () => {
        setLearning(await getLearning(model));
        setLessons(await getLessons());
      }),
    [model],
  );
  useEffect(() => {
    load();
  }, [load]);
  const consents = useConsents(load);
  const use = (version: number) =>
    run(async () => {
      await useVersion(version);
      setLearning(await getLearning(model));
    });
  const versions = learning?.versions ?? [];
  return (
    <div class="screen">
      <h1>{t.learnedTitle}</h1>
      <p class="hint">{t.learnedHint}</p>
      <div class="receipts" aria-live="polite">
        {receipts.map((receipt) => (
          <ReceiptView key={receipt.id} receipt={receipt} />
        ))}
      </div>
      <section class="card" aria-labelledby="learn-title">
        <h2 id="learn-title">{t.learnTitle}</h2>
        <ModelChoice id="learn-model" models={writers} model={model} choose={setModel} />
        <Wrong error={error} />
        <ConsentGate consents={consents} purpose="corrections" why={t.learnWhy}>
          {learning && <Run learning={learning} model={model} reload={load} />}
        </ConsentGate>
      </section>
      <div class="columns">
        <Versions versions={versions} busy={busy} use={use} />
        <Lessons
          lessons={lessons}
          versions={versions}
          reload={load}
          erased={(receipt) => setReceipts((all) => [receipt, ...all])}
        />
      </div>
      {(learning?.status.active ?? 0) > 0 && <WhyForm model={model} />}
    </div>
  );
}
