import { expect, test } from "vitest";
import { builtInMetrics, Catalogue, definitionName } from "../../src/catalogue/catalogue.ts";
import { measuresOf } from "../../src/catalogue/definition.ts";
import { traitsOf } from "../../src/catalogue/measure-traits.ts";
import { settingsFrom } from "../../src/settings/settings.ts";

const catalogue = new Catalogue();

test("a setting that decides a number travels in the name of its definition", () => {
  const name = (id: string, set: Record<string, string>) =>
    definitionName(catalogue.get(id), settingsFrom(set));
  expect(name("logo_churn_rate", {})).toBe("logo_churn_rate@1");
  expect(name("logo_churn_rate", { "churn.denominator": "daily" })).toBe(
    "logo_churn_rate@1[churn.denominator=daily]",
  );
  expect(name("new_mrr", { "movements.form": "events", "cac.lagMonths": "2" })).toBe(
    "new_mrr@1[movements.form=events]",
  );
});

test("so does one that decides a metric it is made of", () => {
  const settings = catalogue.get("customer_lifetime_months").settings;
  expect(settings).toContain("churn.denominator");
  expect(catalogue.get("cmgr").settings).toContain("growth.periods");
  expect(catalogue.get("ltv").settings).toContain("churn.graceDays");
});

/** What decides MRR decides all that is made of it; a rate is not needed to say who renewed. */
test.each(builtInMetrics.map(({ id }) => id))("%s names what decides MRR if it reads MRR", (id) => {
  const { expression, settings = [] } = catalogue.get(id);
  const measures = measuresOf(expression);
  const reads = measures.filter((measure) => traitsOf(measure).readsMrr);
  const deciding = reads.some(({ kind }) => kind !== "renewal")
    ? ["currency.rate", "currency.rateDate", "revenue.discounts", "churn.date", "churn.graceDays"]
    : reads.length > 0
      ? ["revenue.discounts", "churn.date", "renewal.graceDays"]
      : [];
  expect(settings).toEqual(expect.arrayContaining(deciding));
  if (measures.some(({ kind }) => kind === "movement")) expect(settings).toContain("movements.form");
});
