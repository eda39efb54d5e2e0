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
const euro = (...rows: readonly (readonly [day: string, rate: string])[]): string =>
  ["date,base,quote,rate", ...rows.map(([day, rate]) => `${day},EUR,USD,${rate}`)].join("\n");
const quarter = { from: "2026-01-01", to: "2026-04-01" };

describe("MRR in a foreign currency", () => {
  onEveryEngine("2026-07-01T00:00:00Z", (newCompany) => {
    test("a rate that moves is a movement of its own, never expansion, and retains everything", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,mrr,currency\n1,A,2026-01-05,100,EUR\n2,B,2026-01-05,50,USD",
      );
      // The rate of 1 April is too late for March.
      await company.load(
        "fx_rates",
        euro(["2026-01-01", "1.1"], ["2026-02-20", "1.2"], ["2026-03-31", "1.05"], ["2026-04-01", "9"]),
      );
      // 100 x 1.1 + 50 = 160, 100 x 1.2 + 50 = 170, 100 x 1.05 + 50 = 155.
      const metrics = [...movements, "mrr", "customers", "nrr.period", "grr.period", "net_new_mrr"];
      const expected = {
        new_mrr: [160, 0, 0],
        expansion_mrr: [0, 0, 0],
        contraction_mrr: [0, 0, 0],
        churned_mrr: [0, 0, 0],
        reactivation_mrr: [0, 0, 0],
        fx_mrr: [0, 10, -15],
        mrr: [160, 170, 155],
        customers: [2, 2, 2],
        "nrr.period": [null, 1, 1],
        "grr.period": [null, 1, 1],
        net_new_mrr: [160, 10, -15],
      };
      expect(await company.ask(metrics, quarter)).toEqual(expected);
      expect(await company.ask(metrics, { ...quarter, set: { "movements.form": "events" } })).toEqual(
        expected,
      );
      // The same from a range that begins later: what came before is its opening.
      expect(await company.ask(["mrr", "fx_mrr"], { from: "2026-03-01", to: "2026-04-01" })).toEqual({
        mrr: [155],
        fx_mrr: [-15],
      });
    });

    test("a fixed rate moves nothing: of a day, or the newest", async () => {
      const company = newCompany();
      await company.load("subscriptions", "id,account_id,starts_at,mrr,currency\n1,A,2026-01-05,100,EUR");
      await company.load(
        "fx_rates",
        euro(["2026-01-01", "1.1"], ["2026-02-20", "1.2"], ["2026-03-31", "1.05"]),
      );
      const fixed = { "currency.rate": "fixed", "currency.rateDate": "2026-02-25" };
      expect(await company.ask(["mrr", "fx_mrr"], { ...quarter, set: fixed })).toEqual({
        mrr: [120, 120, 120],
        fx_mrr: [0, 0, 0],
      });
      expect(await company.ask("mrr", { ...quarter, set: { "currency.rate": "fixed" } })).toEqual({
        mrr: [105, 105, 105],
      });
    });

    test("an account that flips its currency: rates on what it had, the rest is its own change", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr,currency\n1,A,2026-01-01,2026-02-15,100,EUR\n2,A,2026-02-15,,130,USD",
      );
      await company.load("fx_rates", euro(["2026-01-01", "1.1"], ["2026-02-10", "1.2"]));
      // 110 to 130: 100 EUR x (1.2 - 1.1) = 10 are rates; 130 - 100 x 1.2 = 10 are the account's.
      expect(await company.ask([...movements, "mrr"], { from: "2026-02-01", to: "2026-03-01" })).toEqual({
        new_mrr: [0],
        expansion_mrr: [10],
        contraction_mrr: [0],
        churned_mrr: [0],
        reactivation_mrr: [0],
        fx_mrr: [10],
        mrr: [130],
      });
    });

    test("an account that comes or goes takes its whole change", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr,currency\n1,A,2026-01-05,2026-02-15,100,EUR\n2,A,2026-03-10,,100,EUR",
      );
      await company.load(
        "fx_rates",
        euro(["2026-01-01", "1.1"], ["2026-02-10", "1.2"], ["2026-03-05", "1.3"]),
      );
      // Lost at the 110 that January ended with, back at the 130 of March.
      expect(await company.ask(movements, quarter)).toEqual({
        new_mrr: [110, 0, 0],
        expansion_mrr: [0, 0, 0],
        contraction_mrr: [0, 0, 0],
        churned_mrr: [0, -110, 0],
        reactivation_mrr: [0, 0, 130],
        fx_mrr: [0, 0, 0],
      });
    });

    test("what starts on the first day of a period is worth the rate of its end, once", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr,currency\n1,A,2026-02-01,2026-03-01,100,EUR\n2,B,2026-03-01,,10,EUR",
      );
      await company.load(
        "fx_rates",
        euro(["2026-01-01", "1.1"], ["2026-02-10", "1.2"], ["2026-03-05", "1.3"]),
      );
      // 100 x 1.2; that much goes on 1 March, and 10 x 1.3 comes.
      expect(await company.ask(["mrr", "fx_mrr", "new_mrr", "churned_mrr"], quarter)).toEqual({
        mrr: [0, 120, 13],
        fx_mrr: [0, 0, 0],
        new_mrr: [0, 120, 13],
        churned_mrr: [0, 0, -120],
      });
    });

    test("retention over a window is at the rates of its end", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,ends_at,mrr,currency",
          "1,A,2026-01-05,2026-03-10,100,EUR",
          "2,A,2026-03-10,,150,EUR",
          "3,B,2026-01-05,2026-03-10,100,USD",
          "4,B,2026-03-10,,40,USD",
        ].join("\n"),
      );
      await company.load("fx_rates", euro(["2026-01-01", "1"], ["2026-03-20", "2"]));
      // At 2: A 200 to 300, B 100 to 40. (300 + 40) / 300; (200 + 40) / 300.
      const march = { from: "2026-03-01", to: "2026-04-01" };
      expect(await company.ask(["nrr.period", "grr.period"], march)).toEqual({
        "nrr.period": [340 / 300],
        "grr.period": [0.8],
      });
      // Over two months the same accounts; over twelve there is no history.
      expect(await company.ask(["nrr", "grr"], { ...march, set: { "retention.months": "2" } })).toEqual({
        nrr: [340 / 300],
        grr: [0.8],
      });
      expect(await company.ask(["nrr", "grr"], march)).toEqual({ nrr: [null], grr: [null] });
    });

    test("a corrected rate restates, and what was known before stays", async () => {
      const company = newCompany();
      await company.load("subscriptions", "id,account_id,starts_at,mrr,currency\n1,A,2026-01-05,100,EUR", {
        recordedAt: "2026-01-06",
      });
      await company.load("fx_rates", euro(["2026-01-01", "1.1"]), { recordedAt: "2026-01-06" });
      await company.load("fx_rates", euro(["2026-01-01", "1.5"]), { recordedAt: "2026-05-01" });
      const january = { from: "2026-01-01", to: "2026-02-01" };
      expect(await company.ask("mrr", { ...january, asOf: "2026-04-30" })).toEqual({ mrr: [110] });
      expect(await company.ask("mrr", january)).toEqual({ mrr: [150] });
    });

    test("a sum is refused where a row that it counts has no rate, and only there", async () => {
      const company = newCompany();
      await company.load(
        "opportunities",
        [
          "id,account_id,owner,created_at,closed_at,outcome,amount,currency",
          "1,A,Kim,2026-01-05,2026-02-10,won,100,USD",
          "2,A,Kim,2026-01-05,2026-02-11,lost,50,EUR",
          "3,A,Ada,2026-01-05,2026-03-12,won,70,EUR",
        ].join("\n"),
      );
      const quarter = { from: "2026-01-01", to: "2026-04-01" };
      // The lost deal counts in the win rate, where no money is added up.
      const february = { from: "2026-02-01", to: "2026-03-01" };
      expect(await company.ask(["bookings", "win_rate"], february)).toEqual({
        bookings: [100],
        win_rate: [0.5],
      });
      expect(await company.ask("bookings", { ...quarter, where: { owner: ["Kim"] } })).toEqual({
        bookings: [0, 100, 0],
      });
      for (const query of [quarter, { ...quarter, grain: "day" as const }, { ...quarter, by: ["owner"] }]) {
        await expect(company.ask(["win_rate", "bookings"], query)).rejects.toMatchObject({
          code: "missing_rate",
          message: expect.stringContaining("EUR"),
        });
      }
    });

    test("it is refused in whatever statement it stands: alone, beside a count, beside what is no flow", async () => {
      const company = newCompany();
      await company.load(
        "opportunities",
        [
          "id,account_id,owner,created_at,closed_at,outcome,amount,currency",
          "1,A,Kim,2026-01-05,2026-02-10,won,100,EUR",
          "2,A,Ada,2026-01-05,2026-03-12,won,70,USD",
        ].join("\n"),
      );
      await company.load("spend", "id,date,amount,currency\n1,2026-02-03,9,USD");
      const asked = [
        ["bookings"],
        ["average_deal_size"],
        ["average_deal_size", "sales_cycle_days"],
        ["average_deal_size", "spend", "mrr"],
      ];
      const quarter = { from: "2026-01-01", to: "2026-04-01" };
      for (const metrics of asked) {
        for (const query of [
          quarter,
          { ...quarter, grain: "day" as const },
          { ...quarter, compare: "year" as const },
        ]) {
          await expect(company.ask(metrics, query), metrics.join()).rejects.toMatchObject({
            code: "missing_rate",
            message: expect.stringContaining("EUR"),
          });
        }
      }
      // Nothing is refused of a range that has no such row.
      const march = { from: "2026-03-01", to: "2026-04-01" };
      expect(await company.ask(["average_deal_size", "spend", "mrr"], march)).toEqual({
        average_deal_size: [70],
        spend: [0],
        mrr: [0],
      });
    });

    test("without a rate before the end of a period the query names the currency and the day", async () => {
      const company = newCompany();
      await company.load("subscriptions", "id,account_id,starts_at,mrr,currency\n1,A,2026-02-05,100,EUR");
      await company.load("fx_rates", euro(["2026-03-05", "1.1"]));
      await expect(company.ask("mrr", { from: "2026-02-01", to: "2026-04-01" })).rejects.toMatchObject({
        code: "missing_rate",
        message: expect.stringMatching(/EUR.*2026-02-28/),
      });
      expect(await company.ask("mrr", { from: "2026-01-01", to: "2026-02-01" })).toEqual({ mrr: [0] });
    });

    test("a deal of nothing, or of no amount, has no rate for the amounts of its history", async () => {
      const company = newCompany();
      await company.load(
        "opportunities",
        [
          "id,account_id,created_at,outcome,amount,currency",
          "1,A,2026-01-05,open,0,EUR",
          "2,A,2026-01-05,open,,EUR",
          "3,A,2026-01-05,open,10,EUR",
        ].join("\n"),
      );
      await company.load(
        "opportunity_changes",
        "opportunity_id,at,amount\n1,2026-02-05,100\n2,2026-02-05,100\n3,2026-02-05,20",
      );
      await company.load("fx_rates", euro(["2026-01-01", "1.1"]));
      const winter = { from: "2026-01-01", to: "2026-03-01" };
      expect(await company.ask("pipeline_open", winter)).toEqual({ pipeline_open: [11, 22] });
    });

    test("what is no exact binary number is rounded to six decimals, never cut", async () => {
      const company = newCompany();
      await company.load(
        "opportunities",
        [
          "id,account_id,created_at,outcome,amount,currency,probability",
          "1,A,2026-01-05,open,70,EUR,",
          "2,A,2026-01-05,open,10000,USD,0.0157",
        ].join("\n"),
      );
      await company.load("opportunity_changes", "opportunity_id,at,amount\n1,2026-02-05,100");
      await company.load("subscriptions", "id,account_id,starts_at,mrr,quantity\n1,A,2026-01-05,31.4,0.0314");
      await company.load("fx_rates", euro(["2026-01-01", "1.15"]));
      // 100 x (80.5 / 70) is 114.99999999999999 in binary, 0.0157 a little less than it is.
      const february = { from: "2026-02-01", to: "2026-03-01" };
      expect(await company.ask(["pipeline_open", "pipeline_weighted", "arpu"], february)).toEqual({
        pipeline_open: [10_115],
        pipeline_weighted: [157],
        arpu: [1_000],
      });
    });

    test("parts add up to the whole, whatever the rates", async () => {
      const company = newCompany();
      await company.load("accounts", "id,region\nA,North\nB,South\nC,South");
      await company.load(
        "subscriptions",
        [
          "id,account_id,starts_at,mrr,currency",
          "1,A,2026-01-05,33.333333,EUR",
          "2,B,2026-01-05,10,GBP",
          "3,C,2026-01-05,20,",
        ].join("\n"),
      );
      await company.load(
        "fx_rates",
        "date,base,quote,rate\n2026-01-01,EUR,USD,1.5\n2026-01-01,USD,GBP,0.8\n2026-02-05,EUR,USD,1.25",
      );
      // 33.333333 x 1.5 = 49.9999995; 10 / 0.8 = 12.5; 20.
      const whole = { from: "2026-01-01", to: "2026-03-01" };
      expect(await company.ask(["mrr", "fx_mrr"], whole)).toEqual({
        mrr: [82.4999995, 74.16666625],
        fx_mrr: [0, -8.33333325],
      });
      const north = { ...whole, where: { region: ["North"] } };
      expect(await company.ask(["mrr", "fx_mrr"], north)).toEqual({
        mrr: [49.9999995, 41.66666625],
        fx_mrr: [0, -8.33333325],
      });
    });
  });
});
