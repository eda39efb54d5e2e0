import { describe, expect, test } from "vitest";
import { builtInMetrics, Catalogue, definitionName } from "../../src/catalogue/catalogue.ts";
import { defineMetric } from "../../src/catalogue/define-metric.ts";
import type { MetricDefinition } from "../../src/catalogue/definition.ts";

const adSpend: MetricDefinition = {
  id: "ad_spend",
  version: 1,
  label: "Ad spend",
  question: "What did advertising cost?",
  formula: "sum of spend.amount where kind = ads",
  unit: "currency",
  direction: "neutral",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" } },
  },
};

describe("defineMetric", () => {
  test("returns a sound definition", () => {
    expect(defineMetric(adSpend)).toBe(adSpend);
  });

  test("names every fault of one that is not", () => {
    const measure = { kind: "flow", fact: "spend", date: "channel", aggregate: { sum: "campaign" } } as const;
    const broken = {
      ...adSpend,
      id: "Ad Spend",
      version: 0,
      expression: { kind: "total", measure },
    } as const;
    expect(() => defineMetric(broken)).toThrow(
      expect.objectContaining({
        code: "invalid_definition",
        issues: [
          { path: "Ad Spend", message: "spend.channel is text, not date" },
          { path: "Ad Spend", message: "spend.campaign is text, not money or number or integer" },
          {
            path: "Ad Spend",
            message: 'id "Ad Spend" must be lower-case words joined by _, with at most one .variant',
          },
          { path: "Ad Spend", message: "version must be 1, 2, 3 ..." },
        ],
      }),
    );
  });
});

describe("Catalogue", () => {
  test("has the built-in metrics, each under its own id", () => {
    const ids = builtInMetrics.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Catalogue().descriptions.map(({ id }) => id)).toEqual(ids);
  });

  test("takes a store's own metrics, also in the place of a built-in one", () => {
    const own = new Catalogue([adSpend, { ...adSpend, id: "spend", version: 7 }]);
    expect(definitionName(own.get("ad_spend"))).toBe("ad_spend@1");
    expect(definitionName(own.get("spend"))).toBe("spend@7");
  });

  test("offers near names of an unknown metric", () => {
    expect(() => new Catalogue().get("winrate")).toThrow(
      expect.objectContaining({
        code: "unknown_metric",
        message: 'unknown metric "winrate"; did you mean win_rate?',
        suggestions: ["win_rate"],
      }),
    );
  });

  test("says which metrics only columns of the account can split", () => {
    const dimensions = new Map(new Catalogue().descriptions.map((metric) => [metric.id, metric.dimensions]));
    const account = [
      "new_mrr",
      "churned_mrr",
      "net_new_mrr",
      "new_customers",
      "logo_churn_rate",
      "nrr",
      "grr.period",
    ];
    for (const id of account) expect([id, dimensions.get(id)]).toEqual([id, "account"]);
    for (const id of ["mrr", "mrr_growth_rate", "win_rate", "spend"])
      expect([id, dimensions.get(id)]).toEqual([id, "row"]);
  });
});
