// A new build: files, what it is for, what it begins from, and limits.
import { useEffect, useState } from "preact/hooks";
import { explain } from "./api";
import { base64Of, kTasks, startBuild, type Build, type Task } from "./builds";
import { getCatalogue, type Entry } from "./catalogue";
import { FileChoice } from "./files";
import { bytes } from "./format";
import { useTexts } from "./language";

const kMostBytes = 40e6; // of all files: base64 makes them a third longer, and the server takes 64 MiB

// What suits the task best of what is here.
function suggested(task: Task, entries: Entry[]): string {
  const here = entries.filter((entry) => entry.here);
  const purpose = { answer: "embed", classify: "embed", chat: "chat", complete: "complete" }[task];
  return (here.find((entry) => entry.purpose === purpose) ?? here.find((e) => e.default))?.name ?? "none";
}

const stemOf = (name: string) => name.replace(/\.[^.]*$/, "") || name;

export function BuildForm({ started }: { started: (build: Build) => void }) {
  const t = useTexts();
  const [files, setFiles] = useState<File[]>([]);
  const [task, setTask] = useState<Task>("answer");
  const [entries, setEntries] = useState<Entry[]>([]);
  const [base, setBase] = useState<string | null>(null); // null: what is suggested
  const [name, setName] = useState("");
  const [budget, setBudget] = useState("");
  const [latency, setLatency] = useState("");
  const [columns, setColumns] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    getCatalogue().then(({ data }) => setEntries(data), setError);
  }, []);
  const here = entries.filter((entry) => entry.here);
  const chosen = base ?? (task === "answer" ? "none" : suggested(task, entries));
  const sum = files.reduce((all, file) => all + file.size, 0);
  const asked = task === "classify" ? ["text_column", "label_column"] : ["text_column", "answer_column"];

  function options() {
    const all: Record<string, string | number> = {};
    if (Number(budget) > 0) all.budget = Math.round(Number(budget) * 1e6);
    if (Number(latency) > 0) all.latency_ms = Number(latency);
    for (const column of asked) if (columns[column]?.trim()) all[column] = columns[column].trim();
    return all;
  }

  async function submit(event: Event) {
    event.preventDefault();
    setError(null);
    setBusy(true);
    try {
      const build = await startBuild({
        name: name.trim() || stemOf(files[0]?.name ?? ""),
        task,
        base: chosen,
        language: document.documentElement.lang === "ko" ? "ko" : "en",
        options: options(),
        files: await Promise.all(
          files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })),
        ),
      });
      setFiles([]);
      setName("");
      started(build);
    } catch (e) {
      setError(e);
    }
    setBusy(false);
  }

  return (
    <form class="card build-form" aria-labelledby="new-build-title" onSubmit={submit}>
      <h2 id="new-build-title">{t.newBuild}</h2>
      <FileChoice files={files} change={setFiles} />
      {sum > kMostBytes && (
        <p class="error" role="alert">
          {t.filesTooLarge(bytes(kMostBytes))}
        </p>
      )}
      <fieldset class="tasks">
        <legend>{t.purpose}</legend>
        {kTasks.map((one) => (
          <label key={one} class="task">
            <input
              type="radio"
              name="task"
              value={one}
              checked={task === one}
              onChange={() => setTask(one)}
            />
            <span>
              <strong>{t.tasks[one]}</strong>
              <span class="hint">{t.taskHints[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label for="build-base">{t.base}</label>
      <select id="build-base" value={chosen} onChange={(e) => setBase(e.currentTarget.value)}>
        <option value="none">{task === "answer" ? t.baseWords : t.baseNone}</option>
        {here.map((entry) => (
          <option key={entry.name} value={entry.name}>
            {`${entry.name} (${bytes(entry.bytes)})`}
          </option>
        ))}
      </select>
      <details class="more">
        <summary>{t.moreChoices}</summary>
        <div class="fields">
          <Field id="build-name" label={t.brainName} value={name} change={setName} />
          <Field id="build-budget" label={t.budget} value={budget} change={setBudget} number />
          <Field id="build-latency" label={t.latency} value={latency} change={setLatency} number />
          {asked.map((column) => (
            <Field
              key={column}
              id={`build-${column}`}
              label={t.columns[column] ?? column}
              value={columns[column] ?? ""}
              change={(value) => setColumns((all) => ({ ...all, [column]: value }))}
            />
          ))}
        </div>
      </details>
      <button
        type="submit"
        class="primary"
        disabled={busy || files.length === 0 || sum > kMostBytes}
      >
        {busy ? t.starting : t.startBuild}
      </button>
      {error !== null && (
        <p class="error" role="alert">
          {explain(error, t)}
        </p>
      )}
    </form>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
  number?: boolean;
}

function Field({ id, label, value, change, number }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={number ? "number" : "text"}
        min={number ? "0" : undefined}
        step={number ? "any" : undefined}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}
