// Words of a crisis were seen: calm words and whom to call, and nothing else.
import { useTexts } from "./language";
import { rowsOf } from "./shapes";
import type { Members } from "./skills_api";

export const isCrisis = (value: Members) => value.crisis === true && typeof value.text === "string";

// Only what can be dialled.
function dialled(number: string): string | null {
  const digits = number.replace(/[^0-9+]/g, "");
  return /^\+?\d{2,15}$/.test(digits) && /^[0-9+() -]+$/.test(number) ? digits : null;
}

export function CrisisView({ value }: { value: Members }) {
  const t = useTexts();
  return (
    <div class="urgent" role="alert">
      <p class="result-said">{String(value.text)}</p>
      <ul class="lines">
        {(rowsOf(value.lines) ?? []).map((line, i) => {
          const [number, name] = [String(line.number ?? ""), String(line.name ?? "")];
          const digits = dialled(number);
          return (
            <li key={i}>
              {digits ? (
                <a href={`tel:${digits}`} aria-label={t.callNumber(name, number)}>
                  {number}
                </a>
              ) : (
                <strong>{number}</strong>
              )}{" "}
              {name} {line.region !== undefined && <span class="hint">{String(line.region)}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
