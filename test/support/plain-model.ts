import { dayAfter, type PlainPeriod, yearBefore } from "./plain-calendar.ts";

/*
 * The metrics written down a second time, as literally as the definitions allow and with no thought for speed: rows in
 * memory, whole numbers of millionths, one loop per account, period and day. It shares no code with the engine.
 */

/** What a point should say. */
export interface PlainPoint {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A subscription row; `micros` is its MRR in millionths, 0 for a trial. */
export interface PlainSubscription {
  readonly account: string;
  readonly starts: string;
  readonly ends: string | null;
  readonly micros: bigint;
  /** Seats; one if absent. */
  readonly users?: number;
  /** When it is due for renewal. */
  readonly renews?: string | null;
}

/** An opportunity row. */
export interface PlainDeal {
  readonly outcome: "open" | "won" | "lost";
  readonly created: string | null;
  readonly closed: string | null;
  readonly micros: bigint | null;
}

/** Millionths of a decimal with at most six places. */
export function micros(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  if (fraction.length > 6) throw new Error(`more than six places: ${decimal}`);
  const size = BigInt(whole + fraction.padEnd(6, "0"));
  return decimal.startsWith("-") ? -size : size;
}

/** The JSON number nearest to an amount in millionths: text to number rounds once, correctly. */
export function nearestNumber(amount: bigint): number {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(7, "0");
  const size = Number(`${digits.slice(0, -6)}.${digits.slice(-6)}`);
  return amount < 0n ? -size : size;
}

const plain = (value: number | null): PlainPoint => ({ value, numerator: null, denominator: null });
const ratio = (numerator: number, denominator: number): PlainPoint => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
});
const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

/** MRR of one account's rows just before a day begins. */
function mrrBefore(rows: readonly PlainSubscription[], day: string): bigint {
  return sum(
    rows
      .filter(({ starts, ends }) => starts < day && (ends === null || ends >= day))
      .map((row) => row.micros),
  );
}

/** Whether the account had MRR at the end of any day before the one given. */
function paidBefore(rows: readonly PlainSubscription[], day: string): boolean {
  const changes = rows.flatMap(({ starts, ends }) => (ends === null ? [starts] : [starts, ends]));
  return changes.some((change) => change < day && mrrBefore(rows, dayAfter(change)) > 0n);
}

type Movement = "new_mrr" | "expansion_mrr" | "contraction_mrr" | "churned_mrr" | "reactivation_mrr";

function movementOf(
  rows: readonly PlainSubscription[],
  opening: bigint,
  closing: bigint,
  opens: string,
): Movement {
  if (opening <= 0n && closing > 0n) return paidBefore(rows, opens) ? "reactivation_mrr" : "new_mrr";
  if (opening > 0n && closing <= 0n) return "churned_mrr";
  return closing > opening ? "expansion_mrr" : "contraction_mrr";
}

/** Seats of one account's rows that pay just before a day begins. */
function usersBefore(rows: readonly PlainSubscription[], day: string): number {
  return rows
    .filter((row) => row.micros > 0n && row.starts < day && (row.ends === null || row.ends >= day))
    .reduce((seats, { users = 1 }) => seats + users, 0);
}

/**
 * Every revenue metric over the rows given, one account with another.
 *
 * @param months - months in each of the periods
 */
