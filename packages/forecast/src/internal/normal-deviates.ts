import { normalQuantile } from "./normal-quantile.ts";
import { zeros } from "./number-lists.ts";
import { openUniform, type RandomStream } from "./random.ts";

/** Independent standard normal draws by inversion, one uniform number for each. */
export function normalDeviates(random: RandomStream, count: number): Float64Array {
  const result = zeros(count);
  for (let i = 0; i < count; i++) result[i] = normalQuantile(openUniform(random));
  return result;
}
