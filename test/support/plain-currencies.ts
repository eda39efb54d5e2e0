import { dayAfter, type PlainPeriod } from "./plain-calendar.ts";
import type { PlainPoint } from "./plain-model.ts";

/*
 * MRR in several currencies and its movements, written down a second time: every account, day and currency on its own,
 * in whole units of 10^-16. It shares no code with the engine.
 */

/** A subscription row; `micros` is its MRR in millionths of its currency. */
export interface PlainForeignSubscription {
  readonly account: string;
  readonly starts: string;
  readonly ends: string | null;
  readonly micros: bigint;
  readonly currency: string;
}

/** One unit of `currency` is worth `rate` of the reporting currency from that day on; at most 10 places. */
export interface PlainRate {
  readonly day: string;
  readonly currency: string;
  readonly rate: string;
}

/** How amounts are valued and changes told apart. */
export interface PlainForm {
  readonly reporting: string;
  readonly rates: readonly PlainRate[];
  /** The day whose rate holds for all; `9999-12-31` for the newest. Absent: each period has its own. */
  readonly fixed?: string;
  readonly form: "snapshot" | "events";
}

const places = 16;

/** Units of 10^-16 as the nearest JSON number. */
export function numberOfUnits(units: bigint): number {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const size = Number(`${digits.slice(0, -places)}.${digits.slice(-places)}`);
  return units < 0n ? -size : size;
}

/** Ten-billionths of a rate. */
function rateUnits(rate: string): bigint {
  const [whole = "0", fraction = ""] = rate.split(".");
  return BigInt(whole + fraction.padEnd(10, "0"));
}

/** The rate that values what is true just before a day. */
function rateBefore(currency: string, day: string, { reporting, rates, fixed }: PlainForm): bigint {
  if (currency === reporting) return 10n ** 10n;
  const known = rates
    .filter(
      (rate) => rate.currency === currency && (fixed === undefined ? rate.day < day : rate.day <= fixed),
    )
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return rateUnits(known.at(-1)!.rate);
}

/** MRR of rows just before a day, valued at the rates of another. */
function valueAt(
  rows: readonly PlainForeignSubscription[],
  day: string,
  ratesOf: string,
  form: PlainForm,
): bigint {
  return rows
    .filter(({ starts, ends }) => starts < day && (ends === null || ends >= day))
    .reduce((sum, { micros, currency }) => sum + micros * rateBefore(currency, ratesOf, form), 0n);
}

const kinds = [
  "new_mrr",
  "expansion_mrr",
  "contraction_mrr",
  "churned_mrr",
  "reactivation_mrr",
  "fx_mrr",
] as const;
type Kind = (typeof kinds)[number];

interface Move {
  readonly kind: Kind;
  readonly amount: bigint;
}

/** What moved between two moments: rates first, where the account pays at both ends. */
function movesBetween(
  before: { readonly value: bigint; readonly revalued: bigint },
  after: bigint,
  paidEarlier: boolean,
): Move[] {
  if (before.value <= 0n && after > 0n) {
    return [{ kind: paidEarlier ? "reactivation_mrr" : "new_mrr", amount: after - before.value }];
  }
  if (before.value > 0n && after <= 0n) return [{ kind: "churned_mrr", amount: after - before.value }];
  const own = after - before.revalued;
  const moves: Move[] = [
    { kind: "fx_mrr", amount: before.revalued - before.value },
    { kind: own > 0n ? "expansion_mrr" : "contraction_mrr", amount: own },
  ];
  return moves.filter(({ amount }) => amount !== 0n);
}

/** Whether the account had MRR at the end of any day before the one given. Amounts must not be negative. */
function paidBefore(rows: readonly PlainForeignSubscription[], day: string): boolean {
  return rows.some(
    ({ starts, ends, micros }) => micros > 0n && starts < day && (ends === null || ends > starts),
  );
}

function movesIn(period: PlainPeriod, rows: readonly PlainForeignSubscription[], form: PlainForm): Move[] {
  const { starts, ends } = period;
  const opening = {
    value: valueAt(rows, starts, starts, form),
    revalued: valueAt(rows, starts, ends, form),
  };
  if (form.form === "snapshot") {
    return movesBetween(opening, valueAt(rows, ends, ends, form), paidBefore(rows, starts));
  }
  const moves: Move[] = [];
  for (let day = starts; day < ends; day = dayAfter(day)) {
    const value = valueAt(rows, day, ends, form);
    const before = day === starts ? opening : { value, revalued: value };
    moves.push(...movesBetween(before, valueAt(rows, dayAfter(day), ends, form), paidBefore(rows, day)));
  }
  return moves;
}

/**
 * MRR, customers, movements and retention of rows whose amounts are not negative.
 *
 * @throws {Error} if the movements of a period are not the change in MRR, to the last unit
 */
export function currencyPoints(
  subscriptions: readonly PlainForeignSubscription[],
  periods: readonly PlainPeriod[],
  form: PlainForm,
): Record<string, PlainPoint[]> {
  const accounts = [...Map.groupBy(subscriptions, ({ account }) => account).values()];
  const points: Record<string, PlainPoint[]> = {};
  for (const period of periods) {
    const put = (metric: string, value: number | null, numerator?: number, denominator?: number): void => {
      points[metric] ??= [];
      points[metric].push(
        period.future
          ? { value: null, numerator: null, denominator: null }
          : { value, numerator: numerator ?? null, denominator: denominator ?? null },
      );
    };
    const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
    const closing = accounts.map((rows) => valueAt(rows, period.ends, period.ends, form));
    const opening = accounts.map((rows) => valueAt(rows, period.starts, period.starts, form));
    put("mrr", numberOfUnits(sum(closing)));
    put("customers", closing.filter((value) => value > 0n).length);
    const moves = accounts.flatMap((rows) => movesIn(period, rows, form));
    if (sum(moves.map(({ amount }) => amount)) !== sum(closing) - sum(opening)) {
      throw new Error(`movements of ${period.label} are not the change in MRR`);
    }
    const of = (kind: Kind): Move[] => moves.filter((move) => move.kind === kind);
    for (const kind of kinds) put(kind, numberOfUnits(sum(of(kind).map(({ amount }) => amount))));
    put("new_customers", of("new_mrr").length);
    put("churned_customers", of("churned_mrr").length);
    put("net_new_mrr", numberOfUnits(sum(closing) - sum(opening)));

    const base = accounts
      .map((rows, index) => ({ was: valueAt(rows, period.starts, period.ends, form), is: closing[index]! }))
      .filter(({ was }) => was > 0n);
    const denominator = numberOfUnits(sum(base.map(({ was }) => was)));
    const ratio = (metric: string, kept: bigint): void =>
      put(
        metric,
        denominator === 0 ? null : numberOfUnits(kept) / denominator,
        numberOfUnits(kept),
        denominator,
      );
    ratio("nrr.period", sum(base.map(({ is }) => is)));
    ratio("grr.period", sum(base.map(({ was, is }) => is - (is > was ? is - was : 0n))));
  }
  return points;
}