export function revenuePoints(
  subscriptions: readonly PlainSubscription[],
  periods: readonly PlainPeriod[],
  months = 1,
): Record<string, PlainPoint[]> {
  const accounts = [...Map.groupBy(subscriptions, ({ account }) => account).values()];
  const points: Record<string, PlainPoint[]> = {};
  const put = (metric: string, period: PlainPeriod, point: PlainPoint): void => {
    points[metric] ??= [];
    points[metric].push(period.future ? plain(null) : point);
  };
  for (const period of periods) {
    const states = accounts.map((rows) => ({
      rows,
      opening: mrrBefore(rows, period.starts),
      closing: mrrBefore(rows, period.ends),
      yearAgo: mrrBefore(rows, yearBefore(period.ends)),
    }));
    const mrr = sum(states.map(({ closing }) => closing));
    const customers = states.filter(({ closing }) => closing > 0n).length;
    put("mrr", period, plain(nearestNumber(mrr)));
    put("arr", period, plain(nearestNumber(mrr * 12n)));
    put("customers", period, plain(customers));
    put("arpa", period, ratio(nearestNumber(mrr), customers));

    const moves: Record<Movement, bigint> = {
      new_mrr: 0n,
      expansion_mrr: 0n,
      contraction_mrr: 0n,
      churned_mrr: 0n,
      reactivation_mrr: 0n,
    };
    const moved: Record<Movement, number> = {
      new_mrr: 0,
      expansion_mrr: 0,
      contraction_mrr: 0,
      churned_mrr: 0,
      reactivation_mrr: 0,
    };
    for (const { rows, opening, closing } of states) {
      if (opening === closing) continue;
      const movement = movementOf(rows, opening, closing, period.starts);
      moves[movement] += closing - opening;
      moved[movement] += 1;
    }
    for (const [movement, amount] of Object.entries(moves))
      put(movement, period, plain(nearestNumber(amount)));
    put("fx_mrr", period, plain(0));
    put("net_new_mrr", period, plain(nearestNumber(sum(Object.values(moves)))));
    put("new_customers", period, plain(moved.new_mrr));
    put("churned_customers", period, plain(moved.churned_mrr));
    put("asp", period, ratio(nearestNumber(moves.new_mrr), moved.new_mrr));
    const users = states.reduce((seats, { rows }) => seats + usersBefore(rows, period.ends), 0);
    put("arpu", period, ratio(nearestNumber(mrr), users));
    const before = nearestNumber(sum(states.map(({ opening }) => opening)));
    const lost = -moves.churned_mrr - moves.contraction_mrr;
    put("gross_mrr_churn_rate", period, ratio(nearestNumber(lost), before));
    put(
      "net_mrr_churn_rate",
      period,
      ratio(nearestNumber(lost - moves.expansion_mrr - moves.reactivation_mrr), before),
    );
    put("upsell_rate", period, ratio(nearestNumber(moves.expansion_mrr), before));

    const paying = states.filter(({ opening }) => opening > 0n);
    put(
      "logo_churn_rate",
      period,
      ratio(paying.filter(({ closing }) => closing <= 0n).length, paying.length),
    );
    const churn = paying.filter(({ closing }) => closing <= 0n).length / paying.length;
    put("logo_retention_rate", period, plain(paying.length === 0 ? null : 1 - churn));
    put("customer_lifetime_months", period, {
      value: churn > 0 ? months / churn : null,
      numerator: months,
      denominator: paying.length === 0 ? null : churn,
    });
    const retention = (name: string, base: readonly { was: bigint; is: bigint }[]): void => {
      const denominator = nearestNumber(sum(base.map(({ was }) => was)));
      const capped = base.map(({ was, is }) => is - (is > was ? is - was : 0n));
      put(`nrr${name}`, period, ratio(nearestNumber(sum(base.map(({ is }) => is))), denominator));
      put(`grr${name}`, period, ratio(nearestNumber(sum(capped)), denominator));
    };
    retention(
      ".period",
      paying.map(({ opening, closing }) => ({ was: opening, is: closing })),
    );
    const paidThen = states.filter(({ yearAgo }) => yearAgo > 0n);
    retention(
      "",
      paidThen.map(({ yearAgo, closing }) => ({ was: yearAgo, is: closing })),
    );
  }
  return points;
}

/** The day `count` days after. */
function daysAfter(day: string, count: number): string {
  return count === 0 ? day : daysAfter(dayAfter(day), count - 1);
}

