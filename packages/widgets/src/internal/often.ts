import { translate } from "./strings.ts";

/** How many times of ten or twenty a level means: "8 of 10 times", "19 of 20 times". */
export function oftenText(level: number, locale: string): string {
  const of = level % 10 === 0 ? 10 : level % 5 === 0 ? 20 : 100;
  return translate(locale, "{times} of {of} times", { times: Math.round((level * of) / 100), of });
}
