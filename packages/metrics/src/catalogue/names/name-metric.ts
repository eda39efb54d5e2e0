import type { MetricDescription } from "@foresail/client";
import { Catalogue } from "../catalogue.ts";
import type { MetricDefinition } from "../definition.ts";
import { targetSuffix } from "../target-metric.ts";
import { withinDays } from "../within-days.ts";
import { type MetricLocale, type MetricName, type MetricNames, namesIn } from "./names.ts";

let builtIn: Catalogue | undefined;

/** The built-in metric or variant of an id; undefined where there is none. */
function builtInMetric(id: string): MetricDefinition | undefined {
  builtIn ??= new Catalogue();
  try {
    return builtIn.get(id);
  } catch {
    return undefined;
  }
}

function nameOf(id: string, names: MetricNames): MetricName | undefined {
  const own = names.metrics[id];
  if (own) return own;
  const dot = id.lastIndexOf(".");
  const base = dot < 0 ? undefined : nameOf(id.slice(0, dot), names);
  if (!base) return undefined;
  const label = names.variants.label
    .replace("{label}", base.label)
    .replace("{variant}", variantWords(id.slice(dot + 1), names));
  return { ...base, label };
}

function variantWords(variant: string, { variants }: MetricNames): string {
  if (`.${variant}` === targetSuffix) return variants.target;
  const days = withinDays(variant);
  if (days !== null) return variants.within.replace("{days}", String(days));
  if (variant === "simple") return variants.simple;
  return variants.models[variant] ?? variant.replaceAll("_", " ");
}

/**
 * Descriptions with label and question in a language, and `locale` saying so.
 *
 * A variant without a name of its own has that of its metric, with the variant in brackets behind the label. A metric that is not
 * built in, or that takes the place of one that is, keeps its own words.
 */
export async function nameMetrics(
  metrics: readonly MetricDescription[],
  locale: MetricLocale,
): Promise<MetricDescription[]> {
  const names = await namesIn(locale);
  if (names === null) return [...metrics];
  return metrics.map((metric) => {
    const name = nameOf(metric.id, names);
    const original = name && builtInMetric(metric.id);
    const isOurs = original?.label === metric.label && original.question === metric.question;
    return isOurs ? { ...metric, ...name, locale } : metric;
  });
}
