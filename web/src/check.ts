// Whether a value fits a JSON Schema, as far as the common keywords go; the server's grammar has them all.
// Gives the path of the first place that does not fit, or null.
type Schema = Record<string, unknown>;

function isType(value: unknown, type: string): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return typeof value === type;
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const below = (value: number, least: unknown) => typeof least === "number" && value < least;
const above = (value: number, most: unknown) => typeof most === "number" && value > most;

function fitsAlone(value: unknown, s: Schema): boolean {
  const types =
    typeof s.type === "string" ? [s.type] : Array.isArray(s.type) ? (s.type as string[]) : [];
  if (types.length > 0 && !types.some((type) => isType(value, type))) return false;
  if (Array.isArray(s.enum) && !s.enum.some((one) => same(one, value))) return false;
  if ("const" in s && !same(s.const, value)) return false;
  if (typeof value === "number") return !below(value, s.minimum) && !above(value, s.maximum);
  if (typeof value === "string") {
    const length = [...value].length;
    return !below(length, s.minLength) && !above(length, s.maxLength);
  }
  if (Array.isArray(value))
    return !below(value.length, s.minItems) && !above(value.length, s.maxItems);
  return true;
}

export function misfit(value: unknown, schema: unknown, path = "$"): string | null {
  if (schema === false) return path;
  if (typeof schema !== "object" || schema === null) return null;
  const s = schema as Schema;
  if (!fitsAlone(value, s)) return path;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const wrong = misfit(item, s.items, `${path}[${i}]`);
      if (wrong) return wrong;
    }
  } else if (isType(value, "object")) {
    const object = value as Record<string, unknown>;
    const known = (s.properties ?? {}) as Record<string, unknown>;
    for (const name of (s.required ?? []) as string[])
      if (!(name in object)) return `${path}.${name}`;
    for (const [name, member] of Object.entries(object)) {
      const wrong = misfit(
        member,
        name in known ? known[name] : s.additionalProperties,
        `${path}.${name}`,
      );
      if (wrong) return wrong;
    }
  }
  return null;
}
