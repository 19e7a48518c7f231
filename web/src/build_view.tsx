// One build: how far it is, its curve, what was found about the data, and what may be done with it.
import { useState } from "preact/hooks";
import { explain, hasKey, request } from "./api";
import {
  continueBuild,
  deleteBuild,
  figure,
  reportPath,
  stopBuild,
  useBuild,
  type Build,
  type Finding,
} from "./builds";
import { Curve } from "./curve";
import { bytes } from "./format";
import { useTexts } from "./language";
import type { Texts } from "./texts";

export interface BuildViewProps {
  build: Build;
  changed: () => Promise<void>;
  again: (id: string) => void; // it goes on
}

// What it is worth in one line, on rows that it has not seen.
export function mainFigure(build: Build, t: Texts): string {
  const at = (where: string) => figure(build.measures, where);
  const [accuracy, first, perplexity, nearest] = [
    at("test.accuracy"),
    at("test.first_right"),
    at("test.perplexity"),
    at("test.nearest"),
  ];
  if (accuracy !== undefined) return t.accuracyFigure(accuracy, at("test.texts") ?? 0);
  if (first !== undefined) return t.answersFigure(first, at("test.questions") ?? 0);
  if (perplexity !== undefined)
    return t.perplexityFigure(at("test.perplexity_before") ?? 0, perplexity);
  if (nearest !== undefined) return t.nearestFigure(nearest);
  return build.state === "done" ? t.untested : "";
}

function Findings({ findings }: { findings: Finding[] }) {
  const t = useTexts();
  const korean = document.documentElement.lang === "ko";
  if (findings.length === 0) return null;
  return (
    <div class="findings">
      <h3>{t.findings}</h3>
      <ul>
        {findings.map((finding, i) => (
          <li key={i} class={finding.severity}>
            <span class="severity">{t.severities[finding.severity] ?? finding.severity}</span>
            <span>
              {korean ? finding.ko : finding.en}
              {finding.rows.length > 0 && (
                <span class="hint"> {t.rows(finding.rows.slice(0, 8), finding.count)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Going({ build }: { build: Build }) {
  const t = useTexts();
  const { stage, done, total, seconds_left, epoch, epochs, loss } = build.progress;
  const share = total > 0 ? done / total : 0;
  if (build.state === "waiting") return <p role="status">{t.inQueue}</p>;
  return (
    <div class="going">
      <p role="status">{stage ? (t.stages[stage] ?? stage) : t.loading}</p>
      <progress value={share} max={1} aria-label={t.howFar} />
      <p class="hint">
        {[
          total > 0 ? `${Math.floor(100 * share)}%` : "",
          epoch !== undefined && epochs !== undefined ? t.epoch(epoch, epochs) : "",
          loss !== undefined ? t.lossNow(loss) : "",
          seconds_left !== undefined ? t.timeLeft(seconds_left) : "",
          t.workedFor(build.seconds),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}

// With a key a link would be refused: then the report is fetched and kept as a file.
function ReportLink({ build }: { build: Build }) {
  const t = useTexts();
  if (!hasKey())
    return (
      <a class="plain" href={reportPath(build.id)} target="_blank" rel="noreferrer">
        {t.openReport}
      </a>
    );
  const keep = async () => {
    const blob = await (await request(reportPath(build.id))).blob();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${build.name} report.html`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <button type="button" class="plain" onClick={keep}>
      {t.keepReport}
    </button>
  );
}

export function BuildView({ build, changed, again }: BuildViewProps) {
  const t = useTexts();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const act = (what: () => Promise<unknown>, then?: () => void) => async () => {
    setBusy(true);
    setError(null);
    try {
      await what();
      await changed();
      then?.();
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  };
  const { state, progress } = build;
  const works = state === "waiting" || state === "running";
  const size = figure(build.measures, "model.bytes");
  const losses = progress.losses ?? [];
  return (
    <section class="card build" aria-labelledby="build-title">
      <header class="build-head">
        <h2 id="build-title">{build.name}</h2>
        <span class={`state ${state}`}>{t.states[state]}</span>
      </header>
      <p class="hint">
        {[t.tasks[build.task] ?? build.task, build.files.map((file) => file.name).join(", ")].join(" · ")}
      </p>
      {works && <Going build={build} />}
      {state === "stopped" && <p>{t.stoppedHint}</p>}
      {state === "failed" && (
        <p class="error" role="alert">
          {build.error}
        </p>
      )}
      {state === "done" && (
        <p class="figure" role="status">
          {mainFigure(build, t)}
          {size !== undefined && <span class="hint"> · {bytes(size)}</span>}
          <span class="hint"> · {t.took(build.seconds)}</span>
        </p>
      )}
      {losses.length > 1 && <Curve losses={losses} scores={progress.scores ?? []} />}
      <Findings findings={progress.findings ?? []} />
      <div class="actions">
        {works && (
          <button type="button" class="primary" disabled={busy} onClick={act(() => stopBuild(build.id))}>
            {t.stop}
          </button>
        )}
        {(state === "stopped" || state === "failed") && (
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={act(() => continueBuild(build.id), () => again(build.id))}
          >
            {t.continueBuild}
          </button>
        )}
        {state === "done" && build.served === null && (
          <button type="button" class="primary" disabled={busy} onClick={act(() => useBuild(build.id))}>
            {t.useIt}
          </button>
        )}
        {build.served !== null && (
          <p class="verdict good">
            {t.inUse(build.served)} <a href={build.task === "chat" || build.task === "complete" ? "#chat" : "#try"}>{t.tryIt}</a>
          </p>
        )}
        {state === "done" && <ReportLink build={build} />}
        {!works && build.served === null && !sure && (
          <button type="button" class="plain" disabled={busy} onClick={() => setSure(true)}>
            {t.deleteBuild}
          </button>
        )}
        {sure && (
          <button type="button" class="plain bad" disabled={busy} onClick={act(() => deleteBuild(build.id))}>
            {t.reallyDelete}
          </button>
        )}
      </div>
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
    </section>
  );
}
