import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

/** Mistakes that other tools have shipped, each on rows where it would show. */
describe("what is easily got wrong", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    const quarter = { from: "2026-01-01", to: "2026-04-01", grain: "quarter" } as const;
    const months = { from: "2026-01-01", to: "2026-04-01" };

    test("a ratio of sums, and no mean of ratios", async () => {
      const company = newCompany();
      const deals = [
        ...["won,2026-01-10,900,Ann", "lost,2026-01-11,,Ann"],
        ...["won,2026-02-10,100,Bo", "lost,2026-02-11,,Bo", "lost,2026-02-12,,Bo", "lost,2026-02-13,,Bo"],
      ];
      await company.load(
        "opportunities",
        ["id,outcome,closed_at,amount,owner", ...deals.map((deal, index) => `${index},${deal}`)].join("\n"),
      );
      // 1 of 2 and 1 of 4: 2 of 6, where the mean of both would be 0.375.
      expect(await company.ask("win_rate", months)).toEqual({ win_rate: [1 / 2, 1 / 4, null] });
      expect(await company.ask(["win_rate", "average_deal_size"], quarter)).toEqual({
        win_rate: [2 / 6],
        average_deal_size: [500],
      });
      expect(await company.ask("win_rate", { ...quarter, where: { owner: ["Ann"] } })).toEqual({
        win_rate: [1 / 2],
      });
    });

    test("a balance is that of the end, and an account with two plans is one customer", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr,plan",
          "1,A,2026-01-01,,100,Basic",
          "2,A,2026-02-01,,50,Extra",
          "3,B,2026-01-01,2026-03-20,30,Basic",
        ].join("\n"),
      );
      const metrics = ["mrr", "customers", "arpa", "churned_customers", "contraction_mrr"];
      expect(await company.ask(metrics.slice(0, 3), months)).toEqual({
        mrr: [130, 180, 150],
        customers: [2, 2, 1],
        arpa: [65, 90, 150],
      });
      // B came and left within the quarter.
      expect(await company.ask(metrics, quarter)).toEqual({
        mrr: [150],
        customers: [1],
        arpa: [150],
        churned_customers: [0],
        contraction_mrr: [0],
      });
      const plans = ["Basic", "Extra"].map((plan) =>
        company.ask("customers", { ...quarter, where: { plan: [plan] } }),
      );
      expect(await Promise.all(plans)).toEqual([{ customers: [1] }, { customers: [1] }]);
    });

    test("a subscription that ends is no customer lost while the account pays for another", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-02-10,100\n2,A,2026-01-01,,20",
      );
      const metrics = ["churned_customers", "churned_mrr", "contraction_mrr", "logo_churn_rate"];
      expect(await company.ask(metrics, { from: "2026-02-01", to: "2026-03-01" })).toEqual({
        churned_customers: [0],
        churned_mrr: [0],
        contraction_mrr: [-100],
        logo_churn_rate: [0],
      });
    });

    test("back after a month without pay is a return, not a first sale", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-02-01,10\n2,A,2026-03-01,,10",
      );
      expect(await company.ask(["new_mrr", "reactivation_mrr"], months)).toEqual({
        new_mrr: [10, 0, 0],
        reactivation_mrr: [0, 0, 10],
      });
    });

    test("amounts are added as they are, and not rounded or made binary before", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,amount,interval",
          ...["A", "B", "C"].map((id) => `${id},${id},2026-01-01,1,year`),
        ].join("\n"),
      );
      await company.load(
        "spend",
        "id,date,amount\n1,2026-01-05,0.1\n2,2026-01-06,0.2\n3,2026-01-07,0.005\n4,2026-01-08,0.005",
      );
      // A twelfth is kept to six places: 0.083333, and three of them are 0.249999, where cents would make 0.24.
      expect(await company.ask(["mrr", "spend"], { from: "2026-01-01", to: "2026-02-01" })).toEqual({
        mrr: [0.249999],
        spend: [0.31],
      });
    });

    test("weeks have the spend of their own days, and all of them that of the months", async () => {
      const company = newCompany();
      await company.load("spend", "id,date,amount\n1,2026-01-31,300\n2,2026-02-01,70\n3,2026-02-02,30");
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,mrr\n1,A,2026-01-30,1\n2,B,2026-01-28,1\n3,C,2026-02-03,1",
      );
      // Monday 26 January to Sunday 1 February; then the week of 2 February.
      expect(
        await company.ask(["spend", "cac"], { from: "2026-01-26", to: "2026-02-09", grain: "week" }),
      ).toEqual({ spend: [370, 30], cac: [185, 30] });
      expect(await company.ask(["spend", "cac"], { from: "2026-01-01", to: "2026-03-01" })).toEqual({
        spend: [300, 100],
        cac: [150, 100],
      });
    });

    test("a metric whose inputs are not all there has its number, or none; never that of a joined row", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-05,,10\n2,B,2025-01-01,2026-03-05,4",
      );
      await company.load("spend", "id,date,amount\n1,2026-02-05,50");
      const metrics = ["cac", "cac_payback_months", "net_new_mrr", "quick_ratio", "ltv"];
      expect(await company.ask(metrics, months)).toEqual({
        // A customer without spend, spend without a customer, neither.
        cac: [0, null, null],
        cac_payback_months: [0, null, null],
        net_new_mrr: [10, 0, -4],
        // Nothing was lost; one of two left in March: 10 / (1 / 2).
        quick_ratio: [null, null, 0],
        ltv: [null, null, 20],
      });
    });

    test("a metric beside its own inputs, and beside others, is what it is alone", async () => {
      const company = newCompany();
      await company.load(
        "people",
        "id,created_at,converted_at,account_id\n1,2026-01-05,2026-01-20,A\n2,2026-01-06,,A\n3,2026-01-07,2026-02-20,B\n4,2026-02-07,,B",
      );
      await company.load(
        "opportunities",
        "id,outcome,created_at,closed_at,amount,account_id,person_id\n1,won,2026-01-10,2026-02-10,10,A,2\n2,won,2026-01-10,2026-02-11,20,A,2\n3,lost,2026-01-10,2026-02-12,5,B,4",
      );
      await company.load("subscriptions", "id,account_id,starts_at,mrr\n1,A,2026-02-10,3\n2,A,2026-02-11,4");
      // Persons 1 and 3 converted, 2 has won deals.
      const alone: Record<string, (number | null)[]> = {
        leads: [3, 1, 0],
        lead_to_customer_rate: [1, 0, null],
        "lead_to_customer_rate.within30d": [1 / 3, 0, null],
        win_rate: [null, 2 / 3, null],
        bookings: [0, 30, 0],
        mrr: [0, 7, 7],
        new_customers: [0, 1, 0],
      };
      for (const [metric, values] of Object.entries(alone))
        expect(await company.ask(metric, months)).toEqual({ [metric]: values });
      expect(await company.ask(Object.keys(alone), months)).toEqual(alone);
    });
  });
});
