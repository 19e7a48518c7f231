// What a result of a tool looks like, judged by its values and the names of its members: so that a skill which nobody has seen
// gets a fitting view. Nothing here knows a skill by name.
import type { Members, Value } from "./skills_api";

export const isList = (value: Value | undefined): value is Value[] => Array.isArray(value);
export const isMembers = (value: Value | undefined): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isScalar = (value: Value | undefined) => typeof value !== "object" || value === null;

// A list of objects that is not empty; else null.
export const rowsOf = (value: Value | undefined): Members[] | null =>
  isList(value) && value.length > 0 && value.every(isMembers) ? value : null;

// ---- Names that say what a number or a text is ----

const kTitles = ["title", "name", "label", "item", "column", "topic", "concept", "skill", "question", "key", "id"];
const kReasons = ["reason", "reasons", "because", "why", "text", "note"];
const kNames = ["id", "item", "key", "skill", "exercise", "card"]; // of things, that need not be read
const kShares =
  /^(share|probability|chance|confidence|mastery|level|inside|coverage|accuracy|relevance|known|progress|retrievability|likeness|refuse_below|approve_from|.*_(share|chance|probability|mastery))$/;
const kSigned = ["effect", "contribution", "weight"];
const kPlaces = ["date", "day", "time", "at", "on", "week", "month", "year", "x"]; // of a point, from left to right
const kHeights = ["value", "price", "y", "mean", "median", "score", "count"];
const kDays = ["day", "date", "weekday"];

// These are counts and steps of a scale as often as shares: a whole number of them is none.
const kDoubtful = ["level", "known", "progress"];
export const isShare = (name: string, value: Value): value is number =>
  kShares.test(name) &&
  typeof value === "number" &&
  value >= 0 &&
  value <= 1 &&
  !(kDoubtful.includes(name) && Number.isInteger(value));
export const isName = (name: string) => kNames.includes(name);
export const isReason = (name: string) => kReasons.includes(name);

// What names a row: "title", "name", ..., else its first text.
export function titleOf(row: Members): string | null {
  const named = kTitles.find((name) => typeof row[name] === "string" && row[name] !== "");
  if (named) return named;
  return Object.keys(row).find((name) => typeof row[name] === "string" && !isReason(name)) ?? null;
}

// ---- Points ----

export interface Point {
  x: number; // of dates: seconds since 1970
  y: number;
  low?: number;
  high?: number;
}
export interface Series {
  name: string;
  x: string; // the members that they were
  y: string;
  dated: boolean;
  points: Point[];
}

const kDate = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?$/;

function placeOf(value: Value | undefined): { at: number; dated: boolean } | null {
  if (typeof value === "number") return { at: value, dated: false };
  if (typeof value !== "string" || !kDate.test(value)) return null;
  const at = Date.parse(value.length <= 10 ? value : `${value.replace(" ", "T").slice(0, 16)}Z`);
  return Number.isNaN(at) ? null : { at: at / 1000, dated: true };
}
export const isDate = (value: Value): value is string =>
  typeof value === "string" && placeOf(value)?.dated === true;

// [[place, height], ...] as rows.
function rowsOfPairs(value: Value | undefined): Members[] | null {
  const isPair = (one: Value): one is [Value, number] =>
    isList(one) && one.length === 2 && typeof one[1] === "number" && placeOf(one[0])?.dated === true;
  if (!isList(value) || value.length === 0 || !value.every(isPair)) return null;
  return value.map((one) => ({ date: (one as Value[])[0] ?? null, value: (one as Value[])[1] ?? null }));
}

