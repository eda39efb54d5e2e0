import {
  builtInMetrics,
  Catalogue,
  definitionName,
  describeMetric,
} from "../../../packages/metrics/src/catalogue/catalogue.ts";
import {
  chosenBy,
  formulaOf,
  type MetricDefinition,
} from "../../../packages/metrics/src/catalogue/definition.ts";
import { namesOf } from "../../../packages/metrics/src/catalogue/formula/formula.ts";
import { metricLocales, namesIn } from "../../../packages/metrics/src/catalogue/names/names.ts";
import { settingsFrom } from "../../../packages/metrics/src/settings/settings.ts";
import type { MetricExample } from "../metric-examples/example.ts";
import { exampleGroups } from "../metric-examples/index.ts";
import { type MetricSource, metricSources } from "./metric-source.ts";
import { settingAnchor } from "./setting-anchor.ts";
import type { WorkedOut } from "./work-out.ts";

const defaults = settingsFrom({});

/** Folder of the pages, from the root. */
export const metricPagesFolder = "docs/metrics";

const generated =
  "<!-- Written by `npm run docs:metrics`. Change the definition, the names or the example instead. -->";

const splits = {
  row: "any column of its rows, of their account, owner or product, and `attributes.x`",
  account: "columns of the account only, since it follows accounts from one moment to another",
} as const;

const directions = { up: "higher", down: "lower", neutral: "neither: it depends" } as const;

const languages = {
  en: "English",
  ko: "Korean",
  "zh-Hant": "Chinese (Traditional)",
  id: "Indonesian",
  tr: "Turkish",
} as const satisfies Record<(typeof metricLocales)[number], string>;

const linkTo = (id: string): string => `[\`${id}\`](${id}.md)`;
const cell = (text: string): string => text.replaceAll("|", "\\|");

/** A CSV text as a table of Markdown. */
function table(csv: string): string {
  const [header = "", ...rows] = csv.trim().split("\n");
  const line = (row: string): string => `| ${row.split(",").join(" | ")} |`;
  return [line(header), `|${"---|".repeat(header.split(",").length)}`, ...rows.map(line)].join("\n");
}

/** Metrics that a definition's formula names, as the default settings choose it. */
function partsOf(metric: MetricDefinition): string[] {
  const expression = chosenBy(defaults, metric.expression);
  if (expression.kind !== "formula") return [];
  return namesOf(formulaOf(expression.text)).filter((name) => !expression.inputs?.[name]);
}

/** Metrics that it is made of or that are made of it, and its variants. */
function related(id: string): string[] {
  const base = (of: string): string => of.split(".")[0] ?? of;
  const own = builtInMetrics.find((metric) => metric.id === id);
  const found = builtInMetrics
    .filter((other) => other.id !== id)
    .filter((other) => base(other.id) === base(id) || partsOf(other).includes(id))
    .map((other) => other.id);
  const parts = own ? partsOf(own).filter((name) => builtInMetrics.some((other) => other.id === name)) : [];
  return [...new Set([...parts, ...found])];
}

function commandOf(example: MetricExample): string {
  const { metric, from, to, grain, where = {}, split, set = {} } = example;
  const options = [
    ["from", from],
    ["to", to],
    ["grain", grain],
    ...Object.entries(where).map(([dimension, value]) => ["where", `${dimension}=${value}`]),
    ...(split ? [["by", split.by]] : []),
    ...Object.entries(set).map(([key, value]) => ["set", `${key}=${value}`]),
  ].map(([name, value]) => `--${name} ${value}`);
  return `foresail query ${metric} ${options.join(" ")}`;
}

/** A line of hand work, its arithmetic as code. */
function handLine(line: string): string {
  const [, words = "", sides = ""] = /^(.*: |)(.* = .*)$/.exec(line) ?? [];
  return sides === "" ? `- ${line}` : `- ${words}\`${sides}\``;
}

/** How a metric may be split, and what it becomes then. */
function splitsOf(metric: MetricDefinition): string {
  const { whenSplit } = metric;
  const usual = splits[describeMetric(metric).dimensions];
  return whenSplit ? `${usual}; by ${whenSplit.by.join(", ")} it is \`${whenSplit.metric.id}\`` : usual;
}

function exampleOf(example: MetricExample, { value, definition }: WorkedOut): string {
  const recorded = example.recorded === undefined ? "" : `, recorded on ${example.recorded}`;
  const frozen = (example.frozen ?? []).map(
    (one) =>
      `A forecast of bookings for the month from ${one.period}, frozen on ${one.issued}: ${one.value}.\n`,
  );
  const shown = value === null ? "null" : String(Number(value.toPrecision(9)));
  const where = example.split ? ` where ${example.split.by} is ${example.split.of}` : "";
  return `## Example

${Object.entries(example.rows)
  .map(([name, csv]) => `Rows of \`${name}\`${recorded}:\n\n${table(csv)}\n`)
  .concat(frozen)
  .join("\n")}
