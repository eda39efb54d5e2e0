import type {
  BenchmarkChanges,
  BenchmarkRow,
  ImportReport,
  Query,
  RecordsRequest,
  Settings,
  Snapshot,
  TableName,
  UndoReport,
} from "@foresail/client";
import type { MetricDefinition } from "../catalogue/definition.ts";
import { ClosableEngine } from "../engine/closable-engine.ts";
import type { Engine, WriteTransaction } from "../engine/engine.ts";
import { ForesailError, InternalError } from "../errors.ts";
import { type IngestResult, ingestFile, ingestRecords } from "../ingest/index.ts";
import { type BatchHeader, headerOf, type NewBatch } from "../journal/batch.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import type { DraftBatch, Journal } from "../journal/journal.ts";
import { currentSettings, type LoadedBatch, loadBatch, Projector } from "../projection/projector.ts";
import { prepareSchema, readProgress, saveProgress } from "../projection/schema.ts";
import { type ActualsRequest, type ActualVintage, actualVintages } from "../query/actual-vintages.ts";
import type { QueryContext } from "../query/run-query.ts";
import { parseSetting, settingsForQuery } from "../settings/settings.ts";
import { exportsOf, readSource } from "../sources/index.ts";
import { benchmarkBatch, readBenchmarks } from "./benchmarks.ts";
import { type Committed, commitImport, type ImportPlan, type Surroundings } from "./commit-import.ts";
import { freshnessOf } from "./data-version.ts";
import { importSource } from "./import-source.ts";
import type { JournaledBatch, JournaledStore } from "./journaled-store.ts";
import { QueryingStore } from "./querying-store.ts";
import type { RejectsSink } from "./rejects-sink.ts";
import { ResultCache } from "./result-cache.ts";
import { rowCounts } from "./row-counts.ts";
import { type NewSnapshot, readSnapshot, readSnapshots, snapshotBatch } from "./snapshots.ts";
import type { FileImport, Freshness, SourceImport } from "./store.ts";
import { undoImport } from "./undo-import.ts";

/** What a store stands on. */
export interface SqlStoreOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly clock: () => Date;
  /** Where rejected rows go; without one they are only reported. */
  readonly rejects: RejectsSink | null;
  /** Metrics of the owner's own, beside the built-in ones. */
  readonly metrics?: readonly MetricDefinition[];
  /** Answers that are kept; 0 for none. */
  readonly keptAnswers?: number;
}

/** Ends a dry run's transaction, so that nothing of it stays, and carries what came of it. */
class Rehearsed extends Error {
  readonly outcome: unknown;

  constructor(outcome: unknown) {
    super("dry run");
    this.outcome = outcome;
  }
}

/** A clock that stepped back by more than this is wrong, not corrected. */
const tolerableStepMs = 24 * 3_600_000;

/** Tenants whose settings are kept at hand. */
const keptSettings = 1_000;

/** A metrics store on an SQL engine and a journal. */
export class SqlStore extends QueryingStore implements JournaledStore {
  readonly #options: SqlStoreOptions & { readonly engine: ClosableEngine };
  readonly #projector: Projector;
  #headers: readonly BatchHeader[] = [];
  /** Headers of batches that readers see: those of `#headers` once their transaction has ended. */
  #published: readonly BatchHeader[] = [];
  readonly #settings = new ResultCache<Settings>(keptSettings);

  private constructor(options: SqlStoreOptions) {
    super(options.metrics, options.keptAnswers);
    this.#options = { ...options, engine: new ClosableEngine(options.engine) };
    this.#projector = new Projector(options.engine.dialect, options.journal);
  }

