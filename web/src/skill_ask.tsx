// A request in the person's words: which skill it went to and with which arguments, what it gave, or what is still to be said.
import { useState } from "preact/hooks";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { SkillResult } from "./result";
import { askSkills, type SkillAsked } from "./skills_api";
import { MembersView } from "./value";
import { Wrong } from "./wrong";

function Understood({ asked }: { asked: SkillAsked }) {
  const t = useTexts();
  const { skill, tool, chance, missing, error } = asked;
  if (!skill || !tool) return <p>{asked.decision === "nothing" ? t.nothingFits : t.onlyTalk}</p>;
  const given = asked.arguments ?? {};
  return (
    <>
      <h3>{t.understood}</h3>
      <p>
        <a href={`#skills/${encodeURIComponent(skill)}`}>{t.skillName(skill)}</a>
        {` · ${t.toolName(tool, skill)} · ${t.chanceIs(chance)}`}
      </p>
      {Object.keys(given).length > 0 && <MembersView value={given} deep={1} />}
      {missing && missing.length > 0 && (
        <>
          <p>{t.sayAlso}</p>
          <ul>
            {missing.map(({ slot, ask }) => (
              <li key={slot}>{ask}</li>
            ))}
          </ul>
        </>
      )}
      {error && <p class="error">{error}</p>}
    </>
  );
}

export function AskSkills() {
  const t = useTexts();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState<SkillAsked | null>(null);
  const { busy, error, run } = useDoing();
  const ask = (words: string) => {
    setText(words);
    run(async () => {
      setAsked(null);
      setAsked(await askSkills(words, t.code));
    });
  };
  return (
    <>
      <form
        class="card"
        aria-labelledby="ask-skills-title"
        onSubmit={(event) => {
          event.preventDefault();
          ask(text);
        }}
      >
        <h2 id="ask-skills-title">{t.askSkillsTitle}</h2>
        <label for="ask-skills-text">{t.question}</label>
        <input
          id="ask-skills-text"
          type="text"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="actions" role="group" aria-label={t.examplesToTry}>
          {t.askSkillsExamples.map((one) => (
            <button key={one} type="button" class="plain outlined small" disabled={busy} onClick={() => ask(one)}>
              {one}
            </button>
          ))}
        </div>
        <button type="submit" class="primary" disabled={busy || !text.trim()}>
          {t.askIt}
        </button>
        <div class="result" aria-live="polite" aria-busy={busy}>
          {busy && <p class="hint">{t.working}</p>}
          {asked && <Understood asked={asked} />}
          <Wrong error={error} />
        </div>
      </form>
      {asked?.result && asked.skill && asked.tool && (
        <SkillResult result={asked.result} tool={t.toolName(asked.tool, asked.skill)} sample />
      )}
    </>
  );
}
