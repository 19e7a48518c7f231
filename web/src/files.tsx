// Files to learn from: dropped here, or chosen with the browser's own dialog.
import { useRef, useState } from "preact/hooks";
import { bytes } from "./format";
import { useTexts } from "./language";

const kKinds = ".csv,.tsv,.json,.jsonl,.txt,.md,.markdown,.html,.htm,.pdf";

export interface FileChoiceProps {
  files: File[];
  change: (files: File[]) => void;
  id?: string;
  title?: string;
  hint?: string;
  kinds?: string; // names' endings, with commas
  single?: boolean; // a new file takes the place of the old one
}

// A file of the same name takes the place of the old one.
const joined = (files: File[], more: File[]) => [
  ...files.filter((file) => !more.some(({ name }) => name === file.name)),
  ...more,
];

export function FileChoice({
  files,
  change,
  id = "build-files",
  title,
  hint,
  kinds = kKinds,
  single = false,
}: FileChoiceProps) {
  const t = useTexts();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = (list: FileList | null | undefined) => {
    if (list && list.length > 0)
      change(single ? [...list].slice(0, 1) : joined(files, [...list]));
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <label
        class={over ? "drop over" : "drop"}
        for={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer?.files);
        }}
      >
        <span class="drop-title">{title ?? t.chooseFiles}</span>
        <span class="hint">{hint ?? t.filesHint}</span>
        <input
          ref={input}
          id={id}
          type="file"
          multiple={!single}
          accept={kinds}
          onChange={(event) => add(event.currentTarget.files)}
        />
      </label>
      {files.length > 0 && (
        <ul class="files" aria-label={t.chosenFiles}>
          {files.map((file) => (
            <li key={file.name}>
              <span>{file.name}</span>
              <span class="hint">{bytes(file.size)}</span>
              <button
                type="button"
                class="plain"
                aria-label={t.removeFile(file.name)}
                onClick={() => change(files.filter((one) => one !== file))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
