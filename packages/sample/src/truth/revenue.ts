import type { AccountRow } from "../rows.ts";
import type { Balances } from "./balances.ts";
import type { Micros } from "./micros.ts";
import { type Period, shiftMonths } from "./periods.ts";
import { countPoint, moneyPoint, ratioPoint, type TruthPoint, undefinedPoint } from "./points.ts";

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Each account's change between two boundaries, sorted into the five movements. */
function movementsBetween(
  { byAccount, boundaries, firstPaid }: Balances,
  start: number,
  end: number,
): Record<string, Micros> {
  const movements = { new_mrr: 0, expansion_mrr: 0, contraction_mrr: 0, churned_mrr: 0, reactivation_mrr: 0 };
  for (const [account, mrr] of byAccount) {
    const [before, now] = [mrr[start]!, mrr[end]!];
    if (before === now) continue;
    if (before === 0) {
      const paidBefore = firstPaid.get(account)! < boundaries[start]!;
      movements[paidBefore ? "reactivation_mrr" : "new_mrr"] += now;
    } else if (now === 0) movements.churned_mrr -= before;
    else if (now > before) movements.expansion_mrr += now - before;
    else movements.contraction_mrr += now - before;
  }
  return movements;
}

/** What accounts that paid at the start pay at the end: in all, and no more than before. */
function retained(
  { byAccount }: Balances,
  start: number,
  end: number,
): { base: Micros; net: Micros; gross: Micros } {
  const base = [...byAccount.values()].filter((mrr) => mrr[start]! > 0);
  return {
    base: sum(base.map((mrr) => mrr[start]!)),
    net: sum(base.map((mrr) => mrr[end]!)),
    gross: sum(base.map((mrr) => Math.min(mrr[start]!, mrr[end]!))),
  };
}

/** Net and gross retention over the accounts that paid at the start. */
function retentionPoints(balances: Balances, period: Period, suffix: string, from: string): TruthPoint[] {
  const start = balances.boundaries.indexOf(from);
  const names = [`nrr${suffix}`, `grr${suffix}`] as const;
  if (start === -1) return names.map((metric) => undefinedPoint({ metric, period }, "fraction"));
  const { base, net, gross } = retained(balances, start, balances.boundaries.indexOf(period.to));
  return [net, gross].map((kept, index) =>
    ratioPoint({ metric: names[index]!, period }, "fraction", { micros: kept }, { micros: base }),
  );
}

/** Balances, movements, churn and retention of one period. */
export function revenuePoints(balances: Balances, period: Period): TruthPoint[] {
  const { boundaries, byAccount } = balances;
  const [start, end] = [boundaries.indexOf(period.from), boundaries.indexOf(period.to)];
  const accounts = [...byAccount.values()];
  const mrr = sum(accounts.map((account) => account[end]!));
  const customers = accounts.filter((account) => account[end]! > 0).length;
  const atStart = accounts.filter((account) => account[start]! > 0);
  const churned = atStart.filter((account) => account[end] === 0).length;
  const movements = Object.entries(movementsBetween(balances, start, end));
  return [
    moneyPoint({ metric: "mrr", period }, mrr),
    ...movements.map(([metric, micros]) => moneyPoint({ metric, period }, micros)),
    countPoint({ metric: "customers", period }, customers),
    ratioPoint({ metric: "arpa", period }, "currency", { micros: mrr }, { count: customers }),
    ratioPoint(
      { metric: "logo_churn_rate", period },
      "fraction",
      { count: churned },
      { count: atStart.length },
    ),
    ...retentionPoints(balances, period, "", shiftMonths(period.to, -12)),
    ...retentionPoints(balances, period, ".period", period.from),
  ];
}

/** MRR of one period by segment of the account. */
export function mrrBySegment(
  balances: Balances,
  period: Period,
  accounts: readonly AccountRow[],
): TruthPoint[] {
  const end = balances.boundaries.indexOf(period.to);
  const totals = new Map<string, Micros>();
  for (const { id, segment } of accounts) {
    totals.set(segment, (totals.get(segment) ?? 0) + (balances.byAccount.get(id)?.[end] ?? 0));
  }
  return [...totals].map(([segment, micros]) =>
    moneyPoint({ metric: "mrr", period, dimensions: { segment } }, micros),
  );
}
