// The builds that were made, the newest first; two of them may be marked to be compared.
import { mainFigure } from "./build_view";
import type { Build } from "./builds";
import { useTexts } from "./language";

export interface BuildListProps {
  builds: Build[];
  chosen: string | null;
  choose: (id: string) => void;
  compared: string[];
  compare: (id: string, on: boolean) => void;
}

export function BuildList({ builds, chosen, choose, compared, compare }: BuildListProps) {
  const t = useTexts();
  const finished = builds.filter(({ state }) => state === "done").length;
  return (
    <section class="card" aria-labelledby="builds-title">
      <h2 id="builds-title">{t.builds}</h2>
      {finished > 1 && <p class="hint">{t.compareHint}</p>}
      <ul class="builds">
        {builds.map((build) => (
          <li key={build.id}>
            {finished > 1 && (
              <input
                type="checkbox"
                aria-label={t.compareThis(build.name)}
                checked={compared.includes(build.id)}
                disabled={build.state !== "done"}
                onChange={(event) => compare(build.id, event.currentTarget.checked)}
              />
            )}
            <button
              type="button"
              class="row"
              aria-current={build.id === chosen ? "true" : undefined}
              onClick={() => choose(build.id)}
            >
              <span class="row-name">{build.name}</span>
              <span class={`state ${build.state}`}>{t.states[build.state]}</span>
              <span class="hint">
                {[
                  t.tasks[build.task] ?? build.task,
                  mainFigure(build, t),
                  t.when(new Date(build.created * 1000)),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
