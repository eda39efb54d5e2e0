import type { ExplainRequest, ReportRequest, TableName } from "@foresail/client";
import {
  defineConfig,
  defineFact,
  defineMetric,
  type MetricDefinition,
  type MetricsStore,
} from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { askUnchecked, newEngines } from "../support/matrix.ts";
import { removeFolders } from "../support/stores.ts";

/*
 * Strings that would be SQL, where a name is expected: of a table, a source, a column, an attribute, a report and its options, a
 * metric to be explained or followed, a setting, a snapshot, a definition. They are handed to the store itself, past the
 * schemas that refuse most of them before. Each is refused in words or is a name that nothing has, and what is stored stays.
 */

const hostile = [
  "x'; drop table accounts; --",
  '" or ""="',
  "accounts, other_tenants",
  "id) as a, (select 1",
  "\\' or 1=1 --",
  "$1",
  "{p1:Identifier}",
  "*",
  "a\nb",
  "__proto__",
  "constructor",
  "😀 ʼ＇",
];
const range = { from: "2026-01-01", to: "2026-03-01", grain: "month" } as const;
const explained: ExplainRequest = {
  ...{ metric: "bookings", period: "2026-01-01", grain: "month", where: {}, set: {}, limit: 100 },
  ...{ asOf: null, since: null },
};
const reported: ReportRequest = {
  ...{ report: "funnel", by: [], where: {}, asOf: null, set: {}, options: {} },
  ...range,
};
const options = [
  "funnel",
  "steps",
  "within",
  "account",
  "model",
  "dimension",
  "by",
  "cohort",
  "pipeline",
  "type",
];

let chdb: Chdb | null = null;
let engines: ReadonlyMap<string, MetricsStore>;

beforeAll(async () => {
  chdb = hasChdb ? Chdb.open() : null;
  engines = await newEngines(chdb);
  const rows = (amount: number, attributes: Record<string, string>) => [
    { id: "1", outcome: "won", created_at: "2026-01-02", closed_at: "2026-01-20", amount, attributes },
  ];
  for (const store of engines.values()) {
    const own = Object.fromEntries(hostile.map((name, index) => [name, `value ${index}`]));
    for (const [tenant, amount] of [["ours", 7] as const, ["theirs", 1000] as const])
      await store.importRecords(tenant, "opportunities", {
        rows: rows(amount, own),
        full: false,
        strict: true,
      });
  }
}, 600_000);

afterAll(async () => {
  for (const store of engines?.values() ?? []) await store.close();
  chdb?.close();
  removeFolders();
});

/** What an attempt comes to: the code of its error. An error of an engine, which would have read the name, fails the test. */
async function codeOf(what: unknown, attempt: () => unknown): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const foreseen =
      code === undefined ? error instanceof TypeError || error instanceof RangeError : code !== "internal";
    expect({ what, message, code, foreseen }).toEqual({ what, message, code, foreseen: true });
    return code ?? "thrown";
  }
}

/** Expects an attempt to be refused with a code of its own. */
async function refused(what: unknown, attempt: () => unknown): Promise<void> {
  expect({ what, code: await codeOf(what, attempt) }).not.toEqual({ what, code: null });
}

