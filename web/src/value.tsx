// Any value of a result, in the view that its shape asks for. Whatever it holds is text, never markup.
import { Bars } from "./bars";
import { useTexts } from "./language";
import { Pieces, piecesOf } from "./pieces";
import { Days, Ranked, SignedBars, Table } from "./result_lists";
import { SeriesView } from "./series";
import {
  columnsOf,
  daysOf,
  isDate,
  isList,
  isMembers,
  isName,
  isScalar,
  isShare,
  rankedOf,
  rowsOf,
  seriesOf,
  sharesOf,
  signedOf,
  togetherOf,
} from "./shapes";
import type { Members, Value } from "./skills_api";
import { viewOf } from "./views";

const kDeep = 5; // beyond it JSON has to do
const kLong = 70; // characters of a text that stands by itself

export function Scalar({ name, value }: { name: string; value: Value }) {
  const t = useTexts();
  if (typeof value === "number" && isShare(name, value)) return <>{t.percent(value)}</>;
  if (typeof value === "string" && isDate(value)) return <>{t.dateText(value)}</>;
  return <>{t.plainValue(value, name)}</>;
}

function ListView({ name, value, deep }: { name: string; value: Value[]; deep: number }) {
  const t = useTexts();
  if (value.length === 0) return <p class="hint">{t.nothingThere}</p>;
  if (value.every(isScalar)) {
    const short = value.every((one) => String(one).length <= 24);
    return (
      <ul class={short ? "tags" : "plain-list"}>
        {value.map((one, i) => (
          <li key={i}>
            <Scalar name={name} value={one} />
          </li>
        ))}
      </ul>
    );
  }
  const pieces = piecesOf(value);
  if (pieces) return <Pieces pieces={pieces} />;
  const signed = signedOf(value);
  if (signed) return <SignedBars bars={signed} />;
  const shares = sharesOf(value);
  if (shares)
    return (
      <Bars
        bars={shares.map(({ label, share, rest }, i) => ({
          key: String(i),
          label: t.valueName(label),
          share,
          name: Object.entries(rest)
            .filter(([one]) => !isName(one))
            .map(([one, of]) => `${t.memberName(one)} ${t.plainValue(of, one)}`)
            .join(" · "),
        }))}
      />
    );
  const series = seriesOf(name, value);
  const rows = rowsOf(value);
  const columns = rows && columnsOf(rows);
  if (series)
    return (
      <>
        <SeriesView series={[series]} />
        {rows && columns && <Folded name={name} rows={rows} columns={columns} />}
      </>
    );
  const days = daysOf(value);
  if (days) return <Days days={days} />;
  const ranked = rankedOf(value);
  if (ranked) return <Ranked rows={ranked} />;
  if (rows && columns) return <Table rows={rows} columns={columns} name={name} />;
  if (rows && rows.every((row) => Object.values(row).some(isScalar))) return <Ranked rows={rows} />;
  return (
    <ul class="plain-list">
      {value.map((one, i) => (
        <li key={i}>
          <ValueView name={name} value={one} deep={deep + 1} />
        </li>
      ))}
    </ul>
  );
}

function Folded({ rows, columns, name }: { rows: Members[]; columns: string[]; name: string }) {
  const t = useTexts();
  return (
    <details class="more">
      <summary>{t.asTable(t.memberName(name))}</summary>
      <Table rows={rows} columns={columns} name={name} />
    </details>
  );
}

// Scalars as a list of names and values, long texts as paragraphs, the rest below headings.
export function MembersView({ value, deep }: { value: Members; deep: number }) {
  const t = useTexts();
  const all = Object.entries(value);
  const isLong = (one: Value) => typeof one === "string" && one.length > kLong;
  const facts = all.filter(([, one]) => isScalar(one) && !isLong(one));
  const together = togetherOf(value);
  const inPicture = together.length > 1 ? together.map(({ name }) => name) : [];
  const rest = all.filter(([, one]) => !isScalar(one) || isLong(one));
  const Heading = deep === 0 ? "h3" : "h4";
  return (
    <div class={deep === 0 ? "members" : "members inner"}>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([name, one]) => (
            <div key={name}>
              <dt>{t.memberName(name)}</dt>
              <dd>
                <Scalar name={name} value={one} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {inPicture.length > 0 && <SeriesView series={together} />}
      {rest.map(([name, one]) => {
        const rows = rowsOf(one);
        const columns = rows && columnsOf(rows.map(scalars));
        if (inPicture.includes(name) && rows && columns)
          return <Folded key={name} name={name} rows={rows} columns={columns} />;
        return (
          <section key={name}>
            <Heading>{t.memberName(name)}</Heading>
            <ValueView name={name} value={one} deep={deep + 1} />
          </section>
        );
      })}
    </div>
  );
}

const scalars = (row: Members): Members =>
  Object.fromEntries(Object.entries(row).filter(([, one]) => isScalar(one)));

export function ValueView({ name, value, deep = 0 }: { name: string; value: Value; deep?: number }) {
  const t = useTexts();
  if (deep > kDeep) return <pre class="code">{JSON.stringify(value, null, 1)}</pre>;
  if (isList(value)) return <ListView name={name} value={value} deep={deep} />;
  if (isMembers(value)) {
    const View = viewOf(value);
    if (View) return <View value={value} />;
    const shares = sharesOf(value);
    if (shares)
      return (
        <Bars
          bars={shares.map(({ label, share }) => ({ key: label, label: t.memberName(label), share }))}
        />
      );
    return <MembersView value={value} deep={deep} />;
  }
  return (
    <p class="found">
      <Scalar name={name} value={value} />
    </p>
  );
}
