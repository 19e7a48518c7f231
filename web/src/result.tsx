// What a tool gave: help in need first, then what it says in words, then its members, and how it came about, folded.
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "./language";
import { isList, isMembers } from "./shapes";
import type { Members, Value } from "./skills_api";
import { MembersView, ValueView } from "./value";
import { viewOf } from "./views";

const kUrgent = ["crisis", "emergency", "urgent", "help", "red_flags", "safety"];
const kSaid = ["text", "says", "say", "message", "reply", "answer", "summary", "hint", "why"];
const kNotes = ["note", "not_a_diagnosis"];
const kWhy = ["trace", "why", "how", "because"];
const kMarks = ["sample"]; // shown at the top

const something = (value: Value | undefined) =>
  value !== undefined && value !== null && value !== false && value !== "" &&
  !(isList(value) && value.length === 0) && !(isMembers(value) && Object.keys(value).length === 0);

interface SkillResultProps {
  result: Members;
  tool: string; // as the page calls it
  sample: boolean;
}

function Why({ parts }: { parts: [string, Value][] }) {
  const t = useTexts();
  return (
    <details class="more">
      <summary>{t.howItCame}</summary>
      <MembersView value={Object.fromEntries(parts)} deep={1} />
    </details>
  );
}

export function SkillResult({ result, tool, sample }: SkillResultProps) {
  const t = useTexts();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.scrollIntoView({ block: "nearest" });
  }, [result]);
  const all = Object.entries(result).filter(([, value]) => something(value));
  const pick = (names: string[]) => all.filter(([name]) => names.includes(name));
  const View = viewOf(result);
  const urgent = View ? [] : pick(kUrgent);
  const said = View ? [] : pick(kSaid).filter(([, value]) => typeof value === "string");
  const notes = View ? [] : pick(kNotes).filter(([, value]) => typeof value === "string");
  const why = pick(kWhy).filter(([, value]) => typeof value !== "string");
  const taken = [...urgent, ...said, ...notes, ...why, ...pick(kMarks)].map(([name]) => name);
  const rest = Object.fromEntries(all.filter(([name]) => !taken.includes(name)));
  return (
    <section class="card skill-result" aria-labelledby="result-title" aria-live="polite">
      <div class="build-head">
        <h2 id="result-title" ref={title}>
          {t.resultOf(tool)}
        </h2>
        {sample && <span class="state sample">{t.sampleData}</span>}
      </div>
      {urgent.map(([name, value]) => (
        <div key={name} class="urgent" role="alert">
          <h3>{t.memberName(name)}</h3>
          <ValueView name={name} value={value} deep={1} />
        </div>
      ))}
      {typeof result.sample === "string" && result.sample !== "" && (
        <p class="hint sample-says">{result.sample}</p>
      )}
      {said.map(([name, value]) => (
        <p key={name} class="result-said">
          {String(value)}
        </p>
      ))}
      {View ? <View value={rest} /> : Object.keys(rest).length > 0 && <MembersView value={rest} deep={0} />}
      {notes.map(([name, value]) => (
        <p key={name} class="hint">
          {String(value)}
        </p>
      ))}
      {all.length === 0 && <p class="hint">{t.nothingThere}</p>}
      {why.length > 0 && <Why parts={why} />}
    </section>
  );
}
