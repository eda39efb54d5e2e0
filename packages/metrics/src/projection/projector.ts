import type { Settings } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchHeader, JournalRow } from "../journal/batch.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import type { Journal } from "../journal/journal.ts";
import { groupBy } from "../model/group-by.ts";
import { settingsFrom } from "../settings/settings.ts";
import type { Dialect } from "../sql/dialect.ts";
import { changedTable, sql, storedTable } from "../sql/sql.ts";
import { applySegment, leastRowsOfSegment, plainSegment } from "./apply-segment.ts";
import { applyVersions, stagedVersions } from "./apply-versions.ts";
import { type DeriveContext, deriveRow } from "./derive-row.ts";
import { type ExchangeRate, ExchangeRates } from "./exchange-rates.ts";
import { restateAmounts, tablesWithForeignMoney } from "./restate-amounts.ts";
import { projectedTables } from "./schema.ts";
import { storedColumns } from "./stored-columns.ts";

/** A batch with its rows at hand. */
export interface LoadedBatch {
  readonly header: BatchHeader;
  rows(): Promise<Iterable<JournalRow>>;
  /** A file that holds the rows, as a journal writes them. */
  readonly file?: string;
}

/** Tables that other rows' stored values depend on; they are projected before the others. */
const contextTables: readonly BatchTable[] = ["settings", "fx_rates"];
const isContext = (batch: LoadedBatch): boolean => contextTables.includes(batch.header.table);

/** Applies batches of the journal to the engine's tables. */
export class Projector {
  readonly #dialect: Dialect;
  readonly #journal: Journal;

  constructor(dialect: Dialect, journal: Journal) {
    this.#dialect = dialect;
    this.#journal = journal;
  }

  /**
   * Applies batches in one transaction, all of one tenant's table together, since ending old versions costs a pass
   * over the table.
   */
  async apply(transaction: WriteTransaction, batches: readonly LoadedBatch[]): Promise<void> {
    for (const [tenant, ofTenant] of groupBy(batches, (batch) => batch.header.tenant)) {
      const context = ofTenant.filter(isContext);
      await this.#applyGroups(transaction, tenant, context);
      const others = ofTenant.filter((batch) => !isContext(batch));
      const earlier = await this.#earlierBatches(transaction, ofTenant);
      const stale = earlier.length > 0 && (await this.#isStale(transaction, tenant, context, earlier));
      if (stale) await this.#rederive(transaction, tenant, earlier, others);
      else await this.#applyGroups(transaction, tenant, others);
      const first = Math.min(...ofTenant.map(({ header }) => Date.parse(header.recordedAt)));
      const last = Math.max(...ofTenant.map(({ header }) => header.seq));
      const { rates } = await this.#context(transaction, tenant);
      await restateAmounts(transaction, this.#dialect, tenant, rates, stale ? 0 : first, last);
    }
  }

  /**
   * Whether rows that are stored already must be derived again: all on a changed setting, foreign amounts on a rate that
   * is backfilled to before some of them were recorded.
   */
  async #isStale(
    transaction: WriteTransaction,
    tenant: string,
    changed: readonly LoadedBatch[],
    earlier: readonly BatchHeader[],
  ): Promise<boolean> {
    if (changed.some((batch) => batch.header.table === "settings")) return true;
    const backfilled = changed.filter(({ header }) =>
      earlier.some((known) => known.recordedAt > header.recordedAt),
    );
    if (backfilled.length === 0) return false;
    const { reportingCurrency } = await currentSettings(transaction, tenant);
    return (await tablesWithForeignMoney(transaction, tenant, reportingCurrency)).length > 0;
  }

  /** Batches of the tenant that were projected under the settings and rates that have now changed. */
  async #earlierBatches(
    transaction: WriteTransaction,
    batches: readonly LoadedBatch[],
  ): Promise<readonly BatchHeader[]> {
    const first = Math.min(...batches.map((batch) => batch.header.seq));
    const tenant = batches[0]?.header.tenant;
    return (await this.#journal.headers(transaction)).filter(
      (header) => header.tenant === tenant && header.seq < first && !contextTables.includes(header.table),
    );
  }

