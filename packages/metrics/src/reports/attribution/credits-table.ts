import type { ReportColumn, ReportRow, ReportTable } from "@foresail/client";
import type { AttributionModel } from "../../attribution/attribute-paths.ts";
import type { TouchDimension } from "../../catalogue/attribution-measure.ts";
import { type Exact, toNumber } from "../../query/decimal.ts";
import { operate, type Quantity } from "../../query/quantity.ts";

/** What a report credits. */
export type CreditedMeasure = "revenue" | "conversions" | "pipeline";

/** Amounts by value of the dimension; null: touches without a value. */
export type Amounts = ReadonlyMap<string | null, Exact>;

/** What the table of credits is made of. */
export interface CreditsTable {
  readonly measure: CreditedMeasure;
  readonly dimension: TouchDimension;
  /** Credits by model: of touches, and of conversions without any. */
  readonly credits: ReadonlyMap<AttributionModel, Amounts>;
  readonly withoutTouch: Exact;
  /** Null where the conversions are cut by what spend has not. */
  readonly spend: Amounts | null;
  readonly grossMargin: number;
}

const totals = (amounts: Iterable<Exact>): Exact => [...amounts].reduce((sum, amount) => sum + amount, 0n);

/** Ratios of a credit and the spend beside it, by the suffix of their columns. */
function ratiosOf(measure: CreditedMeasure, credit: Exact, spend: Exact | null, margin: number): ReportRow {
  const quotient = (over: Quantity, under: Quantity): number | null =>
    operate("/", over, under) as number | null;
  if (measure === "conversions") return { cost: quotient(spend, credit) };
  const perSpend = quotient(credit, spend);
  if (measure === "pipeline") return { per_spend: perSpend };
  return {
    roas: perSpend,
    roi: quotient(spend === null ? null : toNumber(credit) * margin - toNumber(spend), spend),
  };
}

function columnsOf({ measure, dimension, credits }: CreditsTable): ReportColumn[] {
  const beside: Readonly<Record<CreditedMeasure, readonly ReportColumn[]>> = {
    revenue: [
      { id: "roas", label: "ROAS", unit: "ratio" },
      { id: "roi", label: "ROI", unit: "fraction" },
    ],
    conversions: [{ id: "cost", label: "cost of one", unit: "currency" }],
    pipeline: [{ id: "per_spend", label: "per spend", unit: "ratio" }],
  };
  return [
    { id: dimension, label: dimension.slice(0, 1).toUpperCase() + dimension.slice(1), unit: "text" },
    { id: "row", label: "Row", unit: "text" },
    { id: "spend", label: "Spend", unit: "currency" },
    ...[...credits.keys()].flatMap((model): ReportColumn[] => [
      { id: model, label: model, unit: measure === "conversions" ? "count" : "currency" },
      ...beside[measure].map(({ id, label, unit }) => ({
        id: `${model}_${id}`,
        label: `${model}: ${label}`,
        unit,
      })),
    ]),
  ];
}

/**
 * Models side by side: a row for each value of the dimension, one for touches and spend without a value, one for conversions
 * without a touch, and the total of them all.
 */
export function creditsTable(table: CreditsTable): ReportTable {
  const { measure, dimension, credits, withoutTouch, spend, grossMargin } = table;
  const [firstModel] = credits.values();
  const values = new Set([
    ...(spend?.keys() ?? []),
    ...[...credits.values()].flatMap((one) => [...one.keys()]),
  ]);
  const size = (value: string): Exact => firstModel?.get(value) ?? 0n;
  const named = [...values]
    .filter((value) => value !== null)
    .sort((a, b) => (size(a) === size(b) ? (a < b ? -1 : 1) : size(a) > size(b) ? -1 : 1));
  const rowOf = (
    row: string,
    value: string | null,
    spent: Exact | null,
    creditOf: (amounts: Amounts) => Exact,
  ): ReportRow => {
    const cells = [...credits].flatMap(([model, amounts]): [string, ReportRow[string]][] => {
      const credit = creditOf(amounts);
      const ratios = Object.entries(ratiosOf(measure, credit, spent, grossMargin));
      return [
        [model, toNumber(credit)],
        ...ratios.map(([id, ratio]): [string, ReportRow[string]] => [`${model}_${id}`, ratio ?? null]),
      ];
    });
    return {
      [dimension]: value,
      row,
      spend: spent === null ? null : toNumber(spent),
      ...Object.fromEntries(cells),
    };
  };
  const spentOn = (value: string | null): Exact | null => (spend === null ? null : (spend.get(value) ?? 0n));
  return {
    id: "credits",
    title: `Attributed ${measure} by ${dimension}`,
    columns: columnsOf(table),
    rows: [
      ...named.map((value) => rowOf("value", value, spentOn(value), (amounts) => amounts.get(value) ?? 0n)),
      ...(values.has(null)
        ? [rowOf(`no ${dimension}`, null, spentOn(null), (amounts) => amounts.get(null) ?? 0n)]
        : []),
      rowOf("no touch", null, spend === null ? null : 0n, () => withoutTouch),
      rowOf(
        "total",
        null,
        spend === null ? null : totals(spend.values()),
        (amounts) => totals(amounts.values()) + withoutTouch,
      ),
    ],
  };
}
