/** One place where a rate could be better, and what a better one would be worth. */
export interface Lever {
  readonly id: string;
  readonly label: string;
  /** The rate: a ratio of the catalogue whose denominator counts. Of cohorts within so many days, so that all are equally old. */
  readonly rate: string;
  /** What the denominator counts, as the formula says it. */
  readonly counted: string;
  /** What one more, or one less, is worth: a ratio of the catalogue. */
  readonly worth: string;
  /** How often it is worth that. */
  readonly times: number;
  /** Whether `worth` is multiplied with the rates of the stages that follow. */
  readonly chained: boolean;
  /** Which way is better. */
  readonly better: "up" | "down";
  /** The dimensions that are compared, unless the request names others. */
  readonly dimensions: readonly string[];
  /** Whether the request's dimensions apply. */
  readonly splits: boolean;
}

const monthsPerYear = 12;

/** Every place that the report looks at. */
export const levers: readonly Lever[] = [
  {
    id: "win_rate",
    label: "Win rate",
    rate: "win_rate",
    counted: "decided deals",
    worth: "average_deal_size",
    times: 1,
    chained: false,
    better: "up",
    dimensions: ["owner", "region", "channel", "segment", "product"],
    splits: true,
  },
  {
    id: "stage_conversion",
    label: "Stage conversion within 90 days",
    rate: "stage_conversion_rate.within90d",
    counted: "deals that entered",
    worth: "average_deal_size",
    times: 1,
    chained: true,
    better: "up",
    dimensions: ["stage"],
    splits: false,
  },
  {
    id: "lead_conversion",
    label: "Lead to customer rate within 90 days",
    rate: "lead_to_customer_rate.within90d",
    counted: "leads",
    worth: "average_deal_size",
    times: 1,
    chained: false,
    better: "up",
    dimensions: ["channel"],
    splits: false,
  },
  {
    id: "churn",
    label: "Logo churn rate",
    rate: "logo_churn_rate",
    counted: "customers at the start of a period",
    worth: "arpa",
    times: monthsPerYear,
    chained: false,
    better: "down",
    dimensions: ["segment", "region"],
    splits: true,
  },
];
