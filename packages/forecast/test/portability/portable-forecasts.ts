import { canonicalJson, forecast, models } from "../../src/index.ts";
import { randomStream } from "../../src/internal/random.ts";

/**
 * SHA-256 of everything that the package computes for a fixed set of series, by model: forecasts, intervals, notes,
 * backtests, fitted values, parameters and sample paths, as canonical JSON. Equal on every engine, or the package is not portable.
 *
 * Runs wherever there is Web Crypto; the series come from integer arithmetic alone.
 */
export async function portableHashes(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const id of ["auto", ...models.map((model) => model.id)]) {
    hashes[id] = await sha256(canonicalJson(fixedSeries().map((series) => everythingOf(id, series))));
  }
  return hashes;
}

interface FixedSeries {
  readonly values: readonly number[];
  readonly season: number;
}

/** Growth with a season, a flat one, one with zeros and one with negative values; short ones among them. */
function fixedSeries(): FixedSeries[] {
  const random = randomStream(2026);
  const digits = () => Math.floor(random() * 1000) / 1000;
  const season = [0, 3, -2, 5, 8, 1, -4, -6, 2, 4, -3, -8];
  const made = (length: number, at: (t: number) => number) => Array.from({ length }, (_, t) => at(t));
  return [
    { season: 12, values: made(61, (t) => 100 + t + 2 * season[t % 12]! + 6 * digits()) },
    { season: 12, values: made(30, (t) => 40 + 3 * season[t % 12]! + 9 * digits()) },
    { season: 4, values: made(27, (t) => (digits() < 0.3 ? 0 : 10 * digits() + (t % 4))) },
    { season: 1, values: made(19, (t) => t * digits() - 4) },
    { season: 1, values: made(3, () => 5 + digits()) },
  ];
}

function everythingOf(id: string, { values, season }: FixedSeries): unknown {
  const model = models.find((one) => one.id === id);
  if (model?.requiresPositive && values.some((value) => value <= 0)) return null;
  const result = forecast(values, { horizon: 6, season, model: id, levels: [50, 80, 95] });
  if (!model || values.length < model.minimumLength) return result;
  const fitted = model.fit(values, { season });
  return {
    result,
    fitted: fitted.fitted,
    parameters: fitted.parameters,
    paths: fitted.simulate(6, 4, 7).map((path) => Array.from(path)),
  };
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
