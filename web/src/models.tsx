// The screen "Models": what is served, what each can do, what else there is, and what the server is doing now.
import type { Model, Models } from "./api";
import { Activity } from "./activity";
import { Fetch, Unload } from "./fetch";
import { bytes, count } from "./format";
import { useTexts } from "./language";

function ModelCard({ model, reload }: { model: Model; reload: () => void }) {
  const t = useTexts();
  const facts: [string, string | undefined][] = [
    [t.architecture, model.architecture],
    [t.parameters, model.parameters ? count(model.parameters) : undefined],
    [t.memory, model.weight_bytes ? bytes(model.weight_bytes) : undefined],
    [t.window, model.context_window ? t.tokens(model.context_window) : undefined],
    [t.dimensions, model.dimensions ? String(model.dimensions) : undefined],
    [t.license, model.license],
  ];
  return (
    <li class="card model">
      <h2>{model.id}</h2>
      <ul class="tags">
        {model.capabilities.map((one) => (
          <li key={one}>{t.capabilities[one] ?? one}</li>
        ))}
      </ul>
      <dl>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <Unload id={model.id} reload={reload} />
    </li>
  );
}

export function ModelsScreen({ models, reload }: { models: Models; reload: () => void }) {
  const t = useTexts();
  const { understands, data } = models;
  const borrowed =
    understands !== null && !data.some((model) => model.capabilities.includes("understand"));
  return (
    <div class="screen">
      <h1>{t.modelsTitle}</h1>
      <ul class="models">
        {data.map((model) => (
          <ModelCard key={model.id} model={model} reload={reload} />
        ))}
      </ul>
      {borrowed && <p class="hint">{t.seedNote(understands)}</p>}
      {models.builds && (
        <Fetch reload={reload} served={data.map((model) => model.id).join()} />
      )}
      <Activity />
      <p class="hint">
        {t.local} <a href="licenses.txt">{t.licenses}</a>
      </p>
    </div>
  );
}
