import { describe, expect, test } from "vitest";
import { builtInMetrics, Catalogue, definitionName } from "../../src/catalogue/catalogue.ts";
import { defineMetric } from "../../src/catalogue/define-metric.ts";
import type { MetricDefinition } from "../../src/catalogue/definition.ts";
import type { ForesailError } from "../../src/errors.ts";

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

  test("names what a definition in JavaScript may get wrong", () => {
    const broken = {
      ...adSpend,
      label: " ",
      unit: "euros",
      direction: "sideways",
      settings: ["churn.dat"],
      expression: { kind: "sum of spend" },
    } as unknown as MetricDefinition;
    const { issues } = thrownBy(() => defineMetric(broken));
    expect(issues?.map(({ message }) => message)).toEqual([
      'expression {"kind":"sum of spend"} has no measure',
      "label must be text that is not empty",
      'unit "euros" must be one of currency, count, fraction, days, months, ratio',
      'direction "sideways" must be one of up, down, neutral',
      expect.stringContaining('setting "churn.dat" does not exist; known are reportingCurrency, timeZone'),
    ]);
    const measure = { kind: "flaw", fact: "spend", date: "date", aggregate: { sum: "amount" } };
    const unknown = { ...adSpend, expression: { kind: "total", measure } } as unknown as MetricDefinition;
    expect(() => defineMetric(unknown)).toThrow('measure kind "flaw" must be one of flow, day_histogram, ');
    const formula = { kind: "formula", text: "spend * x", inputs: { x: { kind: "setting", key: "margin" } } };
    expect(() => defineMetric({ ...adSpend, expression: formula } as unknown as MetricDefinition)).toThrow(
      'setting "margin" does not exist',
    );
  });
});

function thrownBy(act: () => unknown): { readonly issues?: readonly { readonly message: string }[] } {
  try {
    act();
  } catch (error) {
    return error as ForesailError;
  }
  throw new Error("nothing was thrown");
}

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

  test("has LTV under the name of its variant, too", () => {
    const [simple, plain] = ["ltv.simple", "ltv"].map((id) => new Catalogue().get(id));
    expect(simple?.id).toBe("ltv.simple");
    expect(definitionName(simple!)).toBe("ltv@1");
    expect(simple?.expression).toEqual(plain?.expression);
    expect(simple?.settings).toEqual(plain?.settings);
    expect(() => new Catalogue().get("ltv.simpler")).toThrow("unknown metric");
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
