// Outfits: what is there and what goes with it, in pictures, each piece with its reasons.
import { Garment } from "./garment";
import { useTexts } from "./language";
import { rowsOf } from "./shapes";
import type { Members, Value } from "./skills_api";
import { MembersView } from "./value";

export const isOutfits = (value: Members) => Array.isArray(value.outfits) && Array.isArray(value.have);

const text = (value: Value | undefined) => (typeof value === "string" ? value : "");

function Piece({ piece, there }: { piece: Members; there?: boolean }) {
  const t = useTexts();
  const because = Array.isArray(piece.because) ? piece.because.map(String) : [];
  const price = typeof piece.price === "number" && !there ? t.figure(piece.price) : "";
  return (
    <li class="piece">
      <Garment slot={text(piece.slot)} colour={text(piece.colour)} />
      <div>
        <p class="fact-text">{text(piece.name)}</p>
        <p class="hint">
          {there ? t.youHave : [t.valueName(text(piece.colour)), price].filter(Boolean).join(" · ")}
        </p>
        {text(piece.reason) && <p>{text(piece.reason)}</p>}
        {because.length > 0 && (
          <details class="more">
            <summary>{t.whyThis}</summary>
            <ul class="reasons">
              {because.map((one, i) => (
                <li key={i}>{one}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

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
