/** A pack of translations: the English sentence to its translation, placeholders in braces kept. */
export type Strings = Readonly<Record<string, string>>;

const packs = new Map<string, Strings>();

/**
 * Adds or replaces sentences for a language; later packs win, sentence by sentence.
 *
 * @param locale - BCP 47 tag, `de` serves `de-AT` too
 * @example
 * registerStrings("en", { "so far": "to date" });
 */
export function registerStrings(locale: string, strings: Strings): void {
  const key = locale.toLowerCase();
  packs.set(key, { ...packs.get(key), ...strings });
}

/**
 * The sentence in a reader's language, placeholders filled in; English where no pack has it.
 *
 * @example
 * translate("en", "vs {period}", { period: "Oct 2026" }); // => "vs Oct 2026"
 */
export function translate(
  locale: string,
  english: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const key = locale.toLowerCase();
  const sentence = packs.get(key)?.[english] ?? packs.get(key.split("-")[0]!)?.[english] ?? english;
  return sentence.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
