import type { Grain, PolicyRecord, RecordActual, Snapshot, TrackRecord } from "@foresail/client";
import { type PolicyRecord as ScoredPolicy, scoreRecord, vintagesByPeriod } from "@foresail/forecast";
import type { ActualVintage, MetricsStore } from "@foresail/metrics";
import { seasonOfGrain } from "../forecasts/periods.ts";

/** Which frozen forecasts: of one metric at one grain, of all its rows or of some. */
export interface RecordRequest {
  readonly metric: string;
  readonly grain: Grain;
  readonly where: Snapshot["where"];
}

function policyOf({ scores, comparisons }: ScoredPolicy): PolicyRecord {
  return {
    scores: scores.map(({ biasVerdict, ...score }) => ({ ...score, coverage: { ...score.coverage } })),
    comparisons: comparisons.map((comparison) => ({ ...comparison })),
  };
}

function actualsOf(vintages: readonly ActualVintage[]): RecordActual[] {
  return [...vintagesByPeriod(vintages)].map(([period, known]) => {
    const first = known[0] as ActualVintage;
    const last = known.at(-1) as ActualVintage;
    return {
      period,
      firstPublished: first.value,
      firstPublishedAt: first.knownAt,
      now: last.value,
      nowKnownAt: last.knownAt,
    };
  });
}

/**
 * The track record of a metric: frozen forecasts scored by lag against actuals, as first published and as known now.
 *
 * @throws {ForesailError} `unknown_metric`
 */
export async function trackRecord(
  store: MetricsStore,
  tenant: string,
  request: RecordRequest,
): Promise<TrackRecord> {
  const { metric, grain, where } = request;
  const probe = await store.query(tenant, { metrics: [metric], by: [], where, grain, asOf: null, set: {} });
  const { definition, unit, currency, timeZone } = probe.series[0] as (typeof probe.series)[number];
  const all = await store.snapshots(tenant, metric);
  const scope = JSON.stringify(where);
  const snapshots = all.filter(
    (snapshot) => snapshot.grain === grain && JSON.stringify(snapshot.where) === scope,
  );
  const vintages = await store.actualVintages(tenant, { metric, grain, where });
  const record = scoreRecord({ snapshots, actuals: vintages, season: seasonOfGrain[grain] });
  return {
    metric,
    definition,
    unit,
    ...(currency === undefined ? {} : { currency }),
    grain,
    timeZone,
    dataVersion: probe.dataVersion,
    actuals: actualsOf(vintages),
    snapshots,
    firstPublished: policyOf(record.firstPublished),
    asKnown: policyOf(record.asKnown),
    restated: [...record.restated],
    excluded: [...record.excluded],
  };
}
