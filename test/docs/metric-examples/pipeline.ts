import {
  expectedCloses,
  opportunities,
  stageChanges,
  stagedOpportunities,
  stages,
  targets,
} from "./company.ts";
import type { ExampleGroup, MetricExample } from "./example.ts";

const february = { from: "2026-02-01", to: "2026-03-01", grain: "month" } as const;

const deals = (
  metric: string,
  byHand: readonly string[],
  more: Partial<MetricExample> = {},
): MetricExample => ({
  metric,
  rows: { opportunities },
  ...february,
  byHand,
  ...more,
});

const staged = (metric: string, byHand: readonly string[]): MetricExample => ({
  metric,
  rows: { stages, opportunities: stagedOpportunities, opportunity_changes: stageChanges },
  ...february,
  where: { stage: "Demo" },
  byHand,
});

/** Deals, from their creation to their close. */
export const pipelineExamples: ExampleGroup = {
  title: "Pipeline and sales",
  examples: [
    deals("opportunities_created", ["deals 5 and 6", "1 + 1 = 2"]),
    deals("pipeline_created", ["deals 5 and 6", "4000 + 1000 = 5000"]),
    deals("pipeline_open", ["deals 5, 6 and 7", "4000 + 1000 + 1500 = 6500"]),
    deals("pipeline_weighted", ["deals 5, 6 and 7", "4000 * 0.5 + 1000 * 0.2 + 1500 * 0.1 = 2350"]),
    deals(
      "pipeline_coverage",
      [
        "on 1 February the deals 1, 2, 3, 4 and 7 are open and expected in the month, and nothing is won",
        "(1000 + 3000 + 500 + 2000 + 1500) / (10000 - 0) = 0.8",
      ],
      { rows: { opportunities, opportunity_changes: expectedCloses, targets } },
    ),
    deals("win_rate", ["1, 2 and 4 won, 3 lost", "3 / (3 + 1) = 0.75"]),
    deals("win_rate.value", ["by amount", "(1000 + 3000 + 2000) / (1000 + 3000 + 2000 + 500) = 0.923077"]),
    deals("win_rate.cohort", ["created in January: 1, 2, 3, 4 and 7; won since: 1, 2 and 4", "3 / 5 = 0.6"], {
      from: "2026-01-01",
      to: "2026-02-01",
      recorded: "2026-03-01",
    }),
    deals("average_deal_size", ["1, 2 and 4", "(1000 + 3000 + 2000) / 3 = 2000"]),
    deals("bookings", ["1, 2 and 4", "1000 + 3000 + 2000 = 6000"]),
    deals("quota_attainment", ["bookings over the target", "6000 / 10000 = 0.6"], {
      rows: { opportunities, targets },
    }),
    deals("sales_cycle_days", ["1 took 30 days, 2 took 10, 4 took 55", "median(30, 10, 55) = 30"]),
    deals("sales_cycle_days.mean", [
      "1 took 30 days, 2 took 10, 4 took 55",
      "(30 + 10 + 55) / 3 = 31.666667",
    ]),
    deals("sales_cycle_days.p90", [
      "of 10, 30 and 55 the 90th percentile lies this many steps above the lowest: 0.9 * (3 - 1) = 1.8",
      "30 + 0.8 * (55 - 30) = 50",
    ]),
    deals(
      "sales_cycle_days.km",
      [
        "of four deals at risk one is won at 10 days; one is lost at 20, and counts until then; one of the two left is won at 30",
        "S(10): 1 - 1 / 4 = 0.75",
        "S(30): (1 - 1 / 4) * (1 - 1 / 2) = 0.375",
        "the first age at which S is 0.5 or less",
        "max(10, 30) = 30",
      ],
      {
        from: "2026-01-01",
        to: "2026-04-01",
        grain: "quarter",
        rows: {
          opportunities:
            "id,outcome,created_at,closed_at\n1,won,2026-01-01,2026-01-11\n2,lost,2026-01-01,2026-01-21\n3,won,2026-01-01,2026-01-31\n4,open,2026-01-01,\n",
        },
      },
    ),
    deals("sales_velocity", [
      "all seven deals were open in February",
      "win rate 0.75, average deal 2000, cycle 30 days",
      "7 * 0.75 * 2000 / 30 = 350",
    ]),
    deals(
      "slippage_rate",
      ["expected in February when it began: 1, 2, 3, 4 and 7; put off: 7", "1 / 5 = 0.2"],
      { rows: { opportunities, opportunity_changes: expectedCloses } },
    ),
    staged("stage_conversion_rate", ["all four entered Demo, 1 and 2 got to Proposal", "2 / 4 = 0.5"]),
    staged("stage_duration_days", [
      "1 left after 10 days, 2 after 20, 3 was lost after 5",
      "median(10, 20, 5) = 10",
    ]),
    staged("stage_duration_days.mean", ["10, 20 and 5 days", "(10 + 20 + 5) / 3 = 11.666667"]),
    staged("stage_duration_days.p90", [
      "of 5, 10 and 20 the 90th percentile lies this many steps above the lowest: 0.9 * (3 - 1) = 1.8",
      "10 + 0.8 * (20 - 10) = 18",
    ]),
    staged("stage_duration_days.km", [
      "of four one leaves at 5 days; 4 is still there at 9; one of the two left leaves at 10",
      "S(5): 1 - 1 / 4 = 0.75",
      "S(10): (1 - 1 / 4) * (1 - 1 / 2) = 0.375",
      "the first age at which S is 0.5 or less",
      "max(5, 10) = 10",
    ]),
  ],
};
