import { beforeEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import "../src/define/trend.ts";
import type { ChartModel } from "../src/charts/model.ts";
import type { ForesailTrend } from "../src/components/trend.ts";
import { toCsv } from "../src/internal/export.ts";
import { expectAccessible, mount, mrrSeries, result, settled, shown } from "./support.ts";

beforeEach(() => {
  document.body.innerHTML = "";
  document.documentElement.lang = "en-US";
});

const regions = result(
  mrrSeries({ dimensions: { region: "EU" } }),
  mrrSeries({
    dimensions: { region: "US" },
    values: [50, 55, 60, 58, 61, 66, 70, 75, 80, 82, 90, 30].map((v) => v * 1000),
  }),
);

const one = (trend: ForesailTrend, selector: string): Element => trend.shadowRoot!.querySelector(selector)!;
const pad = (trend: ForesailTrend): HTMLElement => one(trend, "[role=slider]") as HTMLElement;

test("is accessible as chart, with table and with cursor", async () => {
  const trend = await mount("foresail-trend", { data: regions, label: "MRR by region", target: 150_000 });
  await expectAccessible(trend);
  (one(trend, "button") as HTMLElement).click();
  pad(trend).focus();
  await settled(trend);
  await expectAccessible(trend);
});

test("says in a sentence what the picture shows", async () => {
  const trend = await mount("foresail-trend", { data: regions, label: "MRR by region" });
  expect(one(trend, "svg.plot").getAttribute("aria-label")).toBe(
    "Line chart. EU went from $100K in Dec 2025 to $200K in Oct 2026; US went from $50K in Dec 2025 to $90K in Oct 2026.",
  );
});

test("names lines at their ends, told apart by dash and marker as well as colour", async () => {
  const trend = await mount("foresail-trend", { data: regions });
  const labels = [...trend.shadowRoot!.querySelectorAll("text.end")].map(
    (text) => text.firstChild?.textContent ?? "",
  );
  expect(labels.join()).toContain("EU $90K");
  const lines = [
    ...trend.shadowRoot!.querySelectorAll(".plot > path.line:not(.open), .plot path.line:not(.open)"),
  ];
  expect(new Set(lines.map((line) => getComputedStyle(line).strokeDasharray)).size).toBe(2);
});

test("dashes the running period and ends it in a hollow marker", async () => {
  const trend = await mount("foresail-trend", { data: result(mrrSeries()) });
  expect(one(trend, ".plot .line.open")).not.toBeNull();
  expect(one(trend, ".plot .marker.hollow")).not.toBeNull();
});

test("says when the axis does not start at zero, and starts there on demand", async () => {
  const data = result(mrrSeries({ values: [100, 101, 102, 103] }));
  const trend = await mount("foresail-trend", { data });
  expect(shown(trend, ".note")).toBe("The axis starts at $100, not at zero.");
  trend.zero = true;
  await settled(trend);
  expect(trend.shadowRoot!.querySelector(".note")).toBeNull();
});

test("draws the five largest of many lines and says so", async () => {
  const many = Array.from({ length: 7 }, (_, i) =>
    mrrSeries({ dimensions: { owner: `Owner ${i}` }, values: [1, 2, (i + 1) * 1000] }),
  );
  const trend = await mount("foresail-trend", { data: result(...many) });
  expect(trend.shadowRoot!.querySelectorAll("text.end")).toHaveLength(5);
  expect(shown(trend, ".note")).toBe("The 5 largest of 7 lines are shown.");
});

test("has one tab stop whose keys move by period, page and line", async () => {
  const trend = await mount("foresail-trend", { data: regions });
  expect(trend.shadowRoot!.querySelectorAll(".box [tabindex='0']")).toHaveLength(1);
  await userEvent.keyboard("{Tab}");
  expect(trend.shadowRoot!.activeElement).toBe(pad(trend));
  const period = async (keys: string): Promise<string | null> => {
    await userEvent.keyboard(keys);
    await settled(trend);
    return pad(trend).getAttribute("aria-valuetext");
  };
  expect(await period("{ArrowLeft}")).toBe("Oct 2026");
  expect(await period("{Home}")).toBe("Dec 2025");
  expect(await period("{ArrowLeft}")).toBe("Dec 2025");
  expect(await period("{ArrowRight}")).toBe("Jan 2026");
  expect(await period("{End}")).toBe("Nov 2026 so far");
  expect(await period("{PageUp}")).toBe("Dec 2025");
  expect(shown(trend, "[part=tooltip]")).toContain("EU$100K");
  await vi.waitFor(() => expect(shown(trend, "[role=status]")).toBe("Dec 2025: EU $100K; US $50K"));
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await vi.waitFor(() => expect(shown(trend, "[role=status]")).toBe("Dec 2025: US $50K"));
  await userEvent.keyboard("{Escape}");
  await settled(trend);
  expect(trend.shadowRoot!.querySelector("[part=tooltip]")).toBeNull();
});

test("shows the same tooltip under the pointer", async () => {
  const trend = await mount("foresail-trend", { data: regions });
  await userEvent.hover(pad(trend));
  await settled(trend);
  expect(shown(trend, "[part=tooltip] b")).toMatch(/2026$/);
  await userEvent.unhover(pad(trend));
});

test("makes its table only on demand, with caption and header scopes", async () => {
  const trend = await mount("foresail-trend", { data: regions, label: "MRR by region" });
  expect(trend.shadowRoot!.querySelector("table")).toBeNull();
  (one(trend, "button") as HTMLElement).click();
  await settled(trend);
  expect(shown(trend, "caption")).toBe("MRR by region");
  expect(trend.shadowRoot!.querySelectorAll("th[scope=col]")).toHaveLength(3);
  expect(shown(trend, "tbody tr")).toBe("Nov 2026 so far$90,000$30,000");
  expect(one(trend, "button").getAttribute("aria-expanded")).toBe("true");
});

test("saves raw values as CSV, and a picture that carries its colours", async () => {
  const trend = await mount("foresail-trend", { data: regions, metric: "mrr" });
  const saved: Blob[] = [];
  const make = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    saved.push(blob as Blob);
    return "about:blank#";
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  await trend.exportCsv();
  await trend.exportSvg();
  make.mockRestore();
  click.mockRestore();
  expect((await saved[0]!.text()).split("\r\n").slice(0, 2)).toEqual([
    "period,EU,US,partial",
    "2025-12-01,100000,50000,false",
  ]);
  const svg = new DOMParser().parseFromString(await saved[1]!.text(), "image/svg+xml");
  expect(svg.querySelector("parsererror")).toBeNull();
  expect(svg.querySelector("path")!.getAttribute("stroke")).toMatch(/^rgb/);
});

test("a name that a spreadsheet would run as a formula is saved as text", () => {
  const table = { columns: ['=HYPERLINK("x")'], rows: [{ period: 0, cells: [-1] }] };
  const model: ChartModel = {
    metric: "mrr",
    unit: "count",
    grain: "month",
    timeZone: "UTC",
    definition: "",
    periods: ["2026-01-01"],
    lines: [],
    open: new Set(),
    notes: [],
  };
  const csv = toCsv(model, table);
  expect(csv).toBe('period,"\'=HYPERLINK(""x"")",partial\r\n2026-01-01,-1,false\r\n');
});

test("fits a phone: a legend instead of names at the ends, nothing sticks out", async () => {
  document.body.innerHTML = `<div class="phone"></div>`;
  const phone = document.querySelector<HTMLElement>(".phone")!;
  phone.style.width = "320px";
  const trend = await mount("foresail-trend", { data: regions }, {}, phone);
  await vi.waitFor(() => expect(shown(trend, "[part=legend]")).toBe("EUUS"));
  expect(trend.scrollWidth).toBeLessThanOrEqual(320);
});
