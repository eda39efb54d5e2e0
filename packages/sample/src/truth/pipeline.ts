import type { OpportunityRow, Tables } from "../rows.ts";
import { parseMicros } from "./micros.ts";
import { dateOf, daysBetween, type Period } from "./periods.ts";
import { countPoint, daysPoint, moneyPoint, ratioPoint, type TruthPoint } from "./points.ts";
import { quantile } from "./quantile.ts";

const within = (at: string | null, { from, to }: Period): boolean =>
  at !== null && dateOf(at) >= from && dateOf(at) < to;

const bookingsOf = (won: readonly OpportunityRow[]): number =>
  won.reduce((total, { amount }) => total + (amount === null ? 0 : parseMicros(amount)), 0);

/** Flows of leads, opportunities and money, and the ratios and durations of deals closed in one period. */
export function pipelinePoints(tables: Tables, period: Period): TruthPoint[] {
  const { opportunities, people, spend } = tables;
  const closed = opportunities.filter(({ closed_at }) => within(closed_at, period));
  const won = closed.filter(({ outcome }) => outcome === "won");
  const priced = won.filter(({ amount }) => amount !== null);
  const dated = won.filter(({ created_at }) => created_at !== null);
  const days = dated.map((deal) => daysBetween(deal.created_at!, deal.closed_at!));
  const mean = days.length === 0 ? null : days.reduce((total, value) => total + value, 0) / days.length;
  const bookings = bookingsOf(won);
  const costs = spend.filter(({ date }) => within(date, period));
  const count = (metric: string, value: number): TruthPoint => countPoint({ metric, period }, value);
  return [
    count("leads", people.filter(({ created_at }) => within(created_at, period)).length),
    count(
      "opportunities_created",
      opportunities.filter(({ created_at }) => within(created_at, period)).length,
    ),
    count("opportunities_won", won.length),
    count("opportunities_lost", closed.length - won.length),
    ratioPoint({ metric: "win_rate", period }, "fraction", { count: won.length }, { count: closed.length }),
    moneyPoint({ metric: "bookings", period }, bookings),
    ratioPoint(
      { metric: "average_deal_size", period },
      "currency",
      { micros: bookings },
      { count: priced.length },
    ),
    daysPoint({ metric: "sales_cycle_days", period }, quantile(days, 0.5)),
    daysPoint({ metric: "sales_cycle_days.mean", period }, mean),
    daysPoint({ metric: "sales_cycle_days.p90", period }, quantile(days, 0.9)),
    moneyPoint(
      { metric: "spend", period },
      costs.reduce((total, { amount }) => total + parseMicros(amount), 0),
    ),
  ];
}

/** Bookings of one period by the region of the owner ("owner_region") and of the account ("region"). */
export function bookingsByRegion(tables: Tables, period: Period): TruthPoint[] {
  const { accounts, opportunities, owners } = tables;
  const regionOfAccount = new Map(accounts.map(({ id, region }) => [id, region]));
  const regionOfOwner = new Map(owners.map(({ id, region }) => [id, region]));
  const won = opportunities.filter(
    ({ outcome, closed_at }) => outcome === "won" && within(closed_at, period),
  );
  const lookups: readonly [string, (deal: OpportunityRow) => string | null][] = [
    ["owner_region", ({ owner }) => regionOfOwner.get(owner) ?? null],
    ["region", ({ account_id }) => regionOfAccount.get(account_id ?? "") ?? null],
  ];
  return lookups.flatMap(([dimension, lookUp]) => {
    const groups = new Map<string | null, OpportunityRow[]>();
    for (const deal of won) groups.set(lookUp(deal), [...(groups.get(lookUp(deal)) ?? []), deal]);
    return [...groups].map(([region, deals]) =>
      moneyPoint({ metric: "bookings", period, dimensions: { [dimension]: region } }, bookingsOf(deals)),
    );
  });
}
