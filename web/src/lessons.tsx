// The lessons: what the person taught, and what became of each.
import { useDoing } from "./doing";
import { deleteLesson, setLesson, type Lesson, type Version } from "./learned_api";
import type { Receipt } from "./kept_api";
import { useTexts } from "./language";
import { Sure } from "./sure";
import type { Texts } from "./texts";
import { Wrong } from "./wrong";

// Of the versions that are still there, the newest that knows the lesson.
function fate(lesson: Lesson, versions: Version[], t: Texts): string {
  if (lesson.state === "dismissed") return t.lessonDismissed;
  for (const { id, state, lessons, held_back: held } of versions) {
    if (state !== "active" && state !== "retired") continue;
    if (lessons.includes(lesson.id)) return t.lessonLearnt(id);
    if (held.includes(lesson.id)) return t.lessonHeld(id);
  }
  return lesson.kind === "answer" && lesson.state === "open" ? t.lessonWaits : "";
}

interface LessonsProps {
  lessons: Lesson[];
  versions: Version[];
  reload: () => Promise<void>;
  erased: (receipt: Receipt) => void;
}

export function Lessons({ lessons, versions, reload, erased }: LessonsProps) {
  const t = useTexts();
  const { busy, error, run } = useDoing();
  const then = (what: () => Promise<unknown>) =>
    run(async () => {
      await what();
      await reload();
    });
  return (
    <section class="card" aria-labelledby="lessons-title">
      <h2 id="lessons-title">{t.lessonsTitle}</h2>
      <Wrong error={error} />
      {lessons.length === 0 && <p class="hint">{t.noLessons}</p>}
      <ul class="fact-list">
        {lessons.map((lesson) => {
          const { id, kind, input, detail, state } = lesson;
          const out = state === "dismissed";
          const said = [t.lessonKinds[kind] ?? kind, t.when(new Date(lesson.time)), fate(lesson, versions, t)];
          if (typeof detail?.rating === "number") said.push(t.lessonRating(detail.rating));
          return (
            <li key={id} class="fact lesson">
              <p class="fact-text">{input}</p>
              {detail?.answer && <p>{kind === "answer" ? t.lessonSays(detail.answer) : detail.answer}</p>}
              {detail?.rejected && <p class="hint">{t.lessonInstead(detail.rejected)}</p>}
              <p class="hint">{said.filter(Boolean).join(" · ")}</p>
              <div class="actions">
                <button
                  type="button"
                  class="plain"
                  aria-label={out ? t.takeUpThis(input) : t.leaveOutThis(input)}
                  disabled={busy}
                  onClick={() => then(() => setLesson(id, out ? "open" : "dismissed"))}
                >
                  {out ? t.takeUp : t.leaveOut}
                </button>
                <Sure
                  label={t.deleteFact}
                  name={t.deleteThis(input)}
                  question={t.deleteLessonSure}
                  answer={t.deleteIt}
                  busy={busy}
                  act={() => then(async () => erased(await deleteLesson(id)))}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
