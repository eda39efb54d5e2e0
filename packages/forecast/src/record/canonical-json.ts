import { InvalidArgumentError } from "../errors.ts";

/**
 * JSON text that is the same for equal content, to be hashed: keys sorted by UTF-16 code units, no white
 * space, numbers as JavaScript prints them (shortest form, -0 as 0), undefined properties left out.
 *
 * @throws {InvalidArgumentError} for what JSON cannot carry: NaN, infinity, undefined in a list, functions,
 *   symbols, big integers, instances of classes
 * @see RFC 8785, JSON Canonicalization Scheme
 *
 * @example
 * canonicalJson({ b: [1, -0], a: "x" }); // => '{"a":"x","b":[1,0]}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, "$");
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item, i) => write(item, `${path}[${i}]`)).join(",")}]`;
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${write(value[key], `${path}.${key}`)}`);
    return `{${members.join(",")}}`;
  }
  throw new InvalidArgumentError("value", value, `canonicalJson cannot write ${describe(value)} at ${path}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function describe(value: unknown): string {
  return typeof value === "object" ? "an instance of a class" : String(value);
}
