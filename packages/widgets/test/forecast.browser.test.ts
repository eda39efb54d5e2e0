import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../src/define/forecast.ts";
import { forecastData, recordData } from "./samples.ts";
import { expectAccessible, fakeApi, mount, settled, shown } from "./support.ts";

let restore = (): void => {};
beforeEach(() => {
  document.body.innerHTML = "";
  document.documentElement.lang = "en-US";
});
afterEach(() => restore());

test("is accessible, in the light and in the dark", async () => {
  const forecast = await mount("foresail-forecast", {
    data: forecastData(),
    record: recordData(),
    target: 250_000,
  });
  await expectAccessible(forecast);
  document.documentElement.style.colorScheme = "dark";
  await settled(forecast);
  await expectAccessible(forecast);
  document.documentElement.style.colorScheme = "";
});

test("says in words what comes and how sure that is", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData() });
  expect(shown(forecast, ".lead")).toBe("$230K in Jan 20278 of 10 times between $210K and $250K");
  expect(forecast.shadowRoot!.querySelector("svg.plot")!.getAttribute("aria-label")).toBe(
    "Fan chart. Last actual $200K in Oct 2026; forecast $230K in Jan 2027; 8 of 10 times between $210K and $250K.",
  );
});

test("nests three bands, widest first, and dashes the line from the last actual on", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData() });
  const heights = [...forecast.shadowRoot!.querySelectorAll<SVGGraphicsElement>(".band")].map(
    (band) => band.getBBox().height,
  );
  expect(heights).toHaveLength(3);
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  expect(forecast.shadowRoot!.querySelector(".line.s0.open")!.getAttribute("d")!.split("L")).toHaveLength(4);
  expect(forecast.shadowRoot!.querySelector(".boundary")).not.toBeNull();
});

test("the running period is a ring beside its forecast, never part of the history", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData() });
  expect(shown(forecast, ".note")).toBe("Ring: Nov 2026 so far, $90K.");
  expect(
    forecast.shadowRoot!.querySelector(".line.s0:not(.open)")!.getAttribute("d")!.split("L"),
  ).toHaveLength(11);
});

test("its badge gives n, error by lag, bias in words, skill with its interval and measured coverage", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData(), record: recordData() });
  const badge = shown(forecast, ".badge");
  expect(badge).toContain("Track record: 24 forecasts scored");
  expect(badge).toContain("3% at lag 1, 6% at lag 2");
  expect(badge).toContain("too low by 1.2%");
  expect(badge).toContain("better: 22% less error (90% interval 9% to 33%)");
  expect(badge).toContain("held 19 of 24, 79.2%");
});

test("with few or no scored forecasts the badge says that it is too early, and calls a backtest a backtest", async () => {
  const forecast = await mount("foresail-forecast", {
    data: forecastData(),
    record: recordData({ scored: 3 }),
  });
  expect(shown(forecast, ".badge > p")).toBe("Track record: too early to say (3 of 8 forecasts scored)");
  expect(shown(forecast, ".badge dt")).toBe("Backtest, not yet a record");
  expect(shown(forecast, ".badge")).not.toContain("better");
});

test("the tooltip speaks of times, not of confidence", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData() });
  const slider = forecast.shadowRoot!.querySelector<HTMLElement>("[role=slider]")!;
  slider.focus();
  slider.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
  await settled(forecast);
  expect(shown(forecast, "[part=tooltip]")).toContain("19 of 20 times$200K to $260K");
});

test("asks for its metric, horizon and levels, then for the record", async () => {
  const asked: string[] = [];
  restore = fakeApi((path, init) => {
    asked.push(`${path} ${init.body ?? ""}`.trim());
    if (path === "/v1/metrics") return { metrics: [{ id: "mrr", label: "Monthly recurring revenue" }] };
    return path === "/v1/record" ? recordData() : { forecasts: [], metric: forecastData() };
  });
  const forecast = await mount(
    "foresail-forecast",
    { api: "" },
    { metric: "mrr", horizon: "3", levels: "80,95" },
  );
  await vi.waitFor(() => expect(shown(forecast, ".badge > p")).toBe("Track record: 24 forecasts scored"));
  expect(asked).toContain('/v1/forecasts {"metric":"mrr","where":{},"levels":[80,95],"horizon":3}');
  expect(shown(forecast, "[part=label]")).toBe("Forecast: Monthly recurring revenue");
});

test("without a record on the server the forecast still stands", async () => {
  restore = fakeApi((path) => {
    if (path === "/v1/metrics") return { metrics: [] };
    return path === "/v1/record"
      ? Response.json({ title: "Not found" }, { status: 404 })
      : { forecasts: [], metric: forecastData() };
  });
  const forecast = await mount("foresail-forecast", { api: "", metric: "mrr" });
  await vi.waitFor(() => expect(shown(forecast, ".badge > p")).toContain("too early to say (0 of 8"));
  expect(forecast.state).toBe("ready");
});

test("lists actual, forecast and bounds in its table", async () => {
  const forecast = await mount("foresail-forecast", { data: forecastData() });
  forecast.shadowRoot!.querySelector<HTMLButtonElement>("button[aria-expanded]")!.click();
  await vi.waitFor(() =>
    expect(shown(forecast, "tbody tr")).toBe(
      "Jan 2027–$230,000$200,000$260,000$210,000$250,000$225,000$235,000",
    ),
  );
  await expectAccessible(forecast);
});

test("data of another shape is an error with words", async () => {
  const forecast = await mount("foresail-forecast", {
    data: { forecasts: [{ id: "a", error: "too short" }] },
  });
  expect(forecast.state).toBe("error");
  expect(shown(forecast, "[role=alert] p")).toBe("The data holds no forecast of a metric");
});
