// A skill that was opened: what it is for, its tools, the person's own files in place of the sample.
import { useEffect, useRef, useState } from "preact/hooks";
import { useDoing } from "./doing";
import { FileChoice } from "./files";
import { useTexts } from "./language";
import { ToolForm } from "./skill_form";
import { getSkill, type Skill } from "./skills_api";
import { Wrong } from "./wrong";

const kKinds = ".csv,.tsv,.json,.jsonl,.txt,.md";
// What is open at first: the tool that shows best what the skill is for.
const kBegin: Record<string, string> = {
  coach: "plan_week",
  code: "fix",
  curator: "feed",
  loan: "decide",
  patient: "sort",
  shop: "outfit",
  tutor: "mastery",
};
const kMost = 7_500_000; // bytes of all files: what a request may hold

interface OwnFilesProps {
  skill: Skill;
  files: File[];
  change: (files: File[]) => void;
}

function OwnFiles({ skill, files, change }: OwnFilesProps) {
  const t = useTexts();
  const [large, setLarge] = useState(false);
  const choose = (all: File[]) => {
    const fit = all.reduce((sum, { size }) => sum + size, 0) <= kMost;
    setLarge(!fit);
    if (fit) change(all);
  };
  return (
    <details class="card more">
      <summary>{t.ownFiles}</summary>
      <p class="hint">
        {t.ownFilesHint} {skill.data.length > 0 && t.readsFiles(skill.data.join(", "))}
      </p>
      <FileChoice files={files} change={choose} id="skill-files" hint={t.ownKinds} kinds={kKinds} />
      {large && (
        <p class="error" role="alert">
          {t.ownTooLarge}
        </p>
      )}
    </details>
  );
}

export function SkillView({ name }: { name: string }) {
  const t = useTexts();
  const [skill, setSkill] = useState<Skill | null>(null);
  const [wanted, choose] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const { error, run } = useDoing();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    run(async () => setSkill(await getSkill(name)));
    title.current?.focus();
  }, [name]);
  const named = (tool: string | undefined) => skill?.tools.find((one) => one.name === tool);
  const tool = named(wanted) ?? named(kBegin[name]) ?? skill?.tools[0];
  return (
    <div class="screen">
      <p>
        <a href="#skills">← {t.allSkills}</a>
      </p>
      <div class="build-head">
        <h1 ref={title} tabIndex={-1}>
          {t.skillName(name)}
        </h1>
        {skill?.sample && (
          <span class={files.length > 0 ? "state" : "state sample"}>
            {files.length > 0 ? t.ownData : t.sampleData}
          </span>
        )}
      </div>
      <Wrong error={error} />
      {skill && tool && (
        <>
          <p class="hint">{skill.about[t.code]}</p>
          <div class="actions" role="group" aria-label={t.toolsOf}>
            {skill.tools.map((one) => (
              <button
                key={one.name}
                type="button"
                class="plain outlined"
                aria-pressed={one === tool}
                onClick={() => choose(one.name)}
              >
                {t.toolName(one.name, name)}
              </button>
            ))}
          </div>
          <ToolForm key={`${tool.name} ${t.code}`} skill={skill} tool={tool} files={files} />
          {skill.sample && <OwnFiles skill={skill} files={files} change={setFiles} />}
        </>
      )}
    </div>
  );
}
