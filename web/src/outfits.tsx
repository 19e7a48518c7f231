// Outfits: what is there and what goes with it, in pictures, each piece with its reasons.
import { useTexts } from "./language";
import { Piece, text } from "./pieces";
import { rowsOf } from "./shapes";
import type { Members } from "./skills_api";
import { MembersView } from "./value";

export const isOutfits = (value: Members) => Array.isArray(value.outfits) && Array.isArray(value.have);

export function OutfitsView({ value }: { value: Members }) {
  const t = useTexts();
  const { have, outfits, note, ...rest } = value;
  const there = rowsOf(have) ?? [];
  const found = rowsOf(outfits) ?? [];
  return (
    <div class="members">
      {text(note) && <p>{text(note)}</p>}
      <ol class="outfits">
        {found.map((outfit, i) => (
          <li key={i} class="outfit">
            <div class="build-head">
              <h3>{t.outfitNumber(i + 1)}</h3>
              {typeof outfit.price === "number" && (
                <span class="hint">{t.together(t.figure(outfit.price))}</span>
              )}
            </div>
            <ul class="pieces">
              {there.map((piece, j) => (
                <Piece key={`there ${j}`} piece={piece} there />
              ))}
              {(rowsOf(outfit.items) ?? []).map((piece, j) => (
                <Piece key={j} piece={piece} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {Object.keys(rest).length > 0 && <MembersView value={rest} deep={0} />}
    </div>
  );
}
