import { Settings } from "@foresail/client";
import { builtInMetrics, Catalogue } from "../../../packages/metrics/src/catalogue/catalogue.ts";
import {
  parseSetting,
  settingsForQuery,
  settingsFrom,
} from "../../../packages/metrics/src/settings/settings.ts";

/** Path of the page from the root. */
export const settingsPageFile = "docs/settings.md";

type Key = keyof Settings;

/** Settings that are about all metrics, or all of a kind, and so stand in no definition. */
const general: Readonly<Partial<Record<Key, string>>> = {
  reportingCurrency: "every metric in a currency",
  timeZone: "every metric: it decides the day on which something happened",
  "calendar.fiscalYearStart": "every metric by quarter or year",
  "calendar.weekStart": "every metric by week, and every calendar of weeks",
  "calendar.pattern": "every metric by month, quarter or year",
  "calendar.yearAnchor": "every metric by month, quarter or year, in a calendar of weeks",
};

/** Why there is a choice, and what others chose. */
const notes: Readonly<Partial<Record<Key, string>>> = {
  "revenue.discounts":
    "ChartMogul and ProfitWell let every discount lower MRR, Stripe only coupons that last forever. It is subtracted when a row is stored, so it is set for the tenant and not by a query.",
  "movements.form":
    "`snapshot` compares an account at both ends of a period, so what happens and is undone inside it does not show (ProfitWell). `events` counts each change (Stripe, Baremetrics). The sum is the same.",
  "movements.reactivation": "ChartMogul counts them, Baremetrics leaves them out of both.",
  "churn.date":
    "ChartMogul takes the end of the last paid period; others the moment of the cancellation, which is earlier.",
  "churn.denominator":
    "`start` is the usual one. Stripe divides by the customers at the start and the new ones, Shopify adds up the rates of single days.",
  "churn.graceDays": "For late payers: Stripe and ProfitWell count a customer until dunning ends.",
  "currency.rate":
    "With `period` the effect of exchange rates shows as `fx_mrr`; with `fixed` there is none, and old periods are restated at one rate. See [decision 16](decisions/0016-mrr-at-closing-rates.md).",
  "retention.months": "Investors compare twelve months. `nrr.period` and `grr.period` do not look at it.",
  "margin.gross":
    "At 1, LTV and payback are about revenue and look better than they are: set your own margin.",
  "ltv.capMonths":
    "Without a cap LTV with expansion has no bound where customers grow faster than they leave.",
  "cac.lagMonths": "Near the length of your sales cycle, spend meets the customers that it won.",
  "velocity.deals":
    "With closed deals alone sales velocity would collapse to won value over cycle, so that is no choice.",
  "attribution.lookbackDays": "Tools for shops take 30, for business customers 90 is usual.",
  "attribution.uShape":
    "Google Analytics and HubSpot mean 40-20-40 by first and last touch, Marketo Measure 50-50 by first touch and lead creation.",
};

/** What a key's parser says about values. */
function expectedOf(key: Key): string {
  try {
    parseSetting(key, "\u0000");
  } catch (error) {
    return /it must be (.+)$/s.exec((error as Error).message)?.[1] ?? "";
  }
  throw new Error(`${key} takes any text`);
}

function isByQuery(key: Key): boolean {
  const initial = settingsFrom({});
  try {
    settingsForQuery(initial, { [key]: String(initial[key]) });
    return true;
  } catch {
    return false;
  }
}

/** Metrics that a setting changes, as their definitions say; general words where it is about all. */
function changes(key: Key, catalogue: Catalogue): string {
  const words = general[key];
  if (words !== undefined) return words;
  const changed = builtInMetrics.flatMap(({ id, family }) => {
    const variants = family?.pattern.includes("|") ? family.pattern.split("|") : [];
    const found = [id, ...variants.map((variant) => `${id}.${variant}`)].filter((name) =>
      catalogue.get(name).settings?.includes(key),
    );
    // A setting of the metric itself is one of all its variants.
    return (found.includes(id) ? [id] : found).map((name) => `[\`${name}\`](metrics/${id}.md)`);
  });
  return changed.join(", ");
}

/** The page of settings: meaning, values, default, which metrics each changes. */
export function settingsPage(): string {
  const catalogue = new Catalogue();
  const initial = settingsFrom({});
  const sections = (Object.keys(initial) as Key[]).map((key) => {
    const { description } = Settings.shape[key].unwrap().meta() ?? {};
    const value = initial[key] === "" ? "empty" : `\`${initial[key]}\``;
    const where = isByQuery(key) ? "tenant, or one query" : "tenant";
    const note = notes[key];
    return `## \`${key}\`

${description ?? ""}.

| | |
|---|---|
| Values | ${expectedOf(key)} |
| Default | ${value} |
| Set for | ${where} |
| Changes | ${changes(key, catalogue)} |
${note === undefined ? "" : `\n${note}\n`}`;
  });
  return `<!-- Written by \`npm run docs:metrics\`. Change the schema of the settings, or the notes in the generator, instead. -->

# Settings

Where companies count differently, Foresail has a setting with a default. A tenant's settings hold for all of its queries, some can be set for one query alone:

\`\`\`sh
foresail settings retention.months=6
foresail query nrr --set retention.months=3
\`\`\`

Over HTTP these are \`PUT /v1/settings\` and \`set\` of a query. A setting that decides a number and is not at its default travels with the definition's name: \`nrr@1[retention.months=3]\`. A setting that a query cannot set decides what is stored; changing it rebuilds the tenant's tables from the journal.

${sections.join("\n")}`;
}
