import { InvalidArgumentError } from "../errors.ts";
import type { Forecaster } from "./compare-forecasts.ts";
import { type LadderStep, type ValueAddedLadder, valueAddedLadder } from "./forecast-value-added.ts";
import type { ActualPolicy, SnapshotKind } from "./record-types.ts";
import { type RecordInput, type ScoredPoint, scoredPoints } from "./scored-points.ts";

/** A record, and which ladder to climb in it. */
export interface RecordLadderInput extends RecordInput {
  /** `first_published` if absent. */
  readonly policy?: ActualPolicy;
  /** Only this lag; all lags if absent. */
  readonly lag?: number;
  /** Forecasters after the two naive ones, in order; absent: the model, the plan, the override, the consensus. */
  readonly steps?: readonly Forecaster[];
  /** 1 if absent. */
  readonly seed?: number;
}

const ORDER: readonly SnapshotKind[] = ["model", "plan", "override", "consensus"];

/**
 * Forecast value added in a record: naive, seasonal naive (for a season above 1), then model, plan, override and
 * consensus as far as they were frozen. The two naive forecasts start from the same cut-offs as the first of the
 * others, as known when it was issued.
 *
 * @throws {InvalidArgumentError} if `steps` is absent and a kind has several labels, or a step has no scored point
 *
 * @example
 * const ladder = recordLadder({
 *   snapshots: [{ id: "p", kind: "plan", label: "budget", issuedAt: "2026-02-01", dataCutoff: "2026-02-01",
 *     points: [{ period: "2026-02-01", lag: 1, value: 90 }] }],
 *   actuals: [
 *     { period: "2026-01-01", value: 70, knownAt: "2026-02-01" },
 *     { period: "2026-02-01", value: 100, knownAt: "2026-03-02" },
 *   ],
 * });
 * ladder.steps.map(({ step, mae }) => [step, mae]); // => [["naive", 30], ["plan budget", 10]]
 */
export function recordLadder(input: RecordLadderInput): ValueAddedLadder {
  const { policy = "first_published", lag, seed, season = 1 } = input;
  const select = (some: RecordInput) =>
    scoredPoints(some, policy).scored.filter((point) => lag === undefined || point.lag === lag);
  const points = select(input);
  const forecasters = input.steps ?? onePerKind(points);
  const of = ({ kind, label }: Forecaster, from: readonly ScoredPoint[]) =>
    from.filter((point) => point.kind === kind && point.label === label);
  const steps = forecasters.map((forecaster): LadderStep => {
    const own = of(forecaster, points);
    const step = `${forecaster.kind} ${forecaster.label}`;
    if (own.length === 0) {
      throw new InvalidArgumentError("steps", step, `steps must have scored points, "${step}" has none`);
    }
    return { step, points: own };
  });
  const first = forecasters[0];
  if (first === undefined) return { n: 0, steps: [] };
  const naive = { step: "naive", points: benchmark(of(first, select({ ...input, season: 1 }))) };
  const seasonal = { step: "seasonal naive", points: benchmark(of(first, points)) };
  return valueAddedLadder([naive, ...(season > 1 ? [seasonal] : []), ...steps], seed);
}

/** The seasonal naive forecast as a forecast of its own, where there is one. */
function benchmark(points: readonly ScoredPoint[]): ScoredPoint[] {
  return points.flatMap((point) =>
    point.seasonalNaive === null ? [] : [{ ...point, forecast: point.seasonalNaive }],
  );
}

function onePerKind(points: readonly ScoredPoint[]): Forecaster[] {
  return ORDER.flatMap((kind) => {
    const labels = [...new Set(points.filter((point) => point.kind === kind).map(({ label }) => label))];
    if (labels.length > 1) {
      throw new InvalidArgumentError(
        "steps",
        labels,
        `the record holds several forecasts of kind ${kind}: ${labels.join(", ")}; name the one to score in steps`,
      );
    }
    return labels.map((label) => ({ kind, label }));
  });
}
