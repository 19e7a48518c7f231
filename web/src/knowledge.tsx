// The screen "Knowledge": documents that are known, more of them, and looking something up.
import { useCallback, useEffect, useState } from "preact/hooks";
import { useDoing } from "./doing";
import { FileChoice } from "./files";
import { FirstRun } from "./first_run";
import { addFile, getKnown, removeFile, type Known } from "./home_api";
import { useTexts } from "./language";
import { size } from "./format";
import { Search } from "./search";
import { Sure } from "./sure";
import { Wrong } from "./wrong";

const kKinds = ".txt,.md,.markdown,.html,.htm";
const isKind = ({ name }: File) => kKinds.split(",").some((end) => name.toLowerCase().endsWith(end));

function Add({ added }: { added: () => Promise<void> }) {
  const t = useTexts();
  const [files, setFiles] = useState<File[]>([]);
  const [at, setAt] = useState(0);
  const [done, setDone] = useState(0);
  const { busy, error, run } = useDoing();
  const strange = files.find((file) => !isKind(file)); // dropped, or chosen against the dialog's advice

  // One after the other: those before a file that cannot be read stay.
  const add = () =>
    run(async () => {
      setDone(0);
      try {
        for (const [i, file] of files.entries()) {
          setAt(i);
          await addFile(file);
          setFiles((all) => all.filter((one) => one !== file));
          setDone(i + 1);
        }
      } finally {
        await added();
      }
    });
  return (
    <form
      class="knowledge-add"
      aria-label={t.addDocuments}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <FileChoice
        id="knowledge-files"
        title={t.addDocuments}
        hint={t.addDocumentsHint}
        kinds={kKinds}
        files={files}
        change={setFiles}
      />
      {strange && (
        <p class="error" role="alert">
          {t.notReadable(strange.name)}
        </p>
      )}
      {files.length > 0 && (
        <button type="submit" class="primary" disabled={busy || strange !== undefined}>
          {t.addNow}
        </button>
      )}
      <p role="status" class={busy || done > 0 ? "" : "hidden"}>
        {busy
          ? t.adding(files[0]?.name ?? "", at + 1, at + files.length)
          : done > 0
            ? t.added(done)
            : ""}
      </p>
      <Wrong error={error} />
    </form>
  );
}

export function KnowledgeScreen() {
  const t = useTexts();
  const [known, setKnown] = useState<Known | null>(null);
  const { busy, error, run } = useDoing();
  const load = useCallback(async () => setKnown(await getKnown()), []);
  useEffect(() => {
    run(load);
  }, [load]);

  const remove = (name: string) =>
    run(async () => {
      await removeFile(name);
      await load();
    });
  return (
    <div class="screen">
      <h1>{t.knowledgeTitle}</h1>
      <p class="hint">{t.knowledgeHint}</p>
      <FirstRun />
      <section class="card" aria-labelledby="documents-title">
        <h2 id="documents-title">{t.documents}</h2>
        <Add added={load} />
        <Wrong error={error} />
        {known?.data.length === 0 && <p class="hint">{t.noDocuments}</p>}
        {known && known.data.length > 0 && (
          <>
            <ul class="documents">
              {known.data.map(({ name, bytes, passages }) => (
                <li key={name}>
                  <span class="document-name">{name}</span>
                  <span class="hint">{[t.passagesCount(passages), size(bytes)].join(" · ")}</span>
                  <Sure
                    label="✕"
                    name={t.removeDocument(name)}
                    question={t.removeSure(name, passages)}
                    answer={t.removeNow}
                    busy={busy}
                    act={() => remove(name)}
                  />
                </li>
              ))}
            </ul>
            <p class="hint">{known.encoder ? t.byMeaning(known.encoder) : t.byWords}</p>
          </>
        )}
      </section>
      {known && known.passages > 0 && <Search />}
    </div>
  );
}