/** Renewals of rows that name no subscription, so that any row of the account renews them. */
export function renewalPoints(
  subscriptions: readonly PlainSubscription[],
  periods: readonly PlainPeriod[],
  graceDays: number,
): Record<string, PlainPoint[]> {
  const accounts = Map.groupBy(subscriptions, ({ account }) => account);
  const due = subscriptions.filter(
    (row) =>
      row.renews &&
      row.micros > 0n &&
      row.starts < row.renews &&
      !(
        row.ends !== null &&
        row.ends < row.renews &&
        accounts
          .get(row.account)!
          .some((other) => other.micros !== 0n && other.starts >= row.ends! && other.starts < row.renews!)
      ),
  );
  const after = (account: string, day: string): bigint => {
    const rows = accounts.get(account)!;
    const onTime = mrrBefore(rows, dayAfter(day));
    return onTime > 0n ? onTime : mrrBefore(rows, dayAfter(daysAfter(day, graceDays)));
  };
  const points: Record<string, PlainPoint[]> = { renewal_rate: [], "renewal_rate.value": [] };
  for (const { starts, ends } of periods) {
    const rows = due.filter(({ renews }) => renews! >= starts && renews! < ends);
    const groups = [...Map.groupBy(rows, ({ account, renews }) => `${account} ${renews}`).values()];
    const outcomes = groups.map((group) => ({
      rows: group.length,
      before: sum(group.map((row) => row.micros)),
      after: after(group[0]!.account, group[0]!.renews!),
    }));
    const renewed = outcomes.filter((outcome) => outcome.after > 0n);
    const count = (of: typeof outcomes): number => of.reduce((total, outcome) => total + outcome.rows, 0);
    points.renewal_rate!.push(ratio(count(renewed), count(outcomes)));
    points["renewal_rate.value"]!.push(
      ratio(
        nearestNumber(sum(renewed.map((outcome) => outcome.after))),
        nearestNumber(sum(outcomes.map((outcome) => outcome.before))),
      ),
    );
  }
  return points;
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/**
 * Type 7 quantile at `tenths` / 10, in whole numbers up to one division, so that it is the nearest double to the true
 * value.
 */
export function quantileOfDays(days: readonly number[], tenths: number): number | null {
  if (days.length === 0) return null;
  const sorted = [...days].sort((a, b) => a - b);
  const position = (sorted.length - 1) * tenths;
  const low = sorted[Math.floor(position / 10)]!;
  const high = sorted[Math.ceil(position / 10)]!;
  return (10 * low + (position % 10) * (high - low)) / 10;
}

/** Every metric of opportunities over the rows given. */
export function dealPoints(
  deals: readonly PlainDeal[],
  periods: readonly PlainPeriod[],
): Record<string, PlainPoint[]> {
  const points: Record<string, PlainPoint[]> = {};
  for (const period of periods) {
    const inside = (day: string | null): boolean => day !== null && day >= period.starts && day < period.ends;
    const won = deals.filter(({ outcome, closed }) => outcome === "won" && inside(closed));
    const lost = deals.filter(({ outcome, closed }) => outcome === "lost" && inside(closed));
    const amounts = won.map((deal) => deal.micros).filter((amount) => amount !== null);
    const days = won.flatMap(({ created, closed }) =>
      created === null || closed === null ? [] : [dayNumber(closed) - dayNumber(created)],
    );
    const booked = nearestNumber(sum(amounts));
    const row: Record<string, PlainPoint> = {
      win_rate: ratio(won.length, won.length + lost.length),
      bookings: plain(booked),
      average_deal_size: ratio(booked, amounts.length),
      sales_cycle_days: plain(quantileOfDays(days, 5)),
      "sales_cycle_days.p90": plain(quantileOfDays(days, 9)),
      "sales_cycle_days.mean": plain(
        days.length === 0 ? null : days.reduce((total, value) => total + value, 0) / days.length,
      ),
      opportunities_created: plain(deals.filter(({ created }) => inside(created)).length),
    };
    for (const [metric, point] of Object.entries(row)) {
      points[metric] ??= [];
      points[metric].push(period.future ? plain(null) : point);
    }
  }
  return points;
}
