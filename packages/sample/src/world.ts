import type { Ledger } from "./deliveries.ts";
import type { DeliverySchedule } from "./delivery-schedule.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./story.ts";
import type { Window } from "./window.ts";

/** What every part of the generator is handed. */
export interface World {
  readonly window: Window;
  readonly scale: number;
  readonly timeline: Timeline;
  readonly schedule: DeliverySchedule;
  readonly ledger: Ledger;
  /** The random stream of one concern. */
  readonly random: (concern: string) => Random;
}

/** Numbers rows: "acc-000001", "acc-000002" and so on. */
export function counter(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${String(count).padStart(6, "0")}`;
  };
}
