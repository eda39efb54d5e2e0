import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

describe("when and of what a customer is lost", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    test("days of grace bridge a late renewal, and do not count it twice", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-01,2026-02-27,100\n2,A,2026-03-03,2026-05-28,100",
      );
      const metrics = ["mrr", "churned_mrr", "reactivation_mrr"];
      const range = { from: "2026-02-01", to: "2026-07-01" };
      expect(await company.ask(metrics, range)).toEqual({
        mrr: [0, 100, 100, 0, 0],
        churned_mrr: [-100, 0, 0, -100, 0],
        reactivation_mrr: [0, 100, 0, 0, 0],
      });
      // The first one lasts until its successor starts on 3 March, the second until 4 June.
      const grace = { "churn.graceDays": "7" };
      expect(await company.ask(metrics, { ...range, set: grace })).toEqual({
        mrr: [100, 100, 100, 100, 0],
        churned_mrr: [0, 0, 0, 0, -100],
        reactivation_mrr: [0, 0, 0, 0, 0],
      });
      expect(
        await company.ask("mrr", { from: "2026-03-01", to: "2026-03-06", grain: "day", set: grace }),
      ).toEqual({ mrr: [100, 100, 100, 100, 100] });
      // Three days of grace end on 2 March, before the successor starts.
      expect(
        await company.ask("mrr", {
          from: "2026-02-28",
          to: "2026-03-05",
          grain: "day",
          set: { "churn.graceDays": "3" },
        }),
      ).toEqual({ mrr: [100, 100, 0, 100, 100] });
    });

    test("by the date of cancellation a customer is lost on giving notice, else when the time is over", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,canceled_at,mrr",
          "1,A,2026-01-01,2026-06-01,2026-04-10,100",
          "2,B,2026-01-01,2026-05-01,2026-06-20,10",
          "3,C,2026-01-01,,2026-04-20,1",
        ].join("\n"),
      );
      const range = { from: "2026-03-01", to: "2026-07-01" };
      // Notice after the end moves nothing; notice without an end counts only where notice does.
      expect(await company.ask("mrr", range)).toEqual({ mrr: [111, 111, 101, 1] });
      const cancellation = { "churn.date": "cancellation" };
      expect(await company.ask(["mrr", "churned_mrr"], { ...range, set: cancellation })).toEqual({
        mrr: [111, 10, 0, 0],
        churned_mrr: [0, -101, -10, 0],
      });
    });

    test("the share of customers lost: of those at the start, with the new ones, or day by day", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr",
          "1,A,2026-01-01,2026-03-11,10",
          "2,B,2026-01-01,2026-03-21,10",
          "3,C,2026-01-01,,10",
          "4,D,2026-01-01,,10",
          "5,E,2026-03-06,,10",
        ].join("\n"),
      );
      const metrics = ["logo_churn_rate", "logo_retention_rate", "customer_lifetime_months"];
      const ask = (denominator: string, to = "2026-04-01") =>
        company.ask(metrics, {
          from: "2026-03-01",
          to,
          grain: "month",
          set: { "churn.denominator": denominator },
        });
      // 2 / 4
      expect(await ask("start")).toEqual({
        logo_churn_rate: [0.5],
        logo_retention_rate: [0.5],
        customer_lifetime_months: [2],
      });
      expect(await company.calculation("logo_churn_rate", "2026-03-01")).toBe("2 / 4 = 0.5");
      // 2 / (4 + 1)
      expect(await ask("start_plus_new")).toEqual({
        logo_churn_rate: [0.4],
        logo_retention_rate: [0.6],
        customer_lifetime_months: [2.5],
      });
      expect(
        await company.calculation("logo_churn_rate", "2026-03-01", { "churn.denominator": "start_plus_new" }),
      ).toBe("2 / (4 + 1) = 0.4");
      // 1 of the 5 that 11 March begins with, 1 of the 4 that 21 March does; nobody in April.
      expect(await ask("daily", "2026-05-01")).toEqual({
        logo_churn_rate: [0.45, 0],
        logo_retention_rate: [0.55, 1],
        customer_lifetime_months: [1 / 0.45, null],
      });
    });

    test("renewals count on the due date, late ones within the days of grace", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,subscription_id,account_id,starts_at,ends_at,renews_at,mrr",
          // Runs on.
          "1,a,A,2025-05-10,,2026-05-10,100",
          // Back after ten days, dearer.
          "2,b,B,2025-05-12,2026-05-12,2026-05-12,100",
          "3,b,B,2026-05-22,,2027-05-22,130",
          // Ends; another subscription of the account is no renewal of this one.
          "4,c,C,2025-05-20,2026-05-20,2026-05-20,100",
          "5,c2,C,2026-01-01,,,5",
          // Upgraded in February: what came up is the new row.
          "6,d,D,2025-05-05,2026-02-15,2026-05-05,40",
          "7,d,D,2026-02-15,,2026-05-05,50",
          // Left early: it was due, and not renewed.
          "8,e,E,2025-05-09,2026-04-01,2026-05-09,60",
          // Due in June.
          "9,f,F,2025-06-01,,2026-06-01,1000",
          // Named by its account alone: goes on as another row.
          "10,,G,2025-05-01,2026-05-01,2026-05-01,20",
          "11,,G,2026-05-01,,,25",
        ].join("\n"),
      );
      const may = { from: "2026-05-01", to: "2026-06-01" };
      const metrics = ["renewal_rate", "renewal_rate.value"];
      // Due: 1, 2, 4, 7, 8, 10 with 100 + 100 + 100 + 50 + 60 + 20 = 430. Renewed: 1, 2, 7, 10 with 100 + 130 + 50 + 25.
      expect(await company.ask(metrics, may)).toEqual({
        renewal_rate: [4 / 6],
        "renewal_rate.value": [305 / 430],
      });
      // Within five days number 2 is not back.
      expect(await company.ask(metrics, { ...may, set: { "renewal.graceDays": "5" } })).toEqual({
        renewal_rate: [3 / 6],
        "renewal_rate.value": [175 / 430],
      });
      expect(await company.ask(metrics, { from: "2026-04-01", to: "2026-05-01" })).toEqual({
        renewal_rate: [null],
        "renewal_rate.value": [null],
      });
    });

    test("committed MRR knows what is signed and what will end, and knew no more than was recorded", async () => {
      const company = newCompany();
      const header = "id,account_id,starts_at,ends_at,mrr";
      await company.load(
        "subscriptions",
        [
          header,
          "1,A,2026-01-01,,100",
          "2,B,2026-01-01,2026-05-01,50",
          "3,C,2026-06-01,,30",
          "4,D,2026-05-15,,1",
        ].join("\n"),
        { recordedAt: "2026-03-10" },
      );
      const range = { from: "2026-02-01", to: "2026-07-01" };
      // February ended before anything was recorded. March and April, as B is paid to its last day: 150 - 50 + 30 + 1.
      expect(await company.ask(["mrr", "cmrr"], range)).toEqual({
        mrr: [150, 150, 150, 101, 131],
        cmrr: [150, 131, 131, 131, 131],
      });
      // In May C is put off to August, and D turns out to have started in March: it is in MRR, and signed no more.
      await company.load("subscriptions", [header, "3,C,2026-08-01,,45", "4,D,2026-03-15,,1"].join("\n"), {
        recordedAt: "2026-05-10",
      });
      expect(await company.ask(["mrr", "cmrr"], range)).toEqual({
        mrr: [150, 151, 151, 101, 101],
        cmrr: [150, 131, 131, 146, 146],
      });
    });
  });
});
