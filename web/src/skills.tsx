// The screen "Skills": each as a card; one that is opened has a view of its own (skill.tsx).
import { useEffect, useState } from "preact/hooks";
import { CharacterDemo } from "./character";
import { useDoing } from "./doing";
import { useTexts } from "./language";
import { SkillView } from "./skill";
import { AskSkills } from "./skill_ask";
import { getSkills, type SkillEntry } from "./skills_api";
import { Wrong } from "./wrong";

function Card({ skill }: { skill: SkillEntry }) {
  const t = useTexts();
  const { name, about, tools, sample, error } = skill;
  return (
    <li class="card skill">
      <div class="build-head">
        <h2>
          {error ? t.skillName(name) : <a href={`#skills/${encodeURIComponent(name)}`}>{t.skillName(name)}</a>}
        </h2>
        {sample && <span class="state sample">{t.sampleData}</span>}
      </div>
      {about && <p>{about[t.code]}</p>}
      {error && <p class="error">{t.skillBroken(error)}</p>}
      {tools && (
        <ul class="tags" aria-label={t.toolsOf}>
          {tools.map((tool) => (
            <li key={tool}>{t.toolName(tool, name)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

// Characters are an app's, not a skill of a folder; one can be tried here.
const kCharacter = "npc";

// open: the name of the skill that the address names; "" = none.
export function SkillsScreen({ open }: { open: string }) {
  const t = useTexts();
  const [skills, setSkills] = useState<SkillEntry[] | null>(null);
  const { error, run } = useDoing();
  useEffect(() => {
    run(async () => setSkills(await getSkills()));
  }, []);
  if (open === kCharacter) return <CharacterDemo />;
  if (open) return <SkillView key={open} name={open} />;
  return (
    <div class="screen">
      <h1>{t.skillsTitle}</h1>
      <p class="hint">{t.skillsHint}</p>
      <Wrong error={error} />
      {skills?.length === 0 && <p>{t.noSkills}</p>}
      {skills?.some(({ error: broken }) => !broken) && <AskSkills />}
      {skills && (
        <ul class="skills">
          {skills.map((skill) => (
            <Card key={skill.name} skill={skill} />
          ))}
          <Card skill={{ name: kCharacter, about: { en: t.characterAbout, ko: t.characterAbout }, sample: true }} />
        </ul>
      )}
    </div>
  );
}
