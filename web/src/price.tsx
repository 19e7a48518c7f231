// A price that is watched: what to do, the history with its forecast, and how such advice did in the past.
import { useTexts } from "./language";
import { SeriesView } from "./series";
import { isMembers, seriesOf } from "./shapes";
import type { Members } from "./skills_api";
import { MembersView } from "./value";

export const isAdvice = (value: Members) =>
  isMembers(value.advice) && seriesOf("history", value.history) !== null && Array.isArray(value.forecast);

export function AdviceView({ value }: { value: Members }) {
  const t = useTexts();
  const { name, item, currency, price, history, forecast, advice, how_high: high, ...rest } = value;
  const { do: what, why, ...facts } = isMembers(advice) ? advice : {};
  const past = seriesOf("history", history);
  const next = seriesOf("forecast", forecast, 1);
  return (
    <div class="members">
      <p class="figure">
        {String(name ?? item ?? "")} <span class="hint">{t.priceNow(`${t.figure(Number(price))} ${String(currency ?? "")}`.trim())}</span>
      </p>
      <p class="verdict figure good">{t.valueName(String(what ?? ""))}</p>
      {typeof why === "string" && <p>{why}</p>}
      {typeof high === "string" && <p class="hint">{high}</p>}
      {past && <SeriesView series={next ? [past, next] : [past]} />}
      <details class="more">
        <summary>{t.howItDid}</summary>
        <MembersView value={{ ...facts, forecast: forecast ?? [], ...rest, history: history ?? [] }} deep={1} />
      </details>
    </div>
  );
}
