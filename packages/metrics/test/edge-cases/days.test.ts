import { describe, expect, test } from "vitest";
import { onEveryEngine } from "./companies.ts";

describe("days at the edges of periods", () => {
  onEveryEngine("2027-03-01T00:00:00Z", (newCompany) => {
    test.each([
      // 23:30 of 31 January and 05:00 of 1 February, both in UTC.
      ["UTC", [10, 30]],
      // 00:30 and 06:00 of 1 February.
      ["Europe/Berlin", [0, 30]],
      // 15:30 and 21:00 of 31 January.
      ["America/Los_Angeles", [30, 30]],
    ])("the end of a month is the tenant's own: %s", async (timeZone, mrr) => {
      const company = newCompany();
      await company.set({ timeZone });
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,mrr\n1,A,2026-01-31T23:30:00Z,10\n2,B,2026-02-01T05:00:00Z,20",
      );
      expect(await company.ask("mrr", { from: "2026-01-01", to: "2026-03-01" })).toEqual({ mrr });
    });

    test("29 February is the last day of its month, and a year before 29 February is the 28th", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,ends_at,mrr\n1,A,2024-02-29,,100\n2,B,2024-01-01,2024-02-29,7\n3,C,2023-02-28,,1",
      );
      expect(await company.ask("mrr", { from: "2024-01-01", to: "2024-04-01" })).toEqual({
        mrr: [8, 101, 101],
      });
      const days = { from: "2024-02-28", to: "2024-03-01", grain: "day" } as const;
      // B is paid until the end of the 28th. A window that ends with the 28th opened on 28 February 2023, before C.
      expect(await company.ask(["mrr", "nrr"], days)).toEqual({ mrr: [8, 101], nrr: [null, 1] });
    });

    test("a year of 53 weeks: the last one runs into January", async () => {
      const company = newCompany();
      await company.load(
        "subscriptions",
        "id,account_id,starts_at,mrr\n1,A,2026-12-27,1\n2,B,2026-12-28,10\n3,C,2027-01-03,100\n4,D,2027-01-04,1000",
      );
      // Monday 28 December 2026 to Sunday 3 January 2027 is week 53 of 2026.
      expect(
        await company.ask(["new_mrr", "mrr"], { from: "2026-12-21", to: "2027-01-11", grain: "week" }),
      ).toEqual({ new_mrr: [1, 110, 1000], mrr: [1, 111, 1111] });
    });
  });
});
