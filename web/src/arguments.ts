// From a tool's JSON Schema to fields of a form, with example values to begin with; and from what was filled in to arguments.
import type { Language } from "./texts";

export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  examples?: unknown[];
}

// list, numbers: one a line. group: a flat object. json: anything else, as JSON.
export type FieldKind =
  | "text"
  | "long"
  | "date"
  | "number"
  | "flag"
  | "choice"
  | "list"
  | "numbers"
  | "group"
  | "json";

export interface Field {
  name: string;
  kind: FieldKind;
  schema: Schema;
  required: boolean;
  fields: Field[]; // of a group
}

type Members = Record<string, unknown>;
export type Example = Members;

// What was filled in, by the field's path: "values.age". Without an entry it is as in the example.
export type Filled = Record<string, string>;

const kLong = 60; // characters that a line has room for

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isFlat = (value: unknown): value is Members =>
  isObject(value) && Object.values(value).every((one) => typeof one !== "object");
const hasHangul = (value: unknown) => /[가-힣]/.test(JSON.stringify(value) ?? "");

// Those in the page's language, else all.
function inLanguage<T>(examples: T[], language: Language): T[] {
  const fitting = examples.filter((one) => hasHangul(one) === (language === "ko"));
  return fitting.length > 0 ? fitting : examples;
}

const typeOf = (schema: Schema): string | undefined =>
  Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;

// The schema that a value would have.
function schemaOf(value: unknown): Schema {
  if (typeof value === "number") return { type: "number" };
  return { type: typeof value === "boolean" ? "boolean" : "string" };
}

function kindOf(schema: Schema, example: unknown): FieldKind {
  if (schema.enum) return "choice";
  switch (typeOf(schema)) {
    case "boolean":
      return "flag";
    case "number":
    case "integer":
      return "number";
    case "array": {
      const of = schema.items ? typeOf(schema.items) : undefined;
      if (of === "string") return "list";
      return of === "number" || of === "integer" ? "numbers" : "json";
    }
    case "object":
      return schema.properties || isFlat(example) ? "group" : "json";
    case "string":
      if (schema.format === "date") return "date";
      return (schema.maxLength ?? 0) > 500 || String(example ?? "").length > kLong ? "long" : "text";
  }
  return "json";
}

const takesLanguage = (name: string, schema: Schema) =>
  name === "language" && ["en", "ko"].every((one) => schema.enum?.includes(one));
// In which language the results' texts are, where the tool can be told.
export const languageOf = (schema: Schema, language: Language): Example =>
  Object.entries(schema.properties ?? {}).some(([name, one]) => takesLanguage(name, one))
    ? { language }
    : {};

// example: of the whole. The argument "language" is not asked for: it is the page's.
export function fieldsOf(schema: Schema, example: Example): Field[] {
  const properties: Record<string, Schema> = { ...schema.properties };
  if (!schema.properties) for (const name in example) properties[name] = schemaOf(example[name]);
  return Object.entries(properties)
    .filter(([name, one]) => !takesLanguage(name, one))
    .map(([name, one]) => {
      const kind = kindOf(one, example[name]);
      const of = example[name];
      return {
        name,
        kind,
        schema: one,
        required: schema.required?.includes(name) ?? false,
        fields: kind === "group" ? fieldsOf(one, isObject(of) ? of : {}) : [],
      };
    })
    .sort((a, b) => Number(b.required) - Number(a.required));
}

// Whole sets of arguments to try, at least one; what they leave out comes from the arguments' own examples where it is required.
export function examplesOf(schema: Schema, language: Language): Example[] {
  const own = (one: Schema): unknown => {
    if (one.examples?.length) return inLanguage(one.examples, language)[0];
    if (one.default !== undefined) return one.default;
    return one.enum?.[0];
  };
  const whole = inLanguage(schema.examples ?? [], language).filter(isObject);
  const required: Example = {};
  const all: Example = {};
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    if (takesLanguage(name, one)) continue;
    const value = own(one);
    if (value === undefined) continue;
    if (schema.required?.includes(name)) required[name] = value;
    if (schema.required?.includes(name) || one.examples?.length) all[name] = value;
  }
  return whole.length > 0 ? whole.map((one) => ({ ...required, ...one })) : [all];
}

// A value as its field shows it.
export function shown(value: unknown, kind: FieldKind): string {
  if (value === undefined || value === null) return "";
  if (kind === "json") return JSON.stringify(value, null, 1);
  if (kind === "list" || kind === "numbers")
    return Array.isArray(value) ? value.map(String).join("\n") : String(value);
  return String(value);
}

// What a field's text means; undefined: nothing was said. Throws what is wrong with it.
function valueOf(text: string, { kind, schema, required }: Field): unknown {
  const lines = text.split("\n").filter((line) => line.trim());
  if (kind === "flag") return text === "true" ? true : required ? false : undefined;
  if (kind === "choice") return schema.enum?.find((one) => String(one) === text);
  if (!text.trim()) return undefined;
  if (kind === "number") return Number(text);
  if (kind === "list") return lines.map((line) => line.trim());
  if (kind === "numbers") return lines.flatMap((line) => line.split(/[\s,;]+/).filter(Boolean).map(Number));
  if (kind === "json") return JSON.parse(text);
  return text.trim();
}

export class BadField extends Error {
  constructor(
    readonly field: string, // its path
    readonly why: string,
  ) {
    super(why);
  }
}

// The arguments as filled in over an example. BadField: what is no JSON or no number.
export function argumentsOf(fields: Field[], example: Example, filled: Filled, before = ""): Example {
  const given: Example = {};
  for (const field of fields) {
    const path = before + field.name;
    const of = example[field.name];
    if (field.kind === "group") {
      const inner = argumentsOf(field.fields, isObject(of) ? of : {}, filled, `${path}.`);
      if (field.required || Object.keys(inner).length > 0) given[field.name] = inner;
      continue;
    }
    let value: unknown;
    try {
      value = valueOf(filled[path] ?? shown(of, field.kind), field);
    } catch (error) {
      throw new BadField(path, error instanceof Error ? error.message : String(error));
    }
    if ([value].flat().some((one) => typeof one === "number" && Number.isNaN(one)))
      throw new BadField(path, filled[path] ?? "");
    if (value !== undefined) given[field.name] = value;
  }
  return given;
}
