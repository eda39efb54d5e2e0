import { ReportList } from "@foresail/client";
import { expect, test } from "vitest";
import { testApi } from "./support/test-api.ts";

test("lists the reports with their options", async () => {
  const { call } = await testApi();
  const { reports } = ReportList.parse(await (await call("GET", "/v1/reports")).json());
  const account = reports.find(({ report }) => report === "account");
  expect(account?.options).toContainEqual({
    name: "account",
    description: "id of the account",
    values: null,
    initial: null,
  });
});

test("takes what every report takes, and the report's own options beside", async () => {
  const { call, store } = await testApi();
  const path =
    "/v1/reports/account?from=2026-01-01&grain=quarter&by=owner,region&where=owner:Ann&where=owner:&set=calendar.weekStart:sunday&account=A:1";
  const response = await call("GET", path);
  expect(response.status).toBe(200);
  expect(store.calls.at(-1)).toMatchObject({
    method: "report",
    argument: {
      report: "account",
      from: "2026-01-01",
      grain: "quarter",
      by: ["owner", "region"],
      where: { owner: ["Ann", null] },
      asOf: null,
      set: { "calendar.weekStart": "sunday" },
      options: { account: "A:1" },
    },
  });
  const tag = response.headers.get("etag") ?? "";
  const again = await call("GET", path, undefined, { "if-none-match": tag });
  expect(again.status).toBe(304);
});

test.each([
  ["an unknown report", "/v1/reports/funel", "report"],
  ["a bad date", "/v1/reports/account?from=January", "from"],
  ["a bad grain", "/v1/reports/account?grain=decade", "grain"],
])("%s is a problem that names it", async (_, path, field) => {
  const { call } = await testApi();
  const response = await call("GET", path);
  expect(response.status).toBe(422);
  const problem = (await response.json()) as { code: string; errors: { path: string }[] };
  expect([problem.code, problem.errors[0]?.path]).toEqual(["invalid_request", field]);
});

test("explains a number by GET", async () => {
  const { call, store } = await testApi();
  await call("GET", "/v1/metrics/mrr/explain?period=2026-02-03&since=2026-02-10&limit=5&where=owner:Ann");
  expect(store.calls.at(-1)).toMatchObject({
    method: "explain",
    argument: {
      metric: "mrr",
      period: "2026-02-03",
      grain: "month",
      since: "2026-02-10",
      limit: 5,
      where: { owner: ["Ann"] },
    },
  });
  expect((await call("GET", "/v1/metrics/mrrr/explain")).status).toBe(404);
  expect((await call("GET", "/v1/metrics/mrr/explain?limit=many")).status).toBe(422);
});
