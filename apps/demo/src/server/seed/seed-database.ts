import { openLocalApi } from "@foresail/api/node";
import { type Client, createClient } from "@foresail/client/client";
import { type Company, generateCompany, planColumns, toCsv } from "@foresail/sample";
import type { Step } from "../progress.ts";
import { endOfQuarter, lastMonday, monthlyFreezes } from "./dates.ts";
import { type Delivery, dueDeliveries } from "./deliveries.ts";
import { readSampleFile, type SampleFile, writeSampleFile } from "./sample-file.ts";

/** What is seeded, where and when. */
export interface SeedOptions {
  readonly db: string;
  readonly tenant: string;
  readonly clock: () => Date;
  readonly rows?: number | undefined;
  readonly step: Step;
}

const seed = 7;
const defaultRows = 60_000;
const rowsPerCall = 10_000;
const metrics = ["mrr", "bookings"] as const;
const freezes = 24;
const horizon = 6;

/**
 * Brings the sample company into a database: its deliveries up to now, frozen forecasts of the last 24 months, and its
 * plan. Each step does only what is missing, so a later start brings what became known since, and one that was
 * interrupted is finished.
 *
 * @returns what was seeded; null where the database holds someone's own data, which are left alone
 */
export async function seedDatabase(options: SeedOptions): Promise<SampleFile | null> {
  const { db, tenant, clock, step } = options;
  const local = openLocalApi({ db, tenant, clock });
  const client = createClient({ baseUrl: "http://local", fetch: local.fetch, timeoutMs: 600_000 });
  try {
    const { lastModified } = await step(`Opened ${db}`, () => client.queryFresh({ metrics: ["mrr"] }));
    const known = await readSampleFile(db);
    if (known === null && lastModified !== null) return null;
    const now = clock().toISOString();
    if (known?.nextDelivery !== undefined && (known.nextDelivery === null || known.nextDelivery > now)) {
      await freezeForecasts(client, clock(), step);
      return known;
    }
    const plot = known ?? { seed, end: endOfQuarter(clock()), rows: options.rows ?? defaultRows };
    const company = await step(
      `Made up a company of about ${plot.rows.toLocaleString("en")} rows`,
      async () => generateCompany({ seed: plot.seed, end: plot.end, rows: plot.rows }),
    );
    const sample = sampleFile(plot, company, now);
    // Noted before the first row: what follows may be interrupted, and is then taken up again.
    await writeSampleFile(db, { ...sample, nextDelivery: now });
    const opening = monthlyFreezes(clock(), freezes)[0] as string;
    const due = dueDeliveries(company.batches, opening, now, instant(lastModified));
    const rows = due.reduce((sum, delivery) => sum + delivery.rows.length, 0);
    await step(`Imported ${rows.toLocaleString("en")} rows in ${due.length} deliveries`, () =>
      importDeliveries(client, due),
    );
    await freezeForecasts(client, clock(), step);
    await step("Froze the plan", () =>
      client.freeze({
        kind: "plan",
        label: "plan",
        file: { name: "plan.csv", text: toCsv(company.plan, planColumns) },
      }),
    );
    await writeSampleFile(db, sample);
    return sample;
  } finally {
    await local.close();
  }
}

function sampleFile(
  plot: Pick<SampleFile, "seed" | "end" | "rows">,
  company: Company,
  now: string,
): SampleFile {
  const next = company.batches.find(({ recordedAt }) => recordedAt > now);
  const { name, story } = company;
  return { ...plot, name, story, nextDelivery: next?.recordedAt ?? null };
}

/** Instants of deliveries are written without milliseconds; so are those they are compared with. */
const instant = (date: Date | null): string | null => date?.toISOString().replace(".000Z", "Z") ?? null;

async function importDeliveries(client: Client, deliveries: readonly Delivery[]): Promise<void> {
  for (const { table, rows, recordedAt } of deliveries) {
    for (let at = 0; at < rows.length; at += rowsPerCall)
      await client.records(table, rows.slice(at, at + rowsPerCall), { recordedAt, strict: true });
  }
}

async function freezeForecasts(client: Client, now: Date, step: Step): Promise<void> {
  const { snapshots } = await client.snapshots();
  const issued = new Set(snapshots.map(({ metric, issuedAt }) => `${metric} ${Date.parse(issuedAt)}`));
  const missing = [...monthlyFreezes(now, freezes), lastMonday(now)].flatMap((asOf) =>
    metrics
      .filter((metric) => !issued.has(`${metric} ${Date.parse(asOf)}`))
      .map((metric) => ({ metric, asOf, horizon })),
  );
  if (missing.length === 0) return;
  await step(`Froze ${missing.length} forecasts as they would have been made`, async () => {
    for (const request of missing) await client.freeze(request);
  });
}
