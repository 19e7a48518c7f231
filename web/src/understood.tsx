// "How I understood you": what the heads make of a message, beside it.
import { useState } from "preact/hooks";
import type { Head, Understanding } from "./api";
import { Bars } from "./bars";
import { useTexts } from "./language";
import type { Texts } from "./texts";

// A guess that is more likely wrong than right is shown as one.
export function labelOf(head: Pick<Head, "label" | "probability">, t: Texts): string {
  if (head.label === null) return t.nothing;
  return (t.labels[head.label] ?? head.label) + (head.probability < 0.5 ? "?" : "");
}

export function Understood({ found }: { found: Understanding }) {
  const t = useTexts();
  // Open where there is room beside the message; a line to open elsewhere.
  const [open] = useState(() => matchMedia("(min-width: 60rem)").matches);
  const bars = found.heads.map((head) => ({
    key: head.name,
    name: t.heads[head.name] ?? head.name,
    label: labelOf(head, t),
    share: head.probability,
  }));
  return (
    <details class="understood" open={open}>
      <summary>
        {t.understood}
        <span class="gist">{found.heads.map((head) => labelOf(head, t)).join(" · ")}</span>
      </summary>
      <Bars bars={bars} />
    </details>
  );
}
