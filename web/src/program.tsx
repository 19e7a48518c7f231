// A program that was tested, put right or written: what is said of it, its tests, what changed, and the program itself.
import { useTexts } from "./language";
import { isList, isMembers } from "./shapes";
import type { Members, Value } from "./skills_api";
import { MembersView } from "./value";

const areTests = (value: Value | undefined): value is Members[] =>
  isList(value) && value.every((one) => isMembers(one) && typeof one.test === "string" && typeof one.result === "string");

export const isProgram = (value: Members) =>
  typeof value.completion === "string" ||
  typeof value.diff === "string" ||
  (typeof value.program === "string" && typeof value.says === "string") ||
  (areTests(value.tests) && value.tests.length > 0);

const kMarks: Record<string, string> = { passed: "✓", failed: "✗" };

function Diff({ text }: { text: string }) {
  return (
    <pre class="program">
      {text.split("\n").map((line, i) => (
        <span key={i} class={line.startsWith("+") ? "put-in" : line.startsWith("-") ? "taken-out" : undefined}>
          {`${line}\n`}
        </span>
      ))}
    </pre>
  );
}

export function ProgramView({ value }: { value: Members }) {
  const t = useTexts();
  const { says, text, note, completion, diff, program, tests, ...rest } = value;
  const code = typeof completion === "string" ? completion : typeof program === "string" ? program : "";
  return (
    <div class="members">
      {typeof says === "string" && <p class="result-said">{says}</p>}
      {typeof text === "string" && <p>{text}</p>}
      {areTests(tests) && (
        <ul class="tests">
          {tests.map((one, i) => (
            <li key={i}>
              <span role="img" aria-label={t.valueName(String(one.result))}>
                {kMarks[String(one.result)] ?? "–"}
              </span>{" "}
              <code>{String(one.test)}</code>
              {typeof one.error === "string" && <pre class="hint">{one.error}</pre>}
            </li>
          ))}
        </ul>
      )}
      {typeof diff === "string" && diff !== "" && <Diff text={diff} />}
      {code !== "" && (
        <details class="more" open={!diff}>
          <summary>{t.memberName(completion ? "completion" : "program")}</summary>
          <pre class="program">{code}</pre>
        </details>
      )}
      {typeof note === "string" && <p class="hint">{note}</p>}
      <details class="more">
        <summary>{t.details}</summary>
        <MembersView value={rest} deep={1} />
      </details>
    </div>
  );
}
