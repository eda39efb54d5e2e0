import { type MetricLocale, metricLocales } from "./names.ts";

/** Language and script of a tag, such as `zh-Hant` of `zh-TW`; null where it is no tag. */
function languageAndScript(tag: string): { language: string; script: string | undefined } | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return { language, script };
  } catch {
    return null;
  }
}

/**
 * The first wanted language that metrics have names in; English where there is none. Region does not matter, script
 * does: `zh-TW` and `zh-HK` are `zh-Hant`, while `zh` and `zh-CN` mean simplified characters and are none.
 *
 * @param wanted - BCP 47 tags, the most wanted first; what is no tag is passed over
 *
 * @example
 * chooseLocale(["fr", "zh-TW", "ko"]); // => "zh-Hant"
 */
export function chooseLocale(wanted: readonly string[]): MetricLocale {
  for (const tag of wanted) {
    const asked = languageAndScript(tag);
    const found = metricLocales.find((known) => {
      const own = languageAndScript(known);
      return own?.language === asked?.language && own?.script === asked?.script;
    });
    if (asked !== null && found !== undefined) return found;
  }
  return "en";
}
