import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

const january = { from: "2026-01-01", to: "2026-02-01" };

describe("what is undefined, deleted and merged", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    test("a quotient of nothing is null, a flow and a balance of nothing 0", async () => {
      const company = newCompany();
      const quotients = [
        "arpa",
        "arpu",
        "asp",
        "nrr",
        "grr",
        "nrr.period",
        "grr.period",
        "logo_churn_rate",
        "logo_retention_rate",
        "customer_lifetime_months",
        "gross_mrr_churn_rate",
        "net_mrr_churn_rate",
        "upsell_rate",
        "renewal_rate",
        "renewal_rate.value",
        "mrr_growth_rate",
        "cmgr",
        "growth_slowing",
        "quick_ratio",
      ];
      const amounts = ["mrr", "arr", "cmrr", "revenue", "customers", "new_mrr", "fx_mrr", "net_new_mrr"];
      expect(await company.ask([...quotients, ...amounts], january)).toEqual(
        Object.fromEntries([
          ...quotients.map((metric) => [metric, [null]]),
          ...amounts.map((metric) => [metric, [0]]),
        ]),
      );
      for (const denominator of ["start", "start_plus_new", "daily"]) {
        const set = { "churn.denominator": denominator };
        expect(await company.ask("logo_churn_rate", { ...january, set })).toEqual({
          logo_churn_rate: [null],
        });
      }
    });

    test("a deleted subscription was never there, except for questions about before", async () => {
      const company = newCompany();
      const header = "id,account_id,starts_at,mrr";
      await company.load("subscriptions", `${header}\n1,A,2026-01-01,100\n2,B,2026-01-01,50`, {
        recordedAt: "2026-01-02",
      });
      await company.load("subscriptions", `${header}\n1,A,2026-01-01,100`, {
        recordedAt: "2026-03-01",
        full: true,
      });
      const metrics = ["mrr", "customers", "new_mrr", "churned_mrr"];
      expect(await company.ask(metrics, january)).toEqual({
        mrr: [100],
        customers: [1],
        new_mrr: [100],
        churned_mrr: [0],
      });
      expect(await company.ask(metrics, { ...january, asOf: "2026-02-15" })).toEqual({
        mrr: [150],
        customers: [2],
        new_mrr: [150],
        churned_mrr: [0],
      });
    });

    test("two accounts merged are one customer, and always were", async () => {
      const company = newCompany();
      const accounts = "id,name\nA,Ann's\n";
      const header = "id,account_id,starts_at,mrr";
      await company.load("accounts", `${accounts}B,Ann's Ltd`, { recordedAt: "2026-01-02" });
      await company.load("subscriptions", `${header}\n1,A,2026-01-01,100\n2,B,2026-02-01,50`, {
        recordedAt: "2026-02-02",
      });
      await company.load("accounts", accounts, { recordedAt: "2026-03-01", full: true });
      await company.load("subscriptions", `${header}\n2,A,2026-02-01,50`, { recordedAt: "2026-03-01" });
      const metrics = ["mrr", "customers", "new_mrr", "expansion_mrr"];
      const range = { from: "2026-01-01", to: "2026-03-01" };
      expect(await company.ask(metrics, range)).toEqual({
        mrr: [100, 150],
        customers: [1, 1],
        new_mrr: [100, 0],
        expansion_mrr: [0, 50],
      });
      expect(await company.ask(metrics, { ...range, asOf: "2026-02-28T12:00:00Z" })).toEqual({
        mrr: [100, 150],
        customers: [1, 2],
        new_mrr: [100, 50],
        expansion_mrr: [0, 0],
      });
    });
  });
});