// Points with a place and a height, at least so many; null: it is something else.
export function seriesOf(name: string, value: Value | undefined, least = 3): Series | null {
  const rows = rowsOf(value) ?? rowsOfPairs(value);
  const first = rows?.[0];
  if (!rows || !first || rows.length < least) return null;
  const x = kPlaces.find((one) => placeOf(first[one]));
  const y = kHeights.find((one) => one !== x && rows.every((row) => typeof row[one] === "number"));
  if (!x || !y) return null;
  const points: Point[] = [];
  for (const row of rows) {
    const place = placeOf(row[x]);
    if (!place) return null;
    const { low, high } = row;
    const band = typeof low === "number" && typeof high === "number" ? { low, high } : {};
    points.push({ x: place.at, y: row[y] as number, ...band });
  }
  points.sort((a, b) => a.x - b.x);
  return { name, x, y, dated: placeOf(first[x])?.dated ?? false, points };
}

// Members that belong in one picture: the same kind of place and height.
export function togetherOf(members: Members): Series[] {
  const all = Object.entries(members).flatMap(([name, value]) => seriesOf(name, value, 1) ?? []);
  const alike = all.filter(({ x, y }) => x === all[0]?.x && y === all[0]?.y);
  return alike.some(({ points }) => points.length > 2) ? alike : [];
}

// ---- Lists ----

export interface Share {
  label: string;
  share: number;
  rest: Members;
}
function labelled<T>(rows: Members[], of: (name: string, value: Value) => boolean, make: (label: string, value: number, rest: Members) => T): T[] | null {
  const first = rows[0];
  const title = first && titleOf(first);
  const name = first && Object.keys(first).find((one) => rows.every((row) => of(one, row[one] ?? null)));
  if (!title || !name) return null;
  return rows.map((row) => {
    const { [title]: label, [name]: value, ...rest } = row;
    return make(String(label), value as number, rest);
  });
}

// Names with shares of 1, and little else.
export function sharesOf(value: Value | undefined): Share[] | null {
  if (isMembers(value)) {
    const all = Object.entries(value);
    const fit = all.length > 1 && all.every(([, one]) => typeof one === "number" && one >= 0 && one <= 1);
    return fit && all.some(([, one]) => one !== 0 && one !== 1)
      ? all.map(([label, share]) => ({ label, share: share as number, rest: {} }))
      : null;
  }
  const rows = rowsOf(value);
  if (!rows || rows.some((row) => Object.keys(row).length > 5 || !Object.values(row).every(isScalar))) return null;
  return labelled(rows, isShare, (label, share, rest) => ({ label, share, rest }));
}

export interface Signed {
  label: string;
  effect: number;
  rest: Members;
}
// What speaks for something and against it.
export function signedOf(value: Value | undefined): Signed[] | null {
  const rows = rowsOf(value);
  if (!rows) return null;
  const signed = (name: string, one: Value) => kSigned.includes(name) && typeof one === "number";
  return labelled(rows, signed, (label, effect, rest) => ({ label, effect, rest }));
}

export interface Day {
  name: string;
  rest: Members;
}
// A plan: what is on which day.
export function daysOf(value: Value | undefined): Day[] | null {
  const rows = rowsOf(value);
  const first = rows?.[0];
  if (!rows || !first) return null;
  const name = kDays.find((one) => rows.every((row) => ["string", "number"].includes(typeof row[one])));
  if (!name || Object.keys(first).length < 2) return null;
  const days = new Set(rows.map((row) => row[name]));
  const told = rows.some((row) =>
    Object.entries(row).some(([one, v]) => one !== name && (typeof v === "string" || !isScalar(v))),
  );
  if (!told || days.size !== rows.length) return null;
  return rows.map(({ [name]: day, ...rest }) => ({ name: String(day), rest }));
}

// Rows with a title and a reason.
export function rankedOf(value: Value | undefined): Members[] | null {
  const rows = rowsOf(value);
  return rows?.every((row) => titleOf(row) && Object.keys(row).some(isReason)) ? rows : null;
}

// Columns of rows that hold nothing but scalars; null: too many, or something else.
export function columnsOf(rows: Members[]): string[] | null {
  if (!rows.every((row) => Object.values(row).every(isScalar))) return null;
  const names = [...new Set(rows.flatMap(Object.keys))];
  return names.length <= 9 ? names : null;
}
