import type {
  Catalogue,
  MetricForecast,
  QueryInput,
  QueryResult,
  Series,
  Snapshot,
  TrackRecord,
} from "@foresail/client";
import type { Client, Fresh } from "@foresail/client/client";
import { addMonths, localDate, monthStart } from "./logic/calendar.ts";
import type { Company } from "./logic/company.ts";

/** Months of history that the board asks for: a year before the baseline of the latest month. */
const historyMonths = 26;
const horizon = 6;

/** Metrics of the board, by month. */
const monthlyMetrics = [
  "mrr",
  "bookings",
  "win_rate",
  "sales_cycle_days",
  "average_deal_size",
  "leads",
  "opportunities_created",
  "new_mrr",
  "expansion_mrr",
  "churned_mrr",
  "logo_churn_rate",
  "nrr",
  "grr",
  "spend",
] as const;

/** What the sections of the board ask of the API; each thing is asked once, however many sections want it. */
export class BoardData {
  readonly company: Company;
  readonly timeZone: string;
  /** Today in the tenant's time zone. */
  readonly today: string;
  readonly #client: Client;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(client: Client, company: Company, timeZone: string) {
    this.#client = client;
    this.company = company;
    this.timeZone = timeZone;
    this.today = localDate(new Date(company.now), timeZone);
  }

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.#asked.get(key) as Promise<T> | undefined;
    const answer = asked ?? ask();
    if (asked === undefined) {
      this.#asked.set(key, answer);
      // What failed is asked again by the next who wants it.
      answer.catch(() => this.#asked.delete(key));
    }
    return answer;
  }

  /** Every metric of the board by month, with when its data were recorded. */
  monthly(): Promise<Fresh<QueryResult>> {
    const thisMonth = monthStart(this.today);
    return this.#once("monthly", () =>
      this.#client.queryFresh({
        metrics: [...monthlyMetrics],
        from: addMonths(thisMonth, -historyMonths),
        to: addMonths(thisMonth, 1),
      }),
    );
  }

  /** One metric by month. */
  async months(metric: (typeof monthlyMetrics)[number]): Promise<Series> {
    const { result } = await this.monthly();
    const found = result?.series.find((series) => series.metric === metric);
    if (found === undefined) throw new Error(`the API gave no ${metric}`);
    return found;
  }

  query(query: QueryInput): Promise<QueryResult> {
    return this.#once(JSON.stringify(query), () => this.#client.query(query));
  }

  catalogue(): Promise<Catalogue> {
    return this.#once("catalogue", () => this.#client.metrics());
  }

  /** A metric's forecast by month. */
  forecast(metric: string): Promise<MetricForecast> {
    return this.#once(`forecast ${metric}`, async () => {
      const { metric: forecast } = await this.#client.forecasts({ metric, horizon, levels: [50, 80, 95] });
      if (forecast === undefined) throw new Error(`the API gave no forecast of ${metric}`);
      return forecast;
    });
  }

  record(metric: string): Promise<TrackRecord> {
    return this.#once(`record ${metric}`, () => this.#client.record(metric));
  }

  /** Everything that was frozen, in order of issue. */
  snapshots(): Promise<readonly Snapshot[]> {
    return this.#once("snapshots", async () => (await this.#client.snapshots()).snapshots);
  }
}