  /** A changed setting or rate changes stored days and amounts: the tenant's tables are projected anew. */
  async #rederive(
    transaction: WriteTransaction,
    tenant: string,
    earlier: readonly BatchHeader[],
    newer: readonly LoadedBatch[],
  ): Promise<void> {
    for (const table of projectedTables) {
      if (contextTables.includes(table)) continue;
      await transaction.run(sql`delete from ${changedTable(table, tenant)} where tenant = ${tenant}`);
    }
    const loaded: LoadedBatch[] = [];
    for (const header of earlier) loaded.push(await loadBatch(this.#journal, header, transaction));
    await this.#applyGroups(transaction, tenant, [...loaded, ...newer]);
  }

  async #applyGroups(
    transaction: WriteTransaction,
    tenant: string,
    batches: readonly LoadedBatch[],
  ): Promise<void> {
    // A batch of no rows changes nothing, and an insert of none is a trap: see `DuckDBEngine.#stage`.
    const filled = batches.filter(({ header }) => header.rows > 0);
    if (filled.length === 0) return;
    const context = await this.#context(transaction, tenant);
    for (const [table, group] of groupBy(filled, (batch) => batch.header.table)) {
      await this.#applyGroup(transaction, tenant, table, group, context);
    }
  }

  /**
   * Applies batches of one table in order: the engine reads large ones by itself, those between are staged together row by
   * row.
   */
  async #applyGroup(
    transaction: WriteTransaction,
    tenant: string,
    table: BatchTable,
    batches: readonly LoadedBatch[],
    context: DeriveContext,
  ): Promise<void> {
    const columns = storedColumns(table, this.#dialect);
    let together: [BatchHeader, Iterable<JournalRow>][] = [];
    const applyTogether = async (): Promise<void> => {
      if (together.length === 0) return;
      await transaction.stage(stagedVersions, columns, derived(together, context));
      await applyVersions(transaction, this.#dialect, tenant, table);
      together = [];
    };
    for (const batch of batches) {
      const segment = await plainSegment(transaction, this.#dialect, batch, context);
      if (segment === null) {
        together.push([batch.header, await batch.rows()]);
        continue;
      }
      await applyTogether();
      await applySegment(transaction, this.#dialect, tenant, segment);
      if (segment.derived.size > 0) together.push([batch.header, only(await batch.rows(), segment.derived)]);
    }
    await applyTogether();
  }

  async #context(transaction: WriteTransaction, tenant: string): Promise<DeriveContext> {
    const settings = await currentSettings(transaction, tenant);
    const text = this.#dialect.columnType("text");
    const rates = await transaction.query(
      sql`select cast(date_on as ${text}) as day, base, quote, rate,
  cast(recorded_at as ${text}) as known_from, cast(superseded_at as ${text}) as known_until
from ${storedTable("fx_rates", tenant)} where tenant = ${tenant} and not deleted`,
    );
    const exchange = rates.map(
      (row): ExchangeRate => ({
        day: String(row.day),
        base: String(row.base),
        quote: String(row.quote),
        rate: String(row.rate),
        knownFrom: milliseconds(String(row.known_from)),
        knownUntil: row.known_until === null ? null : milliseconds(String(row.known_until)),
      }),
    );
    return { settings, rates: new ExchangeRates(settings.reportingCurrency, exchange) };
  }
}

/** What an engine prints for a timestamp in UTC. */
function milliseconds(timestamp: string): number {
  return Date.parse(`${timestamp.replace(" ", "T")}Z`);
}

/** The rows of some ids. */
function* only(rows: Iterable<JournalRow>, ids: ReadonlySet<string>): Generator<JournalRow> {
  for (const row of rows) if (ids.has(row.id)) yield row;
}

function* derived(
  batches: Iterable<readonly [BatchHeader, Iterable<JournalRow>]>,
  context: DeriveContext,
): Generator<Record<string, unknown>> {
  for (const [header, rows] of batches) {
    for (const row of rows) yield deriveRow(header, row, context);
  }
}

/** A batch of the journal, checked where it lies. */
export async function loadBatch(
  journal: Journal,
  header: BatchHeader,
  transaction: WriteTransaction,
): Promise<LoadedBatch> {
  const rows = (): Promise<Iterable<JournalRow>> => journal.rows(header, transaction);
  const file = header.rows < leastRowsOfSegment ? undefined : await journal.segment?.(header);
  if (file !== undefined) return { header, rows, file };
  const loaded = await rows();
  return { header, rows: async () => loaded };
}

/** The tenant's settings as they are now, with defaults filled in. */
export async function currentSettings(
  transaction: Pick<WriteTransaction, "query">,
  tenant: string,
): Promise<Settings> {
  const rows = await transaction.query(
    sql`select id, value from ${storedTable("settings", tenant)} where tenant = ${tenant} and superseded_at is null and not deleted`,
  );
  return settingsFrom(Object.fromEntries(rows.map((row) => [String(row.id), String(row.value)])));
}
