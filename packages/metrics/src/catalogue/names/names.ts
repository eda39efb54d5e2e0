/** What a metric is called in one language. */
export interface MetricName {
  readonly label: string;
  /** The business question it answers, in one sentence. */
  readonly question: string;
}

/** What the built-in metrics are called in one language. */
export interface MetricNames {
  readonly metrics: Readonly<Record<string, MetricName>>;
  /** Names of variants that have none of their own. */
  readonly variants: {
    /** How `{label}` of the metric and `{variant}` are put together. */
    readonly label: string;
    /** Of `within30d`; `{days}` stands for the number. */
    readonly within: string;
    readonly target: string;
    /** Of `ltv.simple`. */
    readonly simple: string;
    /** By attribution model, as `roas.markov`. */
    readonly models: Readonly<Record<string, string>>;
  };
}

/** Languages that the built-in metrics have names in, as BCP 47 tags. English is what the definitions have. */
export const metricLocales = ["en", "ko", "zh-Hant", "id", "tr"] as const;
export type MetricLocale = (typeof metricLocales)[number];

/**
 * The names in a language; null for English, which the definitions have. Each language is a module of its own, loaded
 * when it is first asked for.
 */
export async function namesIn(locale: MetricLocale): Promise<MetricNames | null> {
  switch (locale) {
    case "en":
      return null;
    case "ko":
      return (await import("./ko.ts")).korean;
    case "zh-Hant":
      return (await import("./zh-Hant.ts")).traditionalChinese;
    case "id":
      return (await import("./id.ts")).indonesian;
    case "tr":
      return (await import("./tr.ts")).turkish;
  }
}
