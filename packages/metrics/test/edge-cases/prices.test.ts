import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

describe("what a subscription pays per month", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    test("an annual plan counts a twelfth each month, and its invoice whole on its day", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,amount,interval\n1,A,2026-01-15,2027-01-15,1200,year",
      );
      await company.load("invoices", "id,account_id,issued_at,amount,tax\n1,A,2026-01-15,1440,240");
      // 1,200 / 12 = 100; invoiced 1,440 - 240 = 1,200.
      expect(await company.ask(["mrr", "revenue"], { from: "2026-01-01", to: "2026-04-01" })).toEqual({
        mrr: [100, 100, 100],
        revenue: [1200, 0, 0],
      });
    });

    test("a discount lowers MRR as the setting says", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,amount,interval,discount,discount_duration",
          "1,A,2026-01-01,100,month,0.2,once",
          "2,B,2026-01-01,100,month,0.3,repeating",
          "3,C,2026-01-01,100,month,0.1,forever",
          "4,D,2026-01-01,100,month,0.5,",
        ].join("\n"),
      );
      const january = { from: "2026-01-01", to: "2026-02-01" };
      // 80 + 70 + 90 + 50
      expect(await company.ask("mrr", january)).toEqual({ mrr: [290] });
      // Only what has no end: 100 + 100 + 90 + 50
      await company.set({ "revenue.discounts": "forever" });
      expect(await company.ask("mrr", january)).toEqual({ mrr: [340] });
      await company.set({ "revenue.discounts": "none" });
      expect(await company.ask("mrr", january)).toEqual({ mrr: [400] });
      await company.set({ "revenue.discounts": "all" });
      expect(await company.ask("mrr", january)).toEqual({ mrr: [290] });
    });

    test("users are seats, and one where a subscription says none", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr,quantity,trial",
          "1,A,2026-01-01,,100,4,",
          "2,B,2026-01-01,,20,,",
          "3,C,2026-02-01,2026-02-20,60,6,",
          "4,D,2026-01-01,,90,9,true",
          "5,E,2026-01-01,,-40,3,",
        ].join("\n"),
      );
      // 80 / (4 + 1); C has come and gone by the end of February, and neither a trial nor a credit has users.
      expect(await company.ask(["arpu", "arpa"], { from: "2025-12-01", to: "2026-03-01" })).toEqual({
        arpu: [null, 16, 16],
        arpa: [null, 40, 40],
      });
    });

    test("the average sale price is what new customers bring, returning ones aside", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr",
          "1,A,2026-02-01,,50",
          "2,B,2026-02-10,,70",
          "3,C,2026-02-20,,120",
          "4,D,2025-10-01,2025-12-01,500",
          "5,D,2026-02-05,,500",
        ].join("\n"),
      );
      // (50 + 70 + 120) / 3
      expect(await company.ask("asp", { from: "2026-01-01", to: "2026-03-01" })).toEqual({ asp: [null, 80] });
    });

    test("growth: compound over periods, and whether it slows", async () => {
      const company = newCompany();
      const rows = [
        ["2026-01-01", "1000"],
        ["2026-02-01", "100"],
        ["2026-03-01", "99"],
        ["2026-04-01", "71.94"],
      ].map(([day, mrr], index) => `${index},A${index},${day},${mrr}`);
      await company.load("subscriptions", ["id,account_id,starts_at,mrr", ...rows].join("\n"));
      const range = { from: "2026-01-01", to: "2026-05-01" };
      const { growth_slowing: slowing = [], mrr_growth_rate: growth = [] } = await company.ask(
        ["mrr_growth_rate", "growth_slowing"],
        range,
      );
      // MRR 1,000, 1,100, 1,199, 1,270.94: growth of 10 %, 9 % and 6 %; (0.06 - 0.1) / 2 = -0.02.
      expect(growth[0]).toBeNull();
      for (const [index, rate] of [0.1, 0.09, 0.06].entries())
        expect(growth[index + 1]).toBeCloseTo(rate, 12);
      expect(slowing.slice(0, 3)).toEqual([null, null, null]);
      expect(slowing[3]).toBeCloseTo(-0.02, 12);
      // (1,199 / 1,000) ^ (1 / 2) - 1
      const { cmgr = [] } = await company.ask("cmgr", { ...range, set: { "growth.periods": "2" } });
      expect(cmgr.slice(0, 2)).toEqual([null, null]);
      expect(cmgr[2]).toBeCloseTo(0.094988584, 9);
    });
  });
});
