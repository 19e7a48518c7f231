// A picture of something that is worn: its outline in its colour. Drawn here, since a catalogue brings no pictures.
import { useTexts } from "./language";

const kOutlines: Record<string, string> = {
  top: "M17 8 8 13 5 22l6 2 1-3v19h24V21l1 3 6-2-3-9-9-5c-2 5-12 5-14 0z",
  outer: "M17 7 9 11 5 34l6 1 1-6v13h11V15l-6-8zm14 0 8 4 4 23-6 1-1-6v13H25V15l6-8z",
  bottom: "M14 6h20l2 36h-9l-3-24-3 24h-9z",
  dress: "M18 5h3c0 4 6 4 6 0h3l1 12-3 4 9 21H11l9-21-3-4z",
  shoes: "M5 18c3 3 8 3 11-1 5 8 13 12 24 12 3 0 4 3 3 6H5z",
  bag: "M9 19h30l3 22H6zm7 0c0-15 16-15 16 0h-3c0-10-10-10-10 0z",
  watch: "M18 5h12l1 8a13 13 0 0 1 0 22l-1 8H18l-1-8a13 13 0 0 1 0-22z",
  belt: "M3 19h42v10H3zm14-3h14v16H17zm4 4v8h6v-8z",
  head: "M8 30c0-23 30-23 31-3l6 5v3H8z",
  scarf: "M12 8h24v10H28l3 24h-8l-2-24h-9z",
  jewellery: "M12 8c0 22 24 22 24 0l3 1c0 17-8 22-13 23l2 4-4 6-4-6 2-4c-5-1-13-6-13-23z",
  eyes: "M3 18h18v4h6v-4h18v7c0 10-16 10-17 0h-8c-1 10-17 10-17 0z",
  tie: "M20 5h8l2 7-3 3 5 21-8 8-8-8 5-21-3-3z",
  socks: "M16 5h14v20l-2 6-10 10c-5 4-12-1-9-6l7-10z",
  other: "M9 16 24 8l15 8v17l-15 9-15-9z",
};

// Of the colours that shops name; no entry: only the outline.
const kColours: Record<string, string> = {
  black: "#1c1c1e", white: "#fafafa", grey: "#8a8d91", gray: "#8a8d91", charcoal: "#41464c", silver: "#c3c7cc",
  navy: "#1f2f5c", blue: "#2f62c4", turquoise: "#2fb5b0", teal: "#0f766e", green: "#3c8d4a", lime: "#a4cf3a",
  olive: "#6d7036", khaki: "#b0a075", yellow: "#efc93d", mustard: "#cf9f2a", gold: "#c9a24b", orange: "#e5842f",
  peach: "#f4b896", coral: "#ee7661", red: "#c8342f", maroon: "#6f1f2b", burgundy: "#6f1f2b", pink: "#e88fae",
  rose: "#d77f92", magenta: "#c33d8d", purple: "#7a4aa3", lavender: "#b6a3d8", mauve: "#a88299", brown: "#74492c",
  coffee: "#5c3d2b", tan: "#c19a6b", beige: "#dccbaa", cream: "#f1e7cf", skin: "#e3bd9c", nude: "#e3bd9c",
  bronze: "#9c6b3c", copper: "#b06a3f", rust: "#a44a25", taupe: "#8b7d6f", metallic: "#a8acb1", steel: "#8fa3b5",
};

// "Navy Blue": the first word that is known.
function colourOf(name: string): string | undefined {
  const words = name.toLowerCase().split(/[^a-z]+/);
  const known = words.find((word) => kColours[word]);
  return known && kColours[known];
}

export function Garment({ slot, colour }: { slot: string; colour: string }) {
  const t = useTexts();
  const fill = colourOf(colour);
  return (
    <svg
      class={fill ? "garment" : "garment unknown"}
      viewBox="0 0 48 48"
      role="img"
      aria-label={[t.valueName(colour), t.valueName(slot)].filter(Boolean).join(", ")}
    >
      <path d={kOutlines[slot] ?? kOutlines.other} fill={fill ?? "none"} fill-rule="evenodd" />
    </svg>
  );
}