describe.each(hasChdb ? ["DuckDB", "PostgreSQL", "ClickHouse"] : ["DuckDB", "PostgreSQL"])(
  "hostile names on %s",
  { timeout: 120_000 },
  (name) => {
    const store = (): MetricsStore => engines.get(name)!;
    const bookings = async (by: string[] = [], where: Record<string, string[]> = {}) => {
      const series = await askUnchecked(store(), "ours", { metrics: ["bookings"], by, where, ...range });
      if ("code" in series) throw new Error(series.code);
      return series.map(({ dimensions, points }) => [Object.values(dimensions)[0], points[0]?.value]);
    };
    const unharmed = async () => expect(await bookings()).toEqual([[undefined, 7]]);

    test("of a table or a source: there is none", async () => {
      for (const text of hostile) {
        const flags = { full: false, strict: true };
        const table = text as TableName;
        const files = [{ name: text, text: "id,name\n1,x" }];
        const rows = [{ id: "1" }];
        await refused({ table }, () => store().importRecords("ours", table, { rows, ...flags }));
        await refused({ table }, () => store().importFiles("ours", { table, files, ...flags }));
        const source = text as "hubspot";
        await refused({ source }, () => store().importSource("ours", { source, files, ...flags }));
      }
      await unharmed();
    });

    test("of a column, in rows and in the header of a file whose name is hostile too", async () => {
      const flags = { full: false, strict: true };
      for (const text of hostile) {
        await codeOf({ column: text }, () =>
          store().importRecords("ours", "products", { rows: [{ id: "1", [text]: "x" }], ...flags }),
        );
        const quoted = `"${text.replaceAll('"', '""')}"`;
        const files = [{ name: text, text: `id,name,${quoted}\n1,x,${quoted}` }];
        await codeOf({ header: text }, () =>
          store().importFiles("ours", { table: "products", files, ...flags }),
        );
        const map = { columns: { [text]: text, id: text }, attributes: [text] };
        await codeOf({ map: text }, () =>
          store().importFiles("ours", { table: "products", files, map, ...flags }),
        );
      }
      await unharmed();
    });

    test("of an attribute: it splits and filters as any other", async () => {
      for (const [index, text] of hostile.entries()) {
        const dimension = `attributes.${text}`;
        const value = `value ${index}`;
        expect({ text, split: await bookings([dimension]) }).toEqual({ text, split: [[value, 7]] });
        const kept = await bookings([], { [dimension]: [value] });
        expect({ text, kept }).toEqual({ text, kept: [[undefined, 7]] });
        const { value: told } = await store().explain("ours", {
          ...explained,
          where: { [dimension]: ["nobody has this"] },
        });
        expect(told).toBe(0);
      }
    });

    test("in an explanation, a report, and what is frozen", async () => {
      for (const text of hostile) {
        await refused({ metric: text }, () => store().explain("ours", { ...explained, metric: text }));
        for (const key of ["period", "asOf", "since"] as const)
          await refused({ [key]: text }, () => store().explain("ours", { ...explained, [key]: text }));
        await refused({ where: text }, () =>
          store().explain("ours", { ...explained, where: { [text]: [text] } }),
        );
        await refused({ set: text }, () => store().explain("ours", { ...explained, set: { [text]: text } }));
        await refused({ report: text }, () =>
          store().report("ours", { ...reported, report: text as "funnel" }),
        );
        await refused({ by: text }, () => store().report("ours", { ...reported, by: [text] }));
        await refused({ option: text }, () =>
          store().report("ours", { ...reported, options: { [text]: text } }),
        );
        for (const report of ["funnel", "cohorts", "attribution", "account", "improve"] as const)
          for (const option of options)
            await codeOf({ report, option, text }, () =>
              store().report("ours", { ...reported, report, options: { [option]: text } }),
            );
        const actuals = { metric: text, where: {}, ...range };
        await refused({ actuals: text }, () => store().actualVintages("ours", actuals));
        expect(await store().snapshot("ours", text)).toBeNull();
        expect(await store().snapshots("ours", text)).toEqual([]);
        await codeOf({ setting: text }, () => store().saveSettings("ours", { [text]: text }));
        await refused({ zone: text }, () => store().saveSettings("ours", { timeZone: text }));
      }
      await unharmed();
    });
  },
);

test("in a definition they are named as what is wrong with it", () => {
  for (const text of hostile) {
    const definition = (changes: Partial<MetricDefinition>): unknown =>
      defineMetric({
        ...{ id: "own", version: 1, label: "Own", question: "Own?", formula: "own", unit: "count" },
        ...{ direction: "up", expression: { kind: "formula", text: "mrr" } },
        ...changes,
      });
    const fact = { name: "own", table: "events", date: "at" } as const;
    const attempts: Record<string, () => unknown> = {
      // A word is an id, whatever JavaScript calls by it.
      ...(text === "constructor" ? {} : { id: () => definition({ id: text }) }),
      formula: () =>
        defineConfig({
          metrics: [definition({ expression: { kind: "formula", text } }) as MetricDefinition],
        }),
      unit: () => definition({ unit: text as "count" }),
      table: () => defineFact({ ...fact, table: text as "events" }).count(),
      date: () => defineFact({ ...fact, date: text }).count(),
      filter: () => defineFact({ ...fact, filter: { column: text, in: ["x"] } }).count(),
      sum: () => defineFact(fact).sum(text),
    };
    for (const [place, attempt] of Object.entries(attempts))
      expect(attempt, `${place} ${JSON.stringify(text)}`).toThrow(
        expect.objectContaining({ code: "invalid_definition" }),
      );
  }
});
