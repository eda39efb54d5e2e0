import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

const movements = [
  "new_mrr",
  "expansion_mrr",
  "contraction_mrr",
  "churned_mrr",
  "reactivation_mrr",
  "fx_mrr",
];
const none = Object.fromEntries(movements.map((metric) => [metric, [0]]));
const events = { "movements.form": "events" };

describe("what became of an account", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    test("an upgrade in the middle of a month is expansion, and nobody has churned", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-02-15,100\n2,A,2026-02-15,,160",
      );
      const february = { from: "2026-02-01", to: "2026-03-01" };
      const expected = { ...none, expansion_mrr: [60], mrr: [160], logo_churn_rate: [0] };
      expect(await company.ask([...movements, "mrr", "logo_churn_rate"], february)).toEqual(expected);
      // The old one ends on the day on which the new one starts: one change of 60, not a loss and a gain.
      expect(
        await company.ask([...movements, "mrr", "logo_churn_rate"], { ...february, set: events }),
      ).toEqual(expected);
    });

    test("those who come back count as gained, unless movements.reactivation leaves them out", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-03-10,100\n2,B,2026-01-01,2026-02-01,50\n3,B,2026-03-05,,50\n4,C,2026-03-01,,80",
      );
      const march = { from: "2026-03-01", to: "2026-04-01" };
      const metrics = ["quick_ratio", "net_mrr_churn_rate"];
      // C is new with 80, B is back with 50, A is gone with the 100 that there were.
      expect(await company.ask(metrics, march)).toEqual({ quick_ratio: [1.3], net_mrr_churn_rate: [0.5] });
      const set = { "movements.reactivation": "left_out" };
      expect(await company.ask(metrics, { ...march, set })).toEqual({
        quick_ratio: [0.8],
        net_mrr_churn_rate: [1],
      });
    });

    test("a pause is not counted: a loss when it begins, a return when it ends", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-03-01,50\n2,A,2026-05-01,,50",
      );
      const metrics = ["mrr", "customers", "churned_mrr", "reactivation_mrr", "new_mrr"];
      expect(await company.ask(metrics, { from: "2026-01-01", to: "2026-06-01" })).toEqual({
        mrr: [50, 50, 0, 0, 50],
        customers: [1, 1, 0, 0, 1],
        churned_mrr: [0, 0, -50, 0, 0],
        reactivation_mrr: [0, 0, 0, 0, 50],
        new_mrr: [50, 0, 0, 0, 0],
      });
    });

    test("each movement that is asked for alone has the series of all movements, 0 where it is none", async () => {
      const company = newCompany();
      await company.load("accounts", "id,region\nA,North\nB,South\nC,West");
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-02-01,,10\n2,B,2025-02-01,2026-02-20,7\n3,C,2025-01-01,,5",
      );
      for (const set of [{}, events]) {
        const winter = { from: "2026-01-01", to: "2026-03-01", set };
        // Nothing became of the account in the West.
        expect(await company.split("new_mrr", "region", winter)).toEqual({ North: [0, 10], South: [0, 0] });
        expect(await company.split("new_customers", "region", winter)).toEqual({
          North: [0, 1],
          South: [0, 0],
        });
        expect(await company.split("churned_mrr", "region", winter)).toEqual({
          North: [0, 0],
          South: [0, -7],
        });
      }
    });

    test("a refund lowers revenue, and leaves MRR alone", async () => {
      const company = newCompany();
      await company.load("subscriptions", "id,account_id,starts_at,mrr\n1,A,2026-01-01,100");
      await company.load(
        "invoices",
        "id,account_id,issued_at,amount\n1,A,2026-01-01,100\n2,A,2026-02-01,100\n3,A,2026-02-10,-150",
      );
      expect(
        await company.ask(["mrr", "revenue", "contraction_mrr"], { from: "2026-01-01", to: "2026-03-01" }),
      ).toEqual({ mrr: [100, 100], revenue: [100, -50], contraction_mrr: [0, 0] });
    });

    test("cancelled and back within a month: a smaller contract, or a loss and a return", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-02-10,100\n2,A,2026-02-20,,90",
      );
      const february = { from: "2026-02-01", to: "2026-03-01" };
      expect(await company.ask(movements, february)).toEqual({ ...none, contraction_mrr: [-10] });
      expect(await company.ask(movements, { ...february, set: events })).toEqual({
        ...none,
        churned_mrr: [-100],
        reactivation_mrr: [90],
      });
    });

    test("won and lost in one month: nothing between its ends, or both", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-03-05,2026-03-20,80",
      );
      const march = { from: "2026-03-01", to: "2026-04-01" };
      const metrics = [...movements, "new_customers", "churned_customers", "mrr"];
      expect(await company.ask(metrics, march)).toEqual({
        ...none,
        new_customers: [0],
        churned_customers: [0],
        mrr: [0],
      });
      expect(await company.ask(metrics, { ...march, set: events })).toEqual({
        ...none,
        new_mrr: [80],
        churned_mrr: [-80],
        new_customers: [1],
        churned_customers: [1],
        mrr: [0],
      });
    });

    test("won, lost and back in one month: a first sale, or all three", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-03-05,2026-03-10,80\n2,A,2026-03-20,,60",
      );
      const march = { from: "2026-03-01", to: "2026-04-01" };
      expect(await company.ask(movements, march)).toEqual({ ...none, new_mrr: [60] });
      expect(await company.ask(movements, { ...march, set: events })).toEqual({
        ...none,
        new_mrr: [80],
        churned_mrr: [-80],
        reactivation_mrr: [60],
      });
    });

    test("up and down in one quarter: net between its ends, or both", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr",
          "1,A,2025-12-01,2026-02-01,100",
          "2,A,2026-02-01,2026-03-01,150",
          "3,A,2026-03-01,,120",
        ].join("\n"),
      );
      const quarter = { from: "2026-01-01", to: "2026-04-01", grain: "quarter" } as const;
      // 120 - 100 = 20, or +50 and -30.
      expect(await company.ask(movements, quarter)).toEqual({ ...none, expansion_mrr: [20] });
      expect(await company.ask(movements, { ...quarter, set: events })).toEqual({
        ...none,
        expansion_mrr: [50],
        contraction_mrr: [-30],
      });
      expect(await company.ask(["expansion_mrr", "contraction_mrr"], { ...quarter, grain: "month" })).toEqual(
        { expansion_mrr: [0, 50, 0], contraction_mrr: [0, 0, -30] },
      );
    });

    test("an account is new when it first pays, whatever credits and rows without a day stand before it", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,canceled_at,mrr",
          // Free of charge until 5 March, by a credit of the same amount.
          "1,A,2026-01-10,,,100",
          "2,A,2026-01-10,2026-03-05,,-100",
          // Given back before it began.
          "3,B,2026-01-20,2026-06-20,2026-01-15,50",
          "4,B,2026-02-10,,,50",
          // Paid for twenty days, had a credit, and came back.
          "5,C,2026-01-05,2026-01-25,,80",
          "6,C,2026-02-01,2026-02-15,,-10",
          "7,C,2026-03-10,,,80",
        ].join("\n"),
      );
      const asked = { from: "2026-01-01", to: "2026-04-01", set: { "churn.date": "cancellation" } } as const;
      expect(await company.ask(["new_mrr", "reactivation_mrr", "churned_mrr", "customers"], asked)).toEqual({
        new_mrr: [0, 50, 100],
        reactivation_mrr: [0, 0, 80],
        churned_mrr: [0, 0, 0],
        customers: [0, 1, 3],
      });
    });

    test("rates of MRR are of what there was at the beginning of the period", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr",
          "1,A,2026-01-01,2026-02-10,30",
          "2,B,2026-01-01,2026-02-10,100",
          "3,B,2026-02-10,,80",
          "4,C,2026-01-01,,870",
          "5,C,2026-02-15,,60",
          "6,D,2025-11-01,2025-12-01,10",
          "7,D,2026-02-20,,10",
          "8,E,2026-02-20,,500",
        ].join("\n"),
      );
      // 1,000 at the beginning; churned -30, contraction -20, expansion 60, reactivation 10, new 500.
      const metrics = ["gross_mrr_churn_rate", "net_mrr_churn_rate", "upsell_rate", "net_new_mrr"];
      expect(await company.ask(metrics, { from: "2026-02-01", to: "2026-03-01" })).toEqual({
        gross_mrr_churn_rate: [0.05],
        net_mrr_churn_rate: [-0.02],
        upsell_rate: [0.06],
        net_new_mrr: [520],
      });
    });
  });
});
