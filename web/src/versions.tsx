// The versions that were learnt, the newest first, each with where it comes from; using one, and undoing it.
import { size } from "./format";
import { GateView } from "./gate";
import type { Version } from "./learned_api";
import { useTexts } from "./language";

interface VersionProps {
  version: Version;
  back: number; // what undoing it goes back to
  busy: boolean;
  use: (version: number) => void;
}

function VersionView({ version, back, busy, use }: VersionProps) {
  const t = useTexts();
  const { id, state, report } = version;
  return (
    <li class="fact">
      <header class="build-head">
        <h3>{t.versionName(id)}</h3>
        <span class={`state ${state === "active" ? "granted" : "refused"}`}>
          {t.versionStates[state]}
        </span>
      </header>
      <p class="hint">
        {[t.when(new Date(version.time)), version.base_name, t.afterVersion(version.parent)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p class="hint">
        {state === "erased"
          ? t.erasedVersion
          : t.versionFacts(version.lessons.length, version.held_back.length, size(version.bytes))}
      </p>
      {report && (report.checks?.length ?? 0) > 0 && (
        <details class="more">
          <summary>{t.showReport}</summary>
          <GateView report={{ ...report, kept: state !== "refused" }} id={`gate-${id}`} />
        </details>
      )}
      <div class="actions">
        {state === "active" && (
          <button
            type="button"
            class="plain"
            aria-label={t.undoName(id)}
            disabled={busy}
            onClick={() => use(back)}
          >
            {t.undo}
          </button>
        )}
        {state === "retired" && (
          <button
            type="button"
            class="plain"
            aria-label={t.useThisName(id)}
            disabled={busy}
            onClick={() => use(id)}
          >
            {t.useThis}
          </button>
        )}
      </div>
    </li>
  );
}

interface VersionsProps {
  versions: Version[];
  busy: boolean;
  use: (version: number) => void;
}

export function Versions({ versions, busy, use }: VersionsProps) {
  const t = useTexts();
  const usable = (id: number) => versions.some((one) => one.id === id && one.state === "retired");
  return (
    <section class="card" aria-labelledby="versions-title">
      <h2 id="versions-title">{t.versionsTitle}</h2>
      <p class="hint">{t.versionsHint}</p>
      {versions.length === 0 && <p class="hint">{t.noVersions}</p>}
      <ul class="fact-list">
        {versions.map((version) => (
          <VersionView
            key={version.id}
            version={version}
            back={usable(version.parent) ? version.parent : 0}
            busy={busy}
            use={use}
          />
        ))}
      </ul>
    </section>
  );
}
