import type { FreezeFile, Grain, SnapshotPoint } from "@foresail/client";
import { Calendar, type ForecastRow, type MetricsStore, readForecastTable } from "@foresail/metrics";
import { ProblemError } from "../errors.ts";
import type { UnnamedSnapshot } from "./identify-snapshot.ts";

/** Position of a period after a cut-off, 1 for the first; 0 or less for a period before it. */
function lagOf(period: string, cutoff: string, grain: Grain, calendar: Calendar): number {
  let lag = 1;
  if (period >= cutoff) {
    for (let start = cutoff; start < period; start = calendar.next(start, grain)) lag += 1;
    return lag;
  }
  for (let start = cutoff; start > period; start = calendar.shift(start, grain, -1)) lag -= 1;
  return lag;
}

function pointOf(row: ForecastRow, cutoff: string, grain: Grain, calendar: Calendar): SnapshotPoint {
  const period = calendar.start(row.day, grain);
  return {
    period,
    lag: lagOf(period, cutoff, grain, calendar),
    value: row.value,
    intervals: row.interval === null ? {} : { "90": row.interval },
  };
}

/** The points of one snapshot in order, one a period. */
function pointsOf(
  rows: readonly ForecastRow[],
  cutoff: string,
  grain: Grain,
  calendar: Calendar,
  file: string,
): SnapshotPoint[] {
  const points = new Map<string, { line: number; point: SnapshotPoint }>();
  for (const row of rows) {
    const point = pointOf(row, cutoff, grain, calendar);
    const earlier = points.get(point.period);
    if (earlier) {
      const what = `is in the ${grain} of ${point.period}, as line ${earlier.line} is; keep one, or say another grain`;
      throw invalidFile(`${file} line ${row.line}, timestamp`, `${row.day} ${what}`);
    }
    points.set(point.period, { line: row.line, point });
  }
  return [...points.values()].map(({ point }) => point).sort((a, b) => (a.period < b.period ? -1 : 1));
}

function invalidFile(path: string, message: string): ProblemError {
  return new ProblemError("invalid_forecast_file", {
    detail: `${path}: ${message}; nothing was frozen`,
    errors: [{ path, message }],
  });
}

function refuseFuture(issuedAt: string, now: Date, place: string): void {
  if (new Date(issuedAt) <= now) return;
  throw invalidFile(
    place,
    `${issuedAt} is later than now, ${now.toISOString()}; write when the forecast was made`,
  );
}

/**
 * Forecasts from a planner's file, ready to be frozen: one snapshot for each metric, origin and method.
 *
 * The origin is when the forecast was made: data of the periods before it were known. Without one it is now.
 *
 * @throws {ForesailError} what `readForecastTable` throws
 */
export async function fileToFreeze(
  store: MetricsStore,
  tenant: string,
  request: FreezeFile,
  now: Date,
): Promise<UnnamedSnapshot[]> {
  const { kind, grain, file } = request;
  const rows = readForecastTable(
    file,
    store.catalogue.map(({ id }) => id),
  );
  const settings = await store.settings(tenant);
  const calendar = new Calendar(settings);
  const groups = new Map<string, ForecastRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.metric, row.origin, row.method]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const { metric, origin, method } = group[0] as ForecastRow;
    const description = store.catalogue.find(({ id }) => id === metric);
    const issuedAt = origin === null ? now.toISOString() : new Date(origin).toISOString();
    refuseFuture(issuedAt, now, `${file.name} line ${group[0]?.line}, origin_timestamp`);
    const dataCutoff = calendar.start(issuedAt.slice(0, 10), grain);
    return {
      metric,
      definition: description?.definition ?? metric,
      unit: description?.unit ?? "count",
      ...(description?.unit === "currency" ? { currency: settings.reportingCurrency } : {}),
      grain,
      where: {},
      kind,
      label: request.label ?? method ?? kind,
      issuedAt,
      dataCutoff,
      model: null,
      notes: [`from ${file.name}`],
      points: pointsOf(group, dataCutoff, grain, calendar, file.name),
    };
  });
}
