import { firstDayOf, isoDate, monthOf } from "./calendar.ts";
import { pipelines, products } from "./catalogue.ts";
import { decimal } from "./money.ts";
import type { World } from "./world.ts";

/** Files what rarely changes: products, stages and exchange rates. */
export function recordReferenceRows({ ledger, window, random }: World): void {
  for (const { id, name, family, monthlyCents } of products) {
    ledger.record("products", window.start, { id, name, family, list_price: decimal(monthlyCents) });
  }
  for (const [pipeline, stages] of Object.entries(pipelines)) {
    stages.forEach(({ name, probability, outcome }, index) => {
      const id = `${pipeline}-${name.toLowerCase()}`;
      ledger.record("stages", window.start, {
        id,
        pipeline,
        name,
        position: index + 1,
        probability,
        outcome,
      });
    });
  }
  const draws = random("fx");
  const level: Record<string, number> = { EUR: 1.08, GBP: 1.26 };
  for (let month = 0; month < window.months; month += 1) {
    const day = firstDayOf(monthOf(window.start) + month);
    for (const base of Object.keys(level)) {
      level[base] = level[base]! * (1 + 0.008 * draws.normal());
      const date = isoDate(day);
      const rate = level[base].toFixed(4);
      ledger.record("fx_rates", day, { id: `fx-${base}-${date}`, date, base, quote: "USD", rate });
    }
  }
}
