import { ForecastResponse } from "@foresail/client";
import { expect, test } from "vitest";
import { nextPeriods } from "../src/index.ts";
import { problemOf, testApi } from "./support/test-api.ts";

const flat = [5, 5, 5, 5, 5, 5];

async function forecasts(body: unknown): Promise<ForecastResponse> {
  const { call } = await testApi();
  const response = await call("POST", "/v1/forecasts", body);
  expect(response.status).toBe(200);
  return ForecastResponse.parse(await response.json());
}

test("forecasts series in their order; their own horizon wins", async () => {
  const series = [
    { id: "a", values: flat },
    { id: "b", values: [1, null, 3, 4], horizon: 1 },
  ];
  const result = await forecasts({ horizon: 2, series, levels: [90] });
  expect(result.forecasts.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(result.forecasts[0]).toMatchObject({
    mean: [5, 5],
    intervals: { 90: { lower: [5, 5], upper: [5, 5] } },
  });
  expect(result.forecasts[1]).toHaveProperty("mean.length", 1);
});

test("a series that cannot be forecast says why, and the others go on", async () => {
  const series = [
    { id: "empty", values: [null, null] },
    { id: "no horizon", values: flat },
    { id: "good", values: flat, horizon: 1 },
  ];
  const { forecasts: results } = await forecasts({ series });
  expect(results[0]).toHaveProperty("error");
  expect(results[1]).toEqual({
    id: "no horizon",
    error: "no horizon; give one for the series or for the request",
  });
  expect(results[2]).toMatchObject({ id: "good", mean: [5] });
});

test("refuses an unknown model, neither or both of series and metric, and numbers that are none", async () => {
  const { call } = await testApi();
  const codeOf = async (body: unknown) => (await problemOf(await call("POST", "/v1/forecasts", body))).code;
  expect(await codeOf({ series: [{ id: "a", values: flat }], horizon: 1, model: "tetha" })).toBe(
    "unknown_model",
  );
  expect(await codeOf({ horizon: 1 })).toBe("invalid_request");
  expect(await codeOf({ horizon: 1, metric: "mrr", series: [{ id: "a", values: flat }] })).toBe(
    "invalid_request",
  );
  expect(await codeOf('{"horizon":1,"series":[{"id":"a","values":[1e999]}]}')).toBe("invalid_request");
  expect(await codeOf({ horizon: 1, metric: "winrate" })).toBe("unknown_metric");
});

test("forecasts a stored metric from its complete periods", async () => {
  const { metric } = await forecasts({ metric: "win_rate", horizon: 2 });
  expect(metric).toMatchObject({ definition: "win_rate@1", unit: "fraction", dataVersion: "v1" });
  expect(metric?.history.map(({ period }) => period)).toEqual(["2026-01-01"]);
  expect(metric?.periods).toEqual(["2026-02-01", "2026-03-01"]);
  expect(metric?.forecast.mean).toEqual([0.3, 0.3]);
});

test("steps by whole periods", () => {
  expect(nextPeriods("2026-10-01", "quarter", 2)).toEqual(["2027-01-01", "2027-04-01"]);
  expect(nextPeriods("2026-12-28", "week", 2)).toEqual(["2027-01-04", "2027-01-11"]);
  expect(nextPeriods("2028-02-28", "day", 2)).toEqual(["2028-02-29", "2028-03-01"]);
  expect(nextPeriods("2026-01-31", "month", 2)).toEqual(["2026-02-28", "2026-03-31"]);
  expect(nextPeriods("2026-01-01", "year", 1)).toEqual(["2027-01-01"]);
});
