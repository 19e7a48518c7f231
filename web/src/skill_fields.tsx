// The fields of a tool's form: one for each argument, as its schema has it.
import type { JSX } from "preact";
import { shown, type Example, type Field, type Filled } from "./arguments";
import { useTexts } from "./language";

interface FieldsProps {
  skill: string;
  fields: Field[];
  example: Example;
  filled: Filled;
  wrong: string | null; // the path of the field that is not as it has to be
  fill: (path: string, text: string) => void;
  before?: string; // path of the group that they are in
}

interface OneProps {
  skill: string;
  field: Field;
  id: string;
  text: string;
  wrong: boolean;
  put: (text: string) => void;
}

function Control({ field, id, text, wrong, put, hint }: OneProps & { hint: boolean }) {
  const t = useTexts();
  const { kind, schema, required } = field;
  const typed = (event: JSX.TargetedEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
    put(event.currentTarget.value);
  const common = {
    id,
    required,
    "aria-describedby": hint ? `${id}-hint` : undefined,
    "aria-invalid": wrong,
  };
  if (kind === "choice")
    return (
      <select {...common} value={text} onChange={typed}>
        {!required && <option value="">{t.notSaid}</option>}
        {schema.enum?.map((one) => (
          <option key={String(one)} value={String(one)}>
            {t.valueName(String(one))}
          </option>
        ))}
      </select>
    );
  if (kind === "long" || kind === "list" || kind === "numbers" || kind === "json")
    return (
      <textarea
        {...common}
        class={kind === "json" ? "code" : undefined}
        rows={Math.min(Math.max(text.split("\n").length, kind === "long" ? 3 : 2), 8)}
        value={text}
        spellcheck={kind === "long"}
        onInput={typed}
      />
    );
  // A dial, where the whole range is said.
  if (kind === "number" && schema.minimum === 0 && schema.maximum === 1 && text !== "")
    return (
      <span class="whole-range">
        <input {...common} type="range" min={0} max={1} step={0.05} value={text} onInput={typed} />
        <output for={id}>{t.percent(Number(text))}</output>
      </span>
    );
  if (kind === "number")
    return (
      <input
        {...common}
        type="number"
        step={schema.type === "integer" ? 1 : "any"}
        min={schema.minimum}
        max={schema.maximum}
        value={text}
        onInput={typed}
      />
    );
  return <input {...common} type={kind === "date" ? "date" : "text"} value={text} onInput={typed} />;
}

function OneField({ skill, field, id, text, wrong, put }: OneProps) {
  const t = useTexts();
  const { name, kind, schema, required } = field;
  const hints = [t.argumentHint(name, skill, schema.description ?? ""), kind === "list" && t.oneALine].filter(Boolean);
  const hint = hints.length > 0 && (
    <p class="hint" id={`${id}-hint`}>
      {hints.join(" · ")}
    </p>
  );
  if (kind === "flag")
    return (
      <div class="argument">
        <label class="flag">
          <input
            id={id}
            type="checkbox"
            checked={text === "true"}
            onChange={(event) => put(String(event.currentTarget.checked))}
          />
          {t.memberName(name)}
        </label>
        {hint}
      </div>
    );
  return (
    <div class={kind === "long" || kind === "json" ? "argument wide-argument" : "argument"}>
      <label for={id}>
        {t.memberName(name)}
        {required && <span class="hint"> {t.requiredField}</span>}
      </label>
      <Control {...{ skill, field, id, text, wrong, put }} hint={hints.length > 0} />
      {hint}
      {wrong && (
        <p class="error" role="alert">
          {kind === "json" ? t.notJsonField : t.notNumberField}
        </p>
      )}
    </div>
  );
}

export function Fields({ skill, fields, example, filled, wrong, fill, before = "" }: FieldsProps) {
  const t = useTexts();
  return (
    <div class="arguments">
      {fields.map((field) => {
        const path = before + field.name;
        const of = example[field.name];
        if (field.kind === "group")
          return (
            <fieldset key={path} class="group">
              <legend>{t.memberName(field.name)}</legend>
              {field.schema.description && <p class="hint">{field.schema.description}</p>}
              <Fields
                skill={skill}
                fields={field.fields}
                example={(of ?? {}) as Example}
                filled={filled}
                wrong={wrong}
                fill={fill}
                before={`${path}.`}
              />
            </fieldset>
          );
        return (
          <OneField
            skill={skill}
            key={path}
            field={field}
            id={`argument-${path}`}
            text={filled[path] ?? shown(of, field.kind)}
            wrong={wrong === path}
            put={(text) => fill(path, text)}
          />
        );
      })}
    </div>
  );
}
