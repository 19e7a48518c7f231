// The screen "Build": a new build, the one that is looked at, those that were made, and two of them side by side.
import { useCallback, useEffect, useState } from "preact/hooks";
import { explain } from "./api";
import { BuildForm } from "./build_form";
import { BuildList } from "./build_list";
import { BuildView } from "./build_view";
import { listBuilds, showBuild, watchBuild, type Build } from "./builds";
import { Compare } from "./compare";
import { useTexts } from "./language";

const works = (build: Build) => build.state === "waiting" || build.state === "running";

// The build with this id, followed while it works; and what went wrong in between.
function useFollowed(id: string | null, told: (build: Build) => void): unknown {
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (id === null) return;
    const controller = new AbortController();
    setError(null);
    const follow = async () => {
      const first = await showBuild(id);
      told(first);
      if (!works(first)) return;
      await watchBuild(first, controller.signal, told);
      told(await showBuild(id));
    };
    follow().catch((e) => {
      if (!controller.signal.aborted) setError(e);
    });
    return () => controller.abort();
  }, [id, told]);
  return error;
}

export function BuildScreen({ reload }: { reload: () => void }) {
  const t = useTexts();
  const [builds, setBuilds] = useState<Build[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [round, setRound] = useState(0); // a build that goes on is followed anew
  const [compared, setCompared] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);

  const told = useCallback((build: Build) => {
    setBuilds((all) =>
      all.some(({ id }) => id === build.id)
        ? all.map((one) => (one.id === build.id ? build : one))
        : [build, ...all],
    );
  }, []);
  const refresh = useCallback(async () => {
    try {
      const all = await listBuilds();
      setBuilds((known) =>
        all.map((one) => {
          // The list has no curves; those that are known stay.
          const old = known.find(({ id }) => id === one.id);
          return old ? { ...one, progress: { ...old.progress, ...one.progress } } : one;
        }),
      );
      setChosen((now) => now ?? all.find(works)?.id ?? null);
      setError(null);
    } catch (e) {
      setError(e);
    }
  }, []);
  useEffect(() => {
    refresh();
  }, [refresh]);
  const lost = useFollowed(chosen === null ? null : chosen, told);
  // A build that goes on: leave it and come back.
  const again = (id: string) => {
    setChosen(null);
    setTimeout(() => setChosen(id));
    setRound((n) => n + 1);
  };

  const build = builds.find(({ id }) => id === chosen);
  const two = compared.map((id) => builds.find((one) => one.id === id)).filter((b) => b !== undefined);
  const changed = async () => {
    await refresh();
    reload();
  };
  return (
    <div class="screen">
      <h1>{t.buildTitle}</h1>
      <p class="hint">{t.buildHint}</p>
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
      <BuildForm
        started={(fresh) => {
          told(fresh);
          setChosen(fresh.id);
        }}
      />
      {build && (
        <BuildView key={`${build.id} ${round}`} build={build} changed={changed} again={again} />
      )}
      {lost !== null && (
        <p class="error" role="alert">
          {explain(lost, t)}
        </p>
      )}
      {builds.length > 0 && (
        <BuildList
          builds={builds}
          chosen={chosen}
          choose={setChosen}
          compared={compared}
          compare={(id, on) =>
            setCompared((all) => (on ? [...all, id].slice(-2) : all.filter((one) => one !== id)))
          }
        />
      )}
      {two.length === 2 && <Compare first={two[0] as Build} second={two[1] as Build} />}
    </div>
  );
}
