import type { Rows } from "./both-stores.ts";
import type { PlainChange, PlainDeal, PlainStage } from "./plain-deals.ts";

/** Numbers in [0, 1) from a seed: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Days since 1970 of a day. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
/** The day of a number of days since 1970. */
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** The first day on which deals are created. */
const first = dayNumber("2026-01-01");

/** The stages of the only pipeline, `new`. */
export const stages: readonly PlainStage[] = [
  { name: "Lead", position: 1, probability: 0.1, outcome: "open" },
  { name: "Demo", position: 2, probability: 0.25, outcome: "open" },
  { name: "Proposal", position: 3, probability: 0.5, outcome: "open" },
  { name: "Contract", position: 4, probability: 0.8, outcome: "open" },
  { name: "Won", position: 5, probability: 1, outcome: "won" },
  { name: "Lost", position: 6, probability: 0, outcome: "lost" },
];

/** Deals of a random company, with 0 to 6 changes each. */
export function randomDeals(seed: number, count: number): PlainDeal[] {
  const random = seeded(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const chance = (share: number): boolean => random() < share;
  const stageName = (): string => stages[below(4)]?.name ?? "";
  const amount = (): number => (chance(0.1) ? 0 : 100 * (1 + below(90)));
  return Array.from({ length: count }, (_, index) => {
    const created = chance(0.05) ? null : first + below(150);
    const from = created ?? first;
    const outcome = (["open", "won", "lost"] as const)[below(3)] ?? "open";
    const closed = outcome === "open" ? null : from + below(90);
    const changes: PlainChange[] = Array.from({ length: below(7) }, () => from + below(80))
      .sort((a, b) => a - b)
      .map((day) => ({
        day,
        ...(chance(0.6) ? { stage: stageName() } : {}),
        ...(chance(0.5) ? { amount: amount() } : {}),
        ...(chance(0.3) ? { probability: below(101) / 100 } : {}),
        ...(chance(0.5) ? { expected: day + below(70) } : {}),
      }));
    if (closed !== null && chance(0.7)) {
      const zero = outcome === "lost" && chance(0.5) ? { amount: 0 } : {};
      changes.push({ day: closed, stage: outcome === "won" ? "Won" : "Lost", ...zero });
      changes.sort((a, b) => a.day - b.day);
    }
    return {
      id: `d${index}`,
      owner: ["Ann", "Bob", null][below(3)] ?? null,
      created,
      closed,
      outcome,
      stage: chance(0.9) ? stageName() : null,
      amount: chance(0.1) ? null : amount(),
      probability: chance(0.5) ? below(101) / 100 : null,
      expected: chance(0.8) ? from + below(100) : null,
      changes,
    };
  });
}

const present = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));

/** Deals as rows of `opportunities`. */
export function dealRows(deals: readonly PlainDeal[]): Rows {
  return deals.map(({ id, owner, outcome, stage, amount, probability, created, closed, expected }) =>
    present({
      id,
      owner,
      outcome,
      stage,
      amount,
      probability,
      pipeline: "new",
      created_at: created && dayText(created),
      closed_at: closed && dayText(closed),
      expected_close: expected && dayText(expected),
    }),
  );
}

/** Their changes as rows of `opportunity_changes`. */
export function changeRows(deals: readonly PlainDeal[]): Rows {
  return deals.flatMap(({ id, changes }) =>
    // A second of its own for each, so that changes of a day keep their order.
    changes.map(({ day, expected, ...change }, index) =>
      present({
        opportunity_id: id,
        at: `${dayText(day)}T12:00:${String(index).padStart(2, "0")}Z`,
        expected_close: expected && dayText(expected),
        ...change,
      }),
    ),
  );
}
