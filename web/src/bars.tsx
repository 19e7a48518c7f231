// Names with probabilities as bars. The numbers are text; the bars repeat them for the eye.
export interface Bar {
  key: string;
  name?: string; // what is asked: "Emotion"
  label: string; // the answer: "joy"
  share: number; // 0 to 1
}

export function Bars({ bars }: { bars: Bar[] }) {
  return (
    <ul class="bars">
      {bars.map(({ key, name, label, share }) => (
        <li key={key}>
          {name && <span class="bar-name">{name}</span>}
          <span class="bar-label">{label}</span>
          <span class="bar-share">{Math.round(100 * share)}%</span>
          <span class="bar" aria-hidden="true">
            <span style={{ width: `${100 * share}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
