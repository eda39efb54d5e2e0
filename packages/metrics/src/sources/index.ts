// Sources as data: which exports are known, and what is done with them
import { clari } from "./clari.ts";
import type { ExportDefinition } from "./definition.ts";
import { googleAds } from "./google-ads.ts";
import { hubspot } from "./hubspot.ts";
import { salesforce } from "./salesforce.ts";
import { stripe } from "./stripe.ts";

/** Exports that are known, by source. */
export const sources: Readonly<Record<string, readonly ExportDefinition[]>> = {
  salesforce,
  hubspot,
  stripe,
  "google-ads": googleAds,
  clari,
};

/** What an import may name: `auto`, a source, or one export of it. */
export const sourceNames: readonly string[] = [
  "auto",
  ...Object.keys(sources),
  ...Object.values(sources).flatMap((exports) => exports.map(({ id }) => id)),
];

/** The exports that a name stands for; none where it is unknown. */
export function exportsOf(name: string): readonly ExportDefinition[] {
  if (name === "auto") return Object.values(sources).flat();
  return (
    sources[name] ??
    Object.values(sources)
      .flat()
      .filter(({ id }) => id === name)
  );
}

export type { ExportDefinition } from "./definition.ts";
export { readSource, type SourceTable } from "./read-source.ts";
