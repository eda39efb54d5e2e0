const plainNotation = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/;
const longest = 100;
const currency = String.raw`(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3})`;
const decorated = new RegExp(
  String.raw`^([+-]?)\s*${currency}?\s*([+-]?)\s*([\d.,'’\s]*\d[\d.,'’\s]*?)\s*${currency}?$`,
  "u",
);

/** Digits and separators as plain notation; null where a group separator does not stand before three digits. */
function ungroup(digits: string, decimal: "." | ","): string | null {
  const parts = digits.split(decimal);
  const [whole = "", fraction = "0"] = parts;
  if (parts.length > 2 || !/^\d+$/.test(fraction)) return null;
  const separator = /\D/.exec(whole)?.[0];
  if (separator === undefined) return `${whole || "0"}.${fraction}`;
  const [first = "", ...groups] = whole.split(separator);
  const grouped = /^\d{1,3}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  return grouped ? `${first}${groups.join("")}.${fraction}` : null;
}

/** The text as plain decimal notation, `-1234.5`; null where it is not. */
export function plainDecimal(text: string): string | null {
  return plainNotation.test(text) ? text : null;
}

/**
 * A number as people write it, in plain notation: group separators (comma, point, space or apostrophe, one kind) before
 * three digits, a currency sign or code before or behind, parentheses for a negative amount.
 *
 * @param decimal - the decimal separator; the other one can only separate groups
 * @returns null where the text is no such number
 *
 * @example
 * writtenDecimal("($1,234.50)", "."); // => "-1234.50"
 */
export function writtenDecimal(text: string, decimal: "." | ","): string | null {
  if (text.length > longest) return null;
  const inner = /^\((.*)\)$/s.exec(text)?.[1];
  const [, outerSign = "", innerSign = "", digits = ""] = decorated.exec((inner ?? text).trim()) ?? [];
  const signs = `${outerSign}${innerSign}${inner === undefined ? "" : "-"}`;
  if (digits === "" || signs.length > 1) return null;
  const plain = ungroup(digits, decimal);
  return plain === null ? null : `${signs === "-" ? "-" : ""}${plain}`;
}
