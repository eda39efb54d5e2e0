import { normalQuantile } from "./normal-quantile.ts";
import type { RandomStream } from "./random.ts";

/** Independent standard normal draws by inversion, one uniform number for each. */
export function normalDeviates(random: RandomStream, count: number): Float64Array {
  const result = new Float64Array(count);
  for (let i = 0; i < count; i++) result[i] = normalQuantile((random() * 4294967296 + 0.5) / 4294967296);
  return result;
}
