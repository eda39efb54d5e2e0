import { describe, expect, test } from "vitest";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import { chosenBy, measuresOf } from "../../src/catalogue/definition.ts";
import { measureName } from "../../src/query/measure-name.ts";
import { settingsFrom } from "../../src/settings/settings.ts";

const catalogue = new Catalogue();

/** Names of the measures of a metric, each measure once. */
function namesOf(id: string, set: Record<string, string> = {}): string[] {
  const measures = measuresOf(chosenBy(settingsFrom(set), catalogue.get(id).expression));
  return [...new Map(measures.map((one) => [JSON.stringify(one), one])).values()].map(measureName);
}

describe("the name of a measure", () => {
  test("says which rows it counts", () => {
    expect(namesOf("win_rate")).toEqual([
      "count of opportunities, outcome won",
      "count of opportunities, outcome won or lost",
    ]);
    expect(namesOf("asp")).toEqual(["new MRR", "accounts with new MRR"]);
    expect(namesOf("renewal_rate")).toEqual(["subscriptions due and renewed", "subscriptions due"]);
    expect(namesOf("lead_to_customer_rate.within30d")).toEqual([
      "people created and converted within 30 days",
      "people created",
    ]);
    expect(namesOf("quota_attainment")).toEqual([
      "sum of opportunities.amount, outcome won",
      "target of bookings",
    ]);
  });

  const denominators = ["start", "start_plus_new", "daily"];
  test.each(catalogue.descriptions.map(({ id }) => id))("tells the measures of %s apart, in words", (id) => {
    for (const denominator of denominators) {
      const names = namesOf(id, { "churn.denominator": denominator });
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).not.toMatch(/undefined|[{}]|^[a-z]+_[a-z]+ /);
    }
  });
});
