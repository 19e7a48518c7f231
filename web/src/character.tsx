// A game character to try: what the player says, what Mara does and says, and who decided what.
import { useEffect, useRef, useState } from "preact/hooks";
import { useDoing } from "./doing";
import { act, kNewHouse, sceneOf, viewOf } from "./house";
import { useTexts } from "./language";
import { characterTurn, type CharacterTurned, type Members } from "./skills_api";
import { Wrong } from "./wrong";

interface Said {
  player: string;
  turned: CharacterTurned["turn"];
  happened: string;
}

function Exchange({ said }: { said: Said }) {
  const t = useTexts();
  const { action, line, trace } = said.turned;
  return (
    <li class="exchange">
      <p class="question">{said.player}</p>
      <p class="line">
        <strong>{t.characterName}</strong> {line || "…"}
      </p>
      <p class="happened">{action ? `${t.verbName(action.name)}: ${action.objects.join(", ")}. ${said.happened}` : t.onlySaid}</p>
      <p class="hint">{t.whoDecided(trace.action_by, trace.line_by, trace.action_ms, trace.line_ms)}</p>
    </li>
  );
}

export function CharacterDemo() {
  const t = useTexts();
  const [house, setHouse] = useState(kNewHouse);
  const [memory, setMemory] = useState<Members | null>(null);
  const [talk, setTalk] = useState<Said[]>([]);
  const [text, setText] = useState("");
  const [phrases, setPhrases] = useState<boolean | null>(null); // null: as the language needs it
  const { busy, error, run } = useDoing();
  const title = useRef<HTMLHeadingElement>(null);
  const fixed = phrases ?? t.code === "ko"; // small models write no Korean
  useEffect(() => title.current?.focus(), []);
  const say = (words: string) =>
    run(async () => {
      const persona = { ...t.characterPersona, ...(fixed && { phrases: t.characterPhrases }) };
      const { turn, memory: kept } = await characterTurn({
        persona,
        memory,
        language: t.code,
        setting: t.characterSetting,
        view: viewOf(house, t.code),
        text: words,
      });
      const then = turn.action ? act(house, turn.action, t.code) : { house, says: "" };
      setHouse(then.house);
      setMemory(kept);
      setTalk((all) => [...all, { player: words, turned: turn, happened: then.says }]);
      setText("");
    });
  const again = () => {
    setHouse(kNewHouse);
    setMemory(null);
    setTalk([]);
  };
  return (
    <div class="screen">
      <p>
        <a href="#skills">← {t.allSkills}</a>
      </p>
      <h1 ref={title} tabIndex={-1}>
        {t.skillName("npc")}
      </h1>
      <p class="hint">{t.characterHint}</p>
      <section class="card" aria-labelledby="scene-title">
        <h2 id="scene-title">{t.characterScene}</h2>
        <p class="scene">{sceneOf(house, t.code)}</p>
        <ol class="talk" aria-live="polite" aria-busy={busy}>
          {talk.map((one, i) => (
            <Exchange key={i} said={one} />
          ))}
        </ol>
        <form
          class="say"
          onSubmit={(event) => {
            event.preventDefault();
            say(text);
          }}
        >
          <label for="character-text">{t.sayToCharacter}</label>
          <input
            id="character-text"
            type="text"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <div class="actions" role="group" aria-label={t.examplesToTry}>
            {t.characterExamples.map((one) => (
              <button key={one} type="button" class="plain outlined small" disabled={busy} onClick={() => say(one)}>
                {one}
              </button>
            ))}
          </div>
          <label class="flag">
            <input type="checkbox" checked={fixed} onChange={(event) => setPhrases(event.currentTarget.checked)} />
            {t.fixedPhrases}
          </label>
          <div class="actions">
            <button type="submit" class="primary" disabled={busy || !text.trim()}>
              {t.send}
            </button>
            <button type="button" class="plain outlined" disabled={busy || talk.length === 0} onClick={again}>
              {t.playAgain}
            </button>
          </div>
          <Wrong error={error} />
        </form>
      </section>
    </div>
  );
}
