import { describe, expect, test } from "vitest";
import { models } from "../../src/models/registry.ts";
import { bundle, gzippedKilobytes } from "./bundle.ts";

/** Most kB of 1,000 bytes after gzip, little above what each takes: a limit rises only with what the package can do. */
const budgets = [
  { what: "the whole package", names: "*", limit: 60 },
  { what: "forecast, with every model", names: "{ forecast }", limit: 31.7 },
  { what: "autoForecast", names: "{ autoForecast }", limit: 11.3 },
  {
    what: "accuracy measures",
    names: "{ mae, rmse, wape, smape, mase, bias, coverage, msis, winklerScore }",
    limit: 1.2,
  },
  { what: "one model", names: "{ naive }", limit: 2.5 },
] as const;

describe("minified and gzipped", () => {
  test.each(budgets)("$what takes at most $limit kB", async ({ names, limit }) => {
    expect(gzippedKilobytes(await bundle(names))).toBeLessThan(limit);
  });
});

describe("what is not asked for is left out", () => {
  const idsIn = (code: string) =>
    models.map(({ id }) => id).filter((id) => new RegExp(`[\`"']${id}[\`"']`).test(code));
  test("of a model all others", async () => {
    expect(idsIn(await bundle("{ drift }"))).toEqual(["drift"]);
  });
  test("of autoForecast the models that it does not combine", async () => {
    const ids = idsIn(await bundle("{ autoForecast }"));
    expect(ids).toContain("theta_logarithmic");
    for (const id of ["ets", "arima", "holt_winters_damped"]) expect(ids).not.toContain(id);
  });
  test("of measures every model", async () => {
    expect(idsIn(await bundle("{ mase }"))).toEqual([]);
  });
  test("forecast has them all", async () => {
    expect(idsIn(await bundle("{ forecast }"))).toHaveLength(models.length);
  });
});