  /** Opens the store and projects what the journal holds and the engine does not. */
  static async open(options: SqlStoreOptions): Promise<SqlStore> {
    const store = new SqlStore(options);
    await store.#write(async (transaction) => {
      await prepareSchema(transaction, options.engine.dialect);
      await store.#catchUp(transaction);
    });
    return store;
  }

  async importFiles(tenant: string, input: FileImport): Promise<ImportReport> {
    const { table } = input;
    const results = input.files.map((file) => ingestFile({ table, file, map: input.map }));
    const merges = results.flatMap((result) => result.merges);
    if (merges.length === 0) return this.#import(tenant, { ...input, sourceSystem: "csv", results });
    // References in other tables follow, which only the import of a source does.
    const read = { table, sourceSystem: "csv", results, merges, files: [], warnings: [] };
    const reports = await this.#importing(tenant, input.dryRun, (plan, surroundings) =>
      importSource({ ...input, ...plan, ofSource: false }, [read], surroundings),
    );
    return reports.find((report) => report.table === table) as ImportReport;
  }

  async importSource(tenant: string, { source, ...input }: SourceImport): Promise<ImportReport[]> {
    const read = readSource({ ...input, definitions: exportsOf(source), timeZone: input.sourceTimeZone });
    return this.#importing(tenant, input.dryRun, (plan, surroundings) =>
      importSource({ ...input, ...plan }, read, surroundings),
    );
  }

  undoImport(tenant: string, batch: number): Promise<UndoReport> {
    const { journal } = this.#options;
    return this.#write(async (transaction) => {
      await this.#catchUp(transaction);
      const undo = await undoImport({ tenant, batch, now: this.#now(tenant), journal, transaction });
      const committed = await this.#commit(transaction, undo.batch);
      return { ...undo.report, batch: committed.batch };
    });
  }

  async importRecords(tenant: string, table: TableName, records: RecordsRequest): Promise<ImportReport> {
    const result = ingestRecords({ table, rows: records.rows });
    return this.#import(tenant, { ...records, table, sourceSystem: "api", results: [result] });
  }

  async freeze(
    tenant: string,
    snapshots: readonly NewSnapshot[],
  ): Promise<{ snapshots: Snapshot[]; unchanged: number }> {
    const { engine } = this.#options;
    return this.#write(async (transaction) => {
      const now = this.#now(tenant).toISOString();
      const received = snapshots.map((snapshot) => ({ ...snapshot, recordedAt: now }));
      const known = await readSnapshots(transaction, engine.dialect, tenant, null);
      const byId = new Map(known.map((snapshot) => [snapshot.id, snapshot]));
      const news = [...new Map(received.map((snapshot) => [snapshot.id, snapshot])).values()].filter(
        (snapshot) => !byId.has(snapshot.id),
      );
      if (news.length > 0) await this.#commit(transaction, snapshotBatch(tenant, news, now));
      const frozen = received.map((snapshot) => byId.get(snapshot.id) ?? snapshot);
      return { snapshots: frozen, unchanged: received.length - news.length };
    });
  }

  snapshots(tenant: string, metric: string | null): Promise<Snapshot[]> {
    const { engine } = this.#options;
    return engine.read((query) => readSnapshots({ query }, engine.dialect, tenant, metric));
  }

  snapshot(tenant: string, id: string): Promise<Snapshot | null> {
    const { engine } = this.#options;
    return engine.read((query) => readSnapshot({ query }, engine.dialect, tenant, id));
  }

  async actualVintages(tenant: string, request: ActualsRequest): Promise<ActualVintage[]> {
    return actualVintages(request, await this.queryContext(tenant, {}), this.#ofTenant(tenant));
  }

  async freshness(tenant: string): Promise<Freshness> {
    this.#options.engine.assertOpen();
    return freshnessOf(this.#published.filter((header) => header.tenant === tenant));
  }

  async settings(tenant: string): Promise<Settings> {
    // What is kept would answer without the engine.
    this.#options.engine.assertOpen();
    const { dataVersion } = freshnessOf(this.#published.filter((header) => header.tenant === tenant));
    return this.#settings.get(tenant, [dataVersion], () =>
      this.#options.engine.read((query) => currentSettings({ query }, tenant)),
    );
  }

  async saveSettings(tenant: string, changes: Partial<Settings>): Promise<Settings> {
    const content = Object.entries(changes).map(([key, value]) => {
      parseSetting(key, String(value));
      return { id: key, hash: String(value), values: { value: String(value) } };
    });
    if (content.length === 0) return this.settings(tenant);
    return this.#write(async (transaction) => {
      const receivedAt = this.#now(tenant).toISOString();
      const when = { recordedAt: receivedAt, receivedAt, backfill: false };
      const batch: NewBatch = { tenant, table: "settings", sourceSystem: "api", ...when, content };
      await this.#commit(transaction, batch);
      return currentSettings(transaction, tenant);
    });
  }

  ownBenchmarks(tenant: string): Promise<BenchmarkRow[]> {
    const { engine } = this.#options;
    return engine.read((query) => readBenchmarks({ query }, engine.dialect, tenant));
  }

  async saveBenchmarks(tenant: string, changes: BenchmarkChanges): Promise<BenchmarkRow[]> {
    if (changes.benchmarks.length + changes.remove.length === 0) return this.ownBenchmarks(tenant);
    return this.#write(async (transaction) => {
      await this.#commit(transaction, benchmarkBatch(tenant, changes, this.#now(tenant).toISOString()));
      return readBenchmarks(transaction, this.#options.engine.dialect, tenant);
    });
  }

  async batches(tenant: string): Promise<readonly JournaledBatch[]> {
    const { engine, journal } = this.#options;
    return this.#ofTenant(tenant).map((header) => ({
      header,
      rows: () => engine.write(async (transaction) => [...(await journal.rows(header, transaction))]),
    }));
  }

  async replay(batches: readonly NewBatch[]): Promise<void> {
    await this.#write(async (transaction) => {
      await this.#catchUp(transaction);
      for (const batch of batches) await this.#options.journal.append(batch, transaction);
      await this.#catchUp(transaction);
    });
  }

  rowCounts(tenant: string): Promise<Readonly<Partial<Record<BatchTable, number>>>> {
    const { engine } = this.#options;
    return engine.read((query) => rowCounts({ query }, engine.dialect, tenant));
  }

  close(): Promise<void> {
    return this.#options.engine.close();
  }

  /**
   * Runs a transaction of the engine. The data's version changes after its end, never before: a reader that met the new
   * version with the old data would keep them under it.
   */
  async #write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    const result = await this.#options.engine.write(work);
    this.#published = this.#headers;
    return result;
  }

  #ofTenant(tenant: string): readonly BatchHeader[] {
    return this.#headers.filter((header) => header.tenant === tenant);
  }

  protected async queryContext(tenant: string, set: Query["set"]): Promise<QueryContext> {
    const { engine, clock } = this.#options;
    const settings = settingsForQuery(await this.settings(tenant), set);
    const { dataVersion } = await this.freshness(tenant);
    return { tenant, settings, catalogue: this.metrics, engine, now: clock(), dataVersion };
  }

  #import(
    tenant: string,
    input: Omit<ImportPlan, "tenant" | "now"> & { results: readonly IngestResult[] },
  ): Promise<ImportReport> {
    return this.#importing(tenant, input.dryRun, (plan, surroundings) =>
      commitImport({ ...input, ...plan }, surroundings),
    );
  }

  /** Runs an import in one transaction; a dry run is taken back at its end, with nothing in the journal. */
  async #importing<T>(
    tenant: string,
    dryRun: boolean | undefined,
    run: (
      plan: Pick<ImportPlan, "tenant" | "now" | "timeZone"> & Partial<Pick<ImportPlan, "strict">>,
      surroundings: Surroundings & { readonly journal: Journal },
    ) => Promise<T>,
  ): Promise<T> {
    const { engine, rejects, journal } = this.#options;
    const { timeZone } = await this.settings(tenant);
    const shared = { dialect: engine.dialect, journal };
    const attempt = this.#write(async (transaction) => {
      await this.#catchUp(transaction);
      // The clock is read here, where imports stand in line, so that a later one is recorded later.
      const plan = { tenant, now: this.#now(tenant), timeZone };
      if (!dryRun) {
        const commit: Surroundings["commit"] = (batch, inspect) => this.#commit(transaction, batch, inspect);
        return run(plan, { ...shared, transaction, rejects, commit });
      }
      const commit: Surroundings["commit"] = (batch, inspect) => this.#rehearse(transaction, batch, inspect);
      throw new Rehearsed(
        await run({ ...plan, strict: false }, { ...shared, transaction, rejects: null, commit }),
      );
    });
    if (!dryRun) return attempt;
    return attempt.catch((error: unknown) => {
      if (error instanceof Rehearsed) return error.outcome as T;
      throw error;
    });
  }

  /** Projects a batch for a look at it, as `#commit` would. */
  async #rehearse<T>(
    transaction: WriteTransaction,
    batch: NewBatch,
    inspect: () => Promise<T>,
  ): Promise<Committed<T>> {
    const { draft, inspected } = await this.#project(transaction, batch, inspect);
    await draft?.discard();
    return { inspected, batch: null };
  }

  /** Projects a batch that the journal has not yet, and looks at it; a fault leaves no draft behind. */
  async #project<T>(
    transaction: WriteTransaction,
    batch: NewBatch,
    inspect: () => Promise<T>,
  ): Promise<{ readonly draft: DraftBatch | undefined; readonly inspected: T }> {
    const draft = await this.#options.journal.draft?.(batch);
    try {
      const header = draft?.header ?? headerOf(this.#nextSeq(), batch);
      const loaded = { header, rows: async () => batch.content };
      await this.#projector.apply(transaction, [draft ? { ...loaded, file: draft.file } : loaded]);
      return { draft, inspected: await inspect() };
    } catch (error) {
      await draft?.discard();
      throw error;
    }
  }

  #nextSeq(): number {
    return (this.#headers.at(-1)?.seq ?? 0) + 1;
  }

  /**
   * The time of a new batch: the clock's, or the newest batch's where the clock has stepped back a little, since a batch
   * recorded before an earlier one would be taken for a backfill and change nothing.
   */
  #now(tenant: string): Date {
    const now = this.#options.clock();
    const newest = this.#ofTenant(tenant).reduce(
      (max, { receivedAt }) => Math.max(max, Date.parse(receivedAt)),
      0,
    );
    if (newest <= now.getTime()) return now;
    if (newest - now.getTime() <= tolerableStepMs) return new Date(newest);
    throw new ForesailError(
      "clock_behind",
      `the clock says ${now.toISOString()}, but the newest batch was received at ${new Date(newest).toISOString()}; set the clock right, nothing was written`,
    );
  }

  /**
   * Projects a batch, makes it durable in the journal, and lets the caller commit and acknowledge. A fault before the
   * journal leaves nothing; one after it is healed by `#catchUp`, since the journal is the truth.
   *
   * @param inspect - looks at the projected batch while it can still be taken back
   */
  async #commit<T>(
    transaction: WriteTransaction,
    batch: NewBatch,
    inspect?: () => Promise<T>,
  ): Promise<Committed<T> & { readonly batch: number }> {
    await this.#catchUp(transaction);
    const { journal } = this.#options;
    const seq = this.#nextSeq();
    const { draft, inspected } = await this.#project(
      transaction,
      batch,
      inspect ?? (async () => undefined as T),
    );
    const header = draft ? await draft.append() : await journal.append(batch, transaction);
    if (header.seq !== seq) throw new InternalError(`batch ${seq} was journalled as ${header.seq}`);
    await saveProgress(transaction, header.seq);
    this.#headers = await this.#options.journal.headers(transaction);
    return { inspected, batch: header.seq };
  }

  async #catchUp(transaction: WriteTransaction): Promise<void> {
    const { journal } = this.#options;
    const seq = await readProgress(transaction);
    this.#headers = await journal.headers(transaction);
    const last = this.#headers.at(-1)?.seq ?? 0;
    if (seq > last) {
      throw new ForesailError(
        "journal_corrupt",
        `the database holds ${seq} batches, its journal ${last}; restore the journal's folder from a backup`,
      );
    }
    const pending = this.#headers.filter((header) => header.seq > seq);
    if (pending.length === 0) return;
    const batches: LoadedBatch[] = [];
    for (const header of pending) batches.push(await loadBatch(journal, header, transaction));
    await this.#projector.apply(transaction, batches);
    await saveProgress(transaction, pending.at(-1)?.seq ?? seq);
  }
}
