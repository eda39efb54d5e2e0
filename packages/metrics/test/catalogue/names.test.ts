/** Every built-in metric has a name in every language. */
import { describe, expect, test } from "vitest";
import { attributionModels } from "../../src/attribution/attribute-paths.ts";
import { builtInMetrics, Catalogue, describeMetric } from "../../src/catalogue/catalogue.ts";
import { chooseLocale } from "../../src/catalogue/names/choose-locale.ts";
import { nameMetrics } from "../../src/catalogue/names/name-metric.ts";
import { type MetricLocale, metricLocales, namesIn } from "../../src/catalogue/names/names.ts";

const translated = metricLocales.filter((locale) => locale !== "en");
const ids = builtInMetrics.map(({ id }) => id);
const catalogue = new Catalogue();

async function labelOf(id: string, locale: MetricLocale): Promise<string | undefined> {
  return (await nameMetrics([describeMetric(catalogue.get(id))], locale))[0]?.label;
}

describe.each(translated)("names in %s", (locale) => {
  test("exist for every metric, and for no other", async () => {
    const names = (await namesIn(locale))?.metrics ?? {};
    const file = `packages/metrics/src/catalogue/names/${locale}.ts`;
    expect(
      ids.filter((id) => !(id in names)),
      `add label and question of these metrics to ${file}`,
    ).toEqual([]);
    expect(
      Object.keys(names).filter((id) => !ids.includes(id)),
      `${file} names metrics that do not exist`,
    ).toEqual([]);
  });

  test("are one line each, differ from each other, and ask", async () => {
    const all = Object.entries((await namesIn(locale))?.metrics ?? {});
    const labels = all.map(([, { label }]) => label);
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
    const odd = all
      .filter(([, name]) => !/[?？]$/.test(name.question) || /^\s|\s$|\n|^$/.test(name.label + name.question))
      .map(([id]) => id);
    expect(odd).toEqual([]);
  });

  test("have words for each attribution model and for variants of days", async () => {
    const variants = (await namesIn(locale))?.variants;
    const missing = attributionModels.filter((model) => !variants?.models[model]);
    expect(missing, `add these to variants.models of names/${locale}.ts`).toEqual([]);
    expect(variants?.within).toContain("{days}");
    expect(variants?.label).toMatch(/\{label\}.*\{variant\}/);
  });
});

test("labels and questions are those of the language, all else stays", async () => {
  const [mrr] = await nameMetrics([describeMetric(catalogue.get("mrr"))], "ko");
  expect(mrr).toEqual({
    ...describeMetric(catalogue.get("mrr")),
    label: "월간 반복 매출(MRR)",
    question: "매달 반복적으로 발생하는 매출은 얼마인가요?",
    locale: "ko",
  });
});

test("a variant without a name of its own has that of its metric, with the variant in brackets", async () => {
  expect(await labelOf("lead_to_customer_rate.within45d", "tr")).toBe(
    "Lead'den müşteriye dönüşüm oranı (45 gün içinde)",
  );
  expect(await labelOf("bookings.target", "zh-Hant")).toBe("成交金額（Bookings）（目標）");
  expect(await labelOf("ltv.simple", "id")).toBe("Nilai seumur hidup pelanggan (LTV) (sederhana)");
  expect(await labelOf("win_rate.value.target", "ko")).toBe("금액 기준 수주율 (목표)");
});

test("a metric of one's own keeps its words, also in the place of a built-in one", async () => {
  const mrr = describeMetric(catalogue.get("mrr"));
  const own = [
    { ...mrr, id: "mrr", label: "Our MRR" },
    { ...mrr, id: "parcels", label: "Parcels" },
  ];
  expect(await nameMetrics(own, "id")).toEqual(own);
});

test("English is what the definitions say", async () => {
  expect(await nameMetrics(catalogue.descriptions, "en")).toEqual(catalogue.descriptions);
});

test.each([
  [["ko-KR"], "ko"],
  [["zh-TW"], "zh-Hant"],
  [["zh-HK", "en"], "zh-Hant"],
  [["zh-CN", "ko"], "ko"],
  [["zh"], "en"],
  [["in"], "id"],
  [["fr", "tr-CY"], "tr"],
  [["*"], "en"],
  [["nonsense!", "ko"], "ko"],
  [[], "en"],
] as const)("of %j the language is %s", (wanted, locale) => {
  expect(chooseLocale(wanted)).toBe(locale);
});
