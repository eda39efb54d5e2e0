import { subscriptions } from "./company.ts";
import type { ExampleGroup, MetricExample } from "./example.ts";

const march = { rows: { subscriptions }, from: "2026-03-01", to: "2026-04-01", grain: "month" } as const;

const inMarch = (
  metric: string,
  byHand: readonly string[],
  more: Partial<MetricExample> = {},
): MetricExample => ({
  metric,
  ...march,
  byHand,
  ...more,
});

/** Recurring revenue, its movements and its growth. */
export const revenueExamples: ExampleGroup = {
  title: "Revenue",
  examples: [
    inMarch("mrr", [
      "ash, birch, dogwood, elm and fir pay just before 1 April",
      "500 + 250 + 120 + 250 + 100 = 1220",
    ]),
    inMarch("arr", ["MRR is 1220", "12 * 1220 = 14640"]),
    inMarch("cmrr", ["b ends on 1 May, c has signed and starts in June", "100 + 50 - 50 + 30 = 130"], {
      rows: {
        subscriptions:
          "id,account_id,starts_at,ends_at,mrr\n1,a,2026-01-01,,100\n2,b,2026-01-01,2026-05-01,50\n3,c,2026-06-01,,30\n",
      },
      recorded: "2026-03-20",
    }),
    inMarch("new_mrr", ["elm never paid before", "250 - 0 = 250"]),
    inMarch("expansion_mrr", ["ash", "500 - 400 = 100"]),
    inMarch("contraction_mrr", ["birch", "250 - 300 = -50"]),
    inMarch("churned_mrr", ["cedar", "0 - 200 = -200"]),
    inMarch("reactivation_mrr", ["dogwood paid until 1 February, and pays again", "120 - 0 = 120"]),
    inMarch(
      "fx_mrr",
      ["a pays 100 euros at both ends; the rate moved from 1.1 to 1.2", "100 * (1.2 - 1.1) = 10"],
      {
        rows: {
          subscriptions: "id,account_id,starts_at,ends_at,mrr,currency\n1,a,2026-01-01,,100,EUR\n",
          fx_rates: "date,base,quote,rate\n2026-01-01,EUR,USD,1.1\n2026-03-15,EUR,USD,1.2\n",
        },
      },
    ),
    inMarch("net_new_mrr", [
      "new, expansion, reactivation, contraction and churned",
      "250 + 100 + 120 - 50 - 200 = 220",
    ]),
    inMarch("mrr_growth_rate", ["MRR was 1000 at the end of February", "1220 / 1000 - 1 = 0.22"]),
    inMarch(
      "cmgr",
      ["over two months, from 1000 at the end of January", "(1220 / 1000) ^ (1 / 2) - 1 = 0.104536"],
      {
        set: { "growth.periods": "2" },
      },
    ),
    inMarch("growth_slowing", ["MRR grew by 0.22 in March, by 0 in January", "(0.22 - 0) / 2 = 0.11"]),
    inMarch("quick_ratio", ["gained over lost", "(250 + 100 + 120) / (50 + 200) = 1.88"]),
    inMarch("arpa", ["MRR over customers", "1220 / 5 = 244"]),
    inMarch("arpu", ["a has 4 seats; b says none, and counts 1", "(100 + 20) / (4 + 1) = 24"], {
      rows: {
        subscriptions: "id,account_id,starts_at,mrr,quantity\n1,a,2026-01-01,100,4\n2,b,2026-02-01,20,\n",
      },
    }),
    inMarch("asp", ["new MRR over new customers", "250 / 1 = 250"]),
    inMarch("revenue", ["the credit note counts against it", "(119 - 19) + (-50 - 0) = 50"], {
      rows: { invoices: "id,account_id,issued_at,amount,tax\n1,a,2026-03-04,119,19\n2,a,2026-03-20,-50,\n" },
    }),
  ],
};

const due = `id,account_id,starts_at,ends_at,mrr,renews_at
1,a,2025-03-10,,100,2026-03-10
2,b,2025-03-15,2026-03-15,200,2026-03-15
3,b,2026-03-25,,220,2027-03-25
4,c,2025-03-20,2026-03-20,50,2026-03-20
`;

/** Customers who come, stay and go. */
export const retentionExamples: ExampleGroup = {
  title: "Customers and retention",
  examples: [
    inMarch("customers", ["ash, birch, dogwood, elm and fir", "1 + 1 + 1 + 1 + 1 = 5"]),
    inMarch("new_customers", ["elm; dogwood had paid before, so it is reactivated", "1 + 0 = 1"]),
    inMarch("churned_customers", ["cedar", "1 + 0 = 1"]),
    inMarch("logo_churn_rate", ["cedar, of ash, birch, cedar and fir", "1 / 4 = 0.25"]),
    inMarch("logo_retention_rate", ["a quarter left", "1 - 1 / 4 = 0.75"]),
    inMarch("customer_lifetime_months", ["one month over the share that left in it", "1 / 0.25 = 4"]),
    inMarch("nrr", [
      "a year before ash, birch, cedar and dogwood paid",
      "(500 + 250 + 0 + 120) / (400 + 300 + 200 + 100) = 0.87",
    ]),
    inMarch("nrr.period", [
      "on 1 March ash, birch, cedar and fir paid",
      "(500 + 250 + 0 + 100) / (400 + 300 + 200 + 100) = 0.85",
    ]),
    inMarch("grr", [
      "as NRR, each account up to what it paid then",
      "(min(400, 500) + min(300, 250) + 0 + min(100, 120)) / (400 + 300 + 200 + 100) = 0.75",
    ]),
    inMarch("grr.period", [
      "as NRR in the period, each account up to what it paid then",
      "(min(400, 500) + min(300, 250) + 0 + min(100, 100)) / (400 + 300 + 200 + 100) = 0.75",
    ]),
    inMarch("gross_mrr_churn_rate", [
      "churned and contraction over the MRR of 1 March",
      "(200 + 50) / 1000 = 0.25",
    ]),
    inMarch("net_mrr_churn_rate", [
      "less expansion and reactivation",
      "(200 + 50 - 100 - 120) / 1000 = 0.03",
    ]),
    inMarch("upsell_rate", ["expansion over the MRR of 1 March", "100 / 1000 = 0.1"]),
    inMarch(
      "renewal_rate",
      ["a runs on, b starts again within the days of grace, c left", "2 / 3 = 0.666667"],
      {
        rows: { subscriptions: due },
        recorded: "2026-05-01",
      },
    ),
    inMarch(
      "renewal_rate.value",
      ["a pays 100 still, b 220 instead of 200, c nothing", "(100 + 220 + 0) / (100 + 200 + 50) = 0.914286"],
      {
        rows: { subscriptions: due },
        recorded: "2026-05-01",
      },
    ),
  ],
};