By hand:

${example.byHand.map(handLine).join("\n")}

\`\`\`sh
${commandOf(example)}
\`\`\`

answers **${shown}**${where}, as \`${definition}\`.
`;
}

async function page(
  metric: MetricDefinition,
  source: MetricSource | undefined,
  example: MetricExample | undefined,
  worked: WorkedOut | Error | undefined,
): Promise<string> {
  const { id, label, question, unit, direction, family, settings = [] } = metric;
  const description = describeMetric(metric);
  const written = builtInMetrics.find((one) => one.id === id);
  const chosen = written && chosenBy(defaults, written.expression);
  const computed = chosen?.kind === "formula" ? chosen.text : null;
  const names = await Promise.all(
    metricLocales.map(async (locale) => {
      const name =
        (await namesIn(locale))?.metrics[id] ?? (locale === "en" ? { label, question } : undefined);
      return `| ${languages[locale]} | ${cell(name?.label ?? "")} | ${cell(name?.question ?? "")} |`;
    }),
  );
  const others = related(id);
  const literature = [
    ...new Set([...(source?.sources ?? []), ...(source?.sources.length ? [] : [metric.source ?? ""])]),
  ].filter((text) => text !== "");
  const facts = [
    ["Formula", `\`${cell(metric.formula)}\``],
    ...(computed === null ? [] : [["Computed as", `\`${cell(computed)}\``]]),
    ["Definition", `\`${definitionName(metric)}\``],
    ["Unit", unit],
    ["Better", directions[direction]],
    ["Put into a period by", description.bucket],
    ["Split by", splitsOf(metric)],
    ...(family
      ? [
          [
            "Variants",
            family.pattern
              .split("|")
              .map((variant) => `\`${id}.${variant}\``)
              .join(", "),
          ],
        ]
      : []),
    [
      "Settings that change it",
      settings.map((key) => `[\`${key}\`](../settings.md#${settingAnchor(key)})`).join(", ") || "none",
    ],
    ...(literature.length > 0 ? [["Source", cell(literature.join("; "))]] : []),
    ...(source ? [["Defined in", `[${source.file.split("/").at(-1)}](../../${source.file})`]] : []),
  ].map(([name, value]) => `| ${name} | ${value} |`);
  return `${generated}

# ${label}

**${question}**

| \`${id}\` | |
|---|---|
${facts.join("\n")}

${[...(source?.paragraphs ?? []), ...(example?.notes ?? [])].join("\n\n")}

${example && worked && !(worked instanceof Error) ? exampleOf(example, worked) : ""}
## Names

| Language | Name | Question |
|---|---|---|
${names.join("\n")}
${others.length === 0 ? "" : `\n## Related\n\n${others.map(linkTo).join(", ")}\n`}`;
}

function index(): string {
  const listed = exampleGroups.map(({ title, examples }) => {
    const rows = examples.flatMap(({ metric: id }) => {
      const metric = builtInMetrics.find((one) => one.id === id);
      return metric
        ? [`| ${linkTo(id)} | ${cell(metric.label)} | ${cell(metric.question)} | ${metric.unit} |`]
        : [];
    });
    return `## ${title}\n\n| Metric | Name | Question | Unit |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${generated}

# Metrics

${builtInMetrics.length} metrics. Each page says what the metric counts, which settings change it, and works one number out by hand; the same rows go through the engine when the page is written, and in the tests. Variants stand behind a dot. Every metric has a target of its own, \`bookings.target\`.

Names and questions also come in Korean, Chinese (Traditional), Indonesian and Turkish: \`GET /v1/metrics?locale=ko\`, or \`Accept-Language\`.

${listed.join("\n")}`;
}

/**
 * The pages of docs/metrics: one a metric, and the index.
 *
 * @param worked - what the engine made of the examples, by metric
 * @returns texts by file name
 */
export async function metricPages(
  worked: ReadonlyMap<string, WorkedOut | Error>,
): Promise<ReadonlyMap<string, string>> {
  const catalogue = new Catalogue();
  const sources = metricSources();
  const examples = new Map(exampleGroups.flatMap((group) => group.examples.map((one) => [one.metric, one])));
  const pages = new Map([["README.md", index()]]);
  for (const { id } of builtInMetrics) {
    pages.set(`${id}.md`, await page(catalogue.get(id), sources.get(id), examples.get(id), worked.get(id)));
  }
  return pages;
}
