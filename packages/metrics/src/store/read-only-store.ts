import type { BenchmarkRow, Query, Settings, Snapshot } from "@foresail/client";
import type { MetricDefinition } from "../catalogue/definition.ts";
import { ClosableEngine } from "../engine/closable-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { publishedBatches, publishedFreshness } from "../journal/published-batches.ts";
import { currentSettings } from "../projection/projector.ts";
import { type ActualsRequest, type ActualVintage, actualVintages } from "../query/actual-vintages.ts";
import type { QueryContext } from "../query/run-query.ts";
import { settingsForQuery } from "../settings/settings.ts";
import { readBenchmarks } from "./benchmarks.ts";
import { QueryingStore } from "./querying-store.ts";
import { readSnapshot, readSnapshots } from "./snapshots.ts";
import type { Freshness, MetricsStore } from "./store.ts";

/** What a store without a journal stands on. */
export interface ReadOnlyStoreOptions {
  /** An engine whose database another process writes, and publishes its batches in. */
  readonly engine: Engine;
  readonly clock: () => Date;
  /** Metrics of the owner's own, beside the built-in ones: the same as where the data are written. */
  readonly metrics?: readonly MetricDefinition[];
}

/** A tenant that has sent nothing yet. */
const nothing: Freshness = { dataVersion: "0", recordedAt: null };

function refused(): Promise<never> {
  return Promise.reject(
    new ForesailError(
      "read_only",
      "this store reads ClickHouse without a journal, so nothing can be written; write through the server that holds the journal",
    ),
  );
}

/** A metrics store that answers questions and takes nothing in. */
export class ReadOnlyStore extends QueryingStore implements MetricsStore {
  readonly #options: ReadOnlyStoreOptions;

  constructor(options: ReadOnlyStoreOptions) {
    super(options.metrics);
    this.#options = { ...options, engine: new ClosableEngine(options.engine) };
  }

  readonly importFiles: MetricsStore["importFiles"] = refused;
  readonly importSource: MetricsStore["importSource"] = refused;
  readonly undoImport: MetricsStore["undoImport"] = refused;
  readonly importRecords: MetricsStore["importRecords"] = refused;
  readonly saveSettings: MetricsStore["saveSettings"] = refused;
  readonly saveBenchmarks: MetricsStore["saveBenchmarks"] = refused;
  readonly freeze: MetricsStore["freeze"] = refused;

  freshness(tenant: string): Promise<Freshness> {
    return this.#options.engine.read(
      async (query) => (await publishedFreshness({ query }, tenant)) ?? nothing,
    );
  }

  settings(tenant: string): Promise<Settings> {
    return this.#options.engine.read((query) => currentSettings({ query }, tenant));
  }

  ownBenchmarks(tenant: string): Promise<BenchmarkRow[]> {
    const { engine } = this.#options;
    return engine.read((query) => readBenchmarks({ query }, engine.dialect, tenant));
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
    const headers = await this.#options.engine.read((query) => publishedBatches({ query }, tenant));
    return actualVintages(request, await this.queryContext(tenant, {}), headers);
  }

  close(): Promise<void> {
    return this.#options.engine.close();
  }

  protected async queryContext(tenant: string, set: Query["set"]): Promise<QueryContext> {
    const { engine, clock } = this.#options;
    const [found, fresh] = await engine.read(async (query) => [
      await currentSettings({ query }, tenant),
      (await publishedFreshness({ query }, tenant)) ?? nothing,
    ]);
    const settings = settingsForQuery(found, set);
    return {
      tenant,
      settings,
      catalogue: this.metrics,
      engine,
      now: clock(),
      dataVersion: fresh.dataVersion,
    };
  }
}
