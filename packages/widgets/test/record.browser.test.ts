import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import "../src/define/record.ts";
import { biasText } from "../src/internal/score-words.ts";
import "../src/strings/de.ts";
import { recordData } from "./samples.ts";
import { expectAccessible, mount, settled, shown } from "./support.ts";

beforeEach(() => {
  document.body.innerHTML = "";
  document.documentElement.lang = "en-US";
});

test("is accessible, with and without its table, in the light and in the dark", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  await expectAccessible(record);
  record.shadowRoot!.querySelector<HTMLButtonElement>("button[aria-expanded]")!.click();
  await vi.waitFor(() => expect(record.shadowRoot!.querySelector("[part=table]")).not.toBeNull());
  document.documentElement.style.colorScheme = "dark";
  await settled(record);
  await expectAccessible(record);
  document.documentElement.style.colorScheme = "";
});

test("draws every frozen forecast grey behind the actuals, and only the newest in colour", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  const lines = [...record.shadowRoot!.querySelectorAll(".plot path.line")].map((line) =>
    line.getAttribute("class"),
  );
  expect(lines.filter((name) => name?.includes("thin"))).toHaveLength(2);
  expect(lines.filter((name) => name?.includes("s0") && name.includes("open"))).toHaveLength(1);
  expect(lines.findIndex((name) => name?.includes("s5"))).toBe(2);
});

test("rings the restated periods and says when", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  expect(record.shadowRoot!.querySelectorAll(".ring")).toHaveLength(1);
  record.shadowRoot!.querySelector<HTMLButtonElement>("button[aria-expanded]")!.click();
  await vi.waitFor(() =>
    expect(shown(record, "[part=table]")).toContain("$155,000$150,000Sep 3, 2026, 8:00 AM UTC$148,000$2,000"),
  );
});

test("the error of a period is that of the forecast with the smallest lag", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  record.shadowRoot!.querySelector<HTMLButtonElement>("button[aria-expanded]")!.click();
  await vi.waitFor(() =>
    expect(shown(record, "[part=table]")).toContain("Jun 2026$160,000$160,000$162,000-$2,000"),
  );
  expect(shown(record, "[part=table]")).toContain("Nov 2026––$209,000–");
});

test("gives verdicts in words, both policies, and says when it is too early", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  const cards = [...record.shadowRoot!.querySelectorAll(".badge")].map((card) =>
    card.textContent.replace(/\s+/g, " ").trim(),
  );
  expect(cards[0]).toMatch(/^Seasonal naive: 24 forecasts scored Error/);
  expect(cards[1]).toContain("Model: auto: 24 forecasts scored");
  expect(cards[1]).toContain("better: 22% less error (90% interval 9% to 33%)");
  expect(cards[1]).toContain("5% as first published, 6% as known now");
  expect(cards[2]).toContain("cannot tell: 5% more error (90% interval -20% to 10%)");
  expect(cards[2]).toContain("no clear bias");
  expect(cards[3]).toBe("Override: too early to say (5 of 8 forecasts scored)");
});

test("lists the error by lag", async () => {
  const record = await mount("foresail-record", { data: recordData() });
  expect(shown(record, ".lags caption")).toBe("Error by lag: Model: auto");
  expect(shown(record, ".lags tbody")).toBe("1 3% too low by 1.2%122 6% no clear bias12");
});

test("shows the snapshots of the method asked for, and a reason where there are none", async () => {
  const record = await mount("foresail-record", { data: recordData() }, { method: "override" });
  expect(record.state).toBe("empty");
  expect(shown(record, ".state")).toBe("No forecast has been frozen yet");
  record.method = "plan";
  await settled(record);
  expect(record.state).toBe("ready");
});

test("data of another shape is an error with words", async () => {
  const record = await mount("foresail-record", { data: { rows: [] } });
  expect(shown(record, "[role=alert] p")).toBe("The data holds no track record");
});

test("says bias in the API's words: only it can tell a bias from chance", async () => {
  const said = (biasInWords: string, locale = "en-US"): string =>
    biasText({ bias: 0.194, biasInWords }, { unit: "currency", currency: "USD" }, locale);
  expect(said("no clear bias")).toBe("no clear bias");
  expect(said("too early to say")).toBe("too early to say");
  expect(said("too low by 3.1 %")).toBe("too low by 3.1%");
  expect(said("too high by 1250 on average")).toBe("too high by $1.25K on average");
  expect(said("")).toBe("too low by 19.4%");
  expect(said("too low by 3.1 %", "de-DE")).toBe("um 3,1\u00a0% zu niedrig");
  expect(said("no clear bias", "de-DE")).toBe("keine klare Verzerrung");
});

test("fits below any heading of the page: none of its own breaks their order", async () => {
  document.body.innerHTML = "<main><h1>Board</h1></main>";
  await mount("foresail-record", { data: recordData() }, {}, document.querySelector("main")!);
  const { violations } = await axe.run(document.body, { runOnly: ["heading-order"] });
  expect(violations).toEqual([]);
  const record = document.querySelector("foresail-record")!.shadowRoot!;
  expect(record.querySelectorAll("h1, h2, h3, h4, h5, h6")).toHaveLength(0);
  const groups = [...record.querySelectorAll("[part=badge]")].map((one) =>
    one.getAttribute("aria-labelledby"),
  );
  expect(groups.map((id) => record.getElementById(id!)?.textContent)).toContain(
    "Model: auto: 24 forecasts scored",
  );
  expect(new Set(groups).size).toBe(groups.length);
});
