// What of a reply came from the memory, and what was remembered of the message.
import type { Heard } from "./learned_api";
import { useTexts } from "./language";

// The reply itself did: no model wrote it.
export const isFromMemory = (heard: Heard): boolean =>
  heard.command !== "none" || (heard.taught ?? null) !== null;

export function HeardNote({ heard }: { heard: Heard }) {
  const t = useTexts();
  const facts = isFromMemory(heard) ? [] : (heard.facts ?? []);
  const remark = heard.command === "none" ? (heard.reply ?? "") : "";
  return (
    <>
      {heard.error && <p class="error">{t.failed(heard.error)}</p>}
      {heard.taught && <p class="heard">{heard.taught.text}</p>}
      {remark && (
        <p class="heard" role="status">
          {remark} <a href="#about">{t.about}</a>
        </p>
      )}
      {facts.length > 0 && (
        <details class="more">
          <summary>{t.knew(facts.length)}</summary>
          <ul class="earlier">
            {facts.map((fact) => (
              <li key={fact.id}>{fact.text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
