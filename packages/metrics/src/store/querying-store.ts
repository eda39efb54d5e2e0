import type {
  ExplainRequest,
  Explanation,
  MetricDescription,
  Query,
  QueryResult,
  Report,
  ReportRequest,
} from "@foresail/client";
import { limitAt } from "../calendar/spine.ts";
import { Catalogue, describeMetric } from "../catalogue/catalogue.ts";
import type { MetricDefinition } from "../catalogue/definition.ts";
import { explain } from "../query/explain.ts";
import { type QueryContext, runQuery } from "../query/run-query.ts";
import { runReport } from "../reports/run-report.ts";
import { ResultCache } from "./result-cache.ts";

/** Answers that are kept by default; equal questions that arrive together share one. */
const defaultKeptAnswers = 500;

/** All that an answer depends on: the question, the settings, the data's version, and where knowledge ends. */
function keyOf(query: Query, { settings, dataVersion, now }: QueryContext): unknown[] {
  return [query, settings, dataVersion, limitAt(now, settings.timeZone)];
}

/** What every store answers alike, whatever it is written through. */
export abstract class QueryingStore {
  readonly catalogue: readonly MetricDescription[];
  protected readonly metrics: Catalogue;
  readonly #answers: ResultCache<QueryResult>;

  /**
   * @param own - metrics of the owner's own, beside the built-in ones
   * @param keptAnswers - answers that are kept; 0 for none
   */
  constructor(own: readonly MetricDefinition[] | undefined, keptAnswers: number = defaultKeptAnswers) {
    this.#answers = new ResultCache(keptAnswers);
    this.metrics = new Catalogue(own);
    this.catalogue = this.metrics.descriptions;
  }

  /** The engine, the tenant's settings with those of the query, and how fresh the data are. */
  protected abstract queryContext(tenant: string, set: Query["set"]): Promise<QueryContext>;

  async query(tenant: string, query: Query): Promise<QueryResult> {
    const context = await this.queryContext(tenant, query.set);
    return this.#answers.get(tenant, keyOf(query, context), () => runQuery(query, context));
  }

  async explain(tenant: string, request: ExplainRequest): Promise<Explanation> {
    return explain(request, await this.queryContext(tenant, request.set));
  }

  async report(tenant: string, request: ReportRequest): Promise<Report> {
    return runReport(request, await this.queryContext(tenant, request.set));
  }

  describe(metric: string): MetricDescription {
    return describeMetric(this.metrics.get(metric));
  }
}
