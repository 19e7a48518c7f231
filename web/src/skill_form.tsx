// A tool of a skill: what it does, its arguments with an example filled in, and the call.
import { useState } from "preact/hooks";
import {
  argumentsOf,
  BadField,
  examplesOf,
  fieldsOf,
  languageOf,
  type Example,
  type Filled,
} from "./arguments";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { SkillResult } from "./result";
import { Fields } from "./skill_fields";
import { callSkill, type Members, type Skill, type Tool } from "./skills_api";
import { Wrong } from "./wrong";

interface ToolFormProps {
  skill: Skill;
  tool: Tool;
  files: File[]; // the person's own; none: the sample
}

const kFew = 3; // arguments that are all shown
const kName = 40; // characters of an example's name

// What tells an example from the others: its longest text.
function nameOf(example: Example): string {
  const texts = Object.values(example)
    .flat()
    .map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one)));
  const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), "");
  return longest.length > kName ? `${longest.slice(0, kName)}…` : longest;
}

export function ToolForm({ skill, tool, files }: ToolFormProps) {
  const t = useTexts();
  const [chosen, choose] = useState(0);
  const [filled, setFilled] = useState<Filled>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const [result, setResult] = useState<{ result: Members; own: boolean } | null>(null);
  const { busy, error, run } = useDoing();
  const examples = examplesOf(tool.arguments, t.code);
  const example = examples[Math.min(chosen, examples.length - 1)] ?? {};
  const fields = fieldsOf(tool.arguments, example);
  // What an example says or the tool must know is seen at once, the rest on demand.
  const first = fields.filter(
    ({ name, required }) => required || name in example || fields.length <= kFew,
  );
  const rest = fields.filter((field) => !first.includes(field));

  const submit = (event: Event) => {
    event.preventDefault();
    setWrong(null);
    run(async () => {
      let given: Example;
      try {
        given = argumentsOf(fields, example, filled);
      } catch (e) {
        setResult(null);
        if (e instanceof BadField) return setWrong(e.field);
        throw e;
      }
      try {
        const all = { ...given, ...languageOf(tool.arguments, t.code) } as Members;
        setResult({ result: await callSkill(skill.name, tool.name, all, files), own: files.length > 0 });
      } catch (e) {
        setResult(null);
        throw e;
      }
    });
  };
  const form = {
    skill: skill.name,
    example,
    filled,
    wrong,
    fill: (path: string, text: string) => setFilled((all) => ({ ...all, [path]: text })),
  };
  return (
    <>
      <form class="card" aria-labelledby="tool-title" onSubmit={submit}>
        <h2 id="tool-title">{t.toolName(tool.name, skill.name)}</h2>
        <p class="hint">{tool[t.code]}</p>
        {examples.length > 1 && (
          <div class="actions" role="group" aria-label={t.examplesToTry}>
            {examples.map((one, i) => (
              <button
                key={i}
                type="button"
                class="plain outlined small"
                aria-pressed={i === chosen}
                onClick={() => (choose(i), setFilled({}))}
              >
                {nameOf(one)}
              </button>
            ))}
          </div>
        )}
        {first.length > 0 && <Fields fields={first} {...form} />}
        {rest.length > 0 && (
          <details class="more">
            <summary>{t.moreArguments(rest.length)}</summary>
            <Fields fields={rest} {...form} />
          </details>
        )}
        <button type="submit" class="primary" disabled={busy}>
          {files.length > 0 || !skill.sample ? t.runTool : t.tryOnSample}
        </button>
        <div role="status">{busy && <p class="hint">{t.working}</p>}</div>
        <Wrong error={error} />
      </form>
      {result && (
        <SkillResult
          result={result.result}
          tool={t.toolName(tool.name, skill.name)}
          sample={skill.sample && !result.own}
        />
      )}
    </>
  );
}
