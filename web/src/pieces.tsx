// Things to wear, each with a picture, its colour and price, and why it is there.
import { Garment } from "./garment";
import { useTexts } from "./language";
import { rowsOf } from "./shapes";
import type { Members, Value } from "./skills_api";

export const text = (value: Value | undefined) => (typeof value === "string" ? value : "");

export function Piece({ piece, there }: { piece: Members; there?: boolean }) {
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

// Products with a colour and a part of the body that they are for.
export function piecesOf(value: Value | undefined): Members[] | null {
  const rows = rowsOf(value);
  const worn = (row: Members) => [row.name, row.slot, row.colour].every((one) => typeof one === "string");
  return rows?.every(worn) ? rows : null;
}

export function Pieces({ pieces }: { pieces: Members[] }) {
  return (
    <ul class="pieces grid">
      {pieces.map((piece, i) => (
        <Piece key={i} piece={piece} />
      ))}
    </ul>
  );
}
