import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "../src/define/kpi.ts";
import { expectAccessible, fakeApi, mount, mrrSeries, result, settled, shown } from "./support.ts";

let restore = (): void => {};
beforeEach(() => {
  document.body.innerHTML = "";
  document.documentElement.lang = "en-US";
});
afterEach(() => restore());

const data = result(mrrSeries());

test("is accessible, and the check would notice if it were not", async () => {
  const kpi = await mount("foresail-kpi", { data, label: "MRR", target: 250_000, goodDirection: "up" });
  await expectAccessible(kpi);
  kpi.shadowRoot!.querySelector(".base")!.append(document.createElement("img"));
  const { violations } = await axe.run(kpi);
  expect(violations.map((one) => one.id)).toContain("image-alt");
});

test("is a group named by its label, with a picture that says it all in one sentence", async () => {
  const kpi = await mount("foresail-kpi", { data, label: "MRR", goodDirection: "up" });
  const group = kpi.shadowRoot!.querySelector("[role=group]")!;
  expect(kpi.shadowRoot!.getElementById(group.getAttribute("aria-labelledby")!)?.textContent).toBe("MRR");
  expect(kpi.shadowRoot!.querySelector("svg")!.getAttribute("aria-label")).toBe(
    "MRR: $200K (Oct 2026, complete), +5.3% on Sep 2026, better.",
  );
});

test("shows the latest complete period, and the running one as so far", async () => {
  const kpi = await mount("foresail-kpi", { data });
  expect(shown(kpi, "[part=value]")).toBe("$200K");
  expect(shown(kpi, ".base")).toContain("Oct 2026, complete");
  expect(shown(kpi, ".spark")).toBe("$90K Nov 2026 so far");
  expect(kpi.shadowRoot!.querySelector(".hollow")).not.toBeNull();
});

test("include-partial makes the running period the headline, without a verdict on unlike periods", async () => {
  const kpi = await mount("foresail-kpi", { data }, { "include-partial": "" });
  expect(shown(kpi, "[part=value]")).toBe("$90K");
  expect(shown(kpi, "[part=delta]")).toBe("vs Oct 2026: $200K (not like for like)");
});

test.each([
  ["up", "▲ +5.3% better vs Sep 2026"],
  ["down", "▲ +5.3% worse vs Sep 2026"],
  [null, "▲ +5.3% higher vs Sep 2026"],
] as const)("judges by the good direction %s in words", async (goodDirection, text) => {
  const kpi = await mount("foresail-kpi", { data, goodDirection });
  expect(shown(kpi, "[part=delta]")).toBe(text);
});

test("compares with a year ago, with nothing, and says when there is nothing earlier", async () => {
  const values = Array.from({ length: 14 }, (_, i) => (10 + i) / 100);
  const share = result(mrrSeries({ metric: "win_rate", unit: "fraction", values }));
  const kpi = await mount("foresail-kpi", { data: share }, { compare: "year-ago" });
  expect(shown(kpi, "[part=delta]")).toBe("▲ +12 pp higher vs Dec 2025");
  kpi.compare = "none";
  await settled(kpi);
  expect(kpi.shadowRoot!.querySelector("[part=delta]")).toBeNull();
  kpi.compare = "previous";
  kpi.data = result(mrrSeries({ values: [5, 3] }));
  await settled(kpi);
  expect(shown(kpi, "[part=delta]")).toBe("Nothing earlier to compare with");
});

test("a change of sign, or from almost nothing, is a difference, not a percentage", async () => {
  const kpi = await mount("foresail-kpi", { data: result(mrrSeries({ values: [-100, 400, 0] })) });
  expect(shown(kpi, "[part=delta]")).toBe("▲ +$500 higher vs Dec 2025");
  kpi.data = result(mrrSeries({ values: [-400, -12_700, 0] }));
  await settled(kpi);
  expect(shown(kpi, "[part=delta]")).toBe("▼ -$12.3K lower vs Dec 2025");
});

test("shows the share of a target", async () => {
  const kpi = await mount("foresail-kpi", { data }, { target: "250000" });
  expect(shown(kpi, ".base")).toContain("80% of target $250K");
});

test("reads JSON from a script child, and says when that is broken", async () => {
  document.body.innerHTML = `<foresail-kpi><script type="application/json">${JSON.stringify(data)}</script></foresail-kpi>
    <foresail-kpi><script type="application/json">{</script></foresail-kpi>`;
  const [good, bad] = document.querySelectorAll("foresail-kpi");
  await settled(bad!);
  expect(shown(good!, "[part=value]")).toBe("$200K");
  expect(bad!.state).toBe("error");
});

test("speaks the locale of its attribute, else of the nearest lang", async () => {
  document.body.innerHTML = `<div lang="de-DE"></div>`;
  const kpi = await mount("foresail-kpi", { data }, {}, document.body.firstElementChild!);
  expect(shown(kpi, "[part=value]")).toBe("200.000 $");
  kpi.locale = "fr-FR";
  await settled(kpi);
  expect(shown(kpi, "[part=value]")).toMatch(/^200\sk\s\$US$/);
});

describe("states", () => {
  test("loading, then ready, with an event; the skeleton is as tall as the card", async () => {
    let answer = (_: unknown): void => {};
    restore = fakeApi((path) =>
      path === "/v1/metrics"
        ? { metrics: [] }
        : new Promise((resolve) => {
            answer = resolve;
          }),
    );
    const ready = vi.fn();
    document.body.addEventListener("foresail-data-ready", ready, { once: true });
    const kpi = await mount("foresail-kpi", { metric: "mrr", api: "" });
    expect(kpi.matches(":state(loading)")).toBe(true);
    expect(kpi.shadowRoot!.querySelector(".base")!.getAttribute("aria-busy")).toBe("true");
    await expectAccessible(kpi);
    const before = kpi.getBoundingClientRect().height;
    answer(data);
    await settled(kpi);
    expect(kpi.matches(":state(ready)")).toBe(true);
    expect(ready).toHaveBeenCalledOnce();
    expect(kpi.getBoundingClientRect().height).toBe(before);
  });

  test("asks for its metric, grain, range and rows; takes label and direction from the catalogue", async () => {
    const bodies: unknown[] = [];
    restore = fakeApi((path, init) => {
      if (path === "/v1/metrics")
        return { metrics: [{ id: "mrr", label: "Monthly recurring revenue", direction: "up" }] };
      bodies.push(JSON.parse(String(init.body)));
      return data;
    });
    const attributes = {
      metric: "mrr",
      grain: "month",
      from: "2026-01-01",
      to: "2026-12-01",
      where: "region:EU",
    };
    const kpi = await mount("foresail-kpi", { api: "" }, attributes);
    expect(bodies).toEqual([
      {
        metrics: ["mrr"],
        by: [],
        grain: "month",
        from: "2026-01-01",
        to: "2026-12-01",
        where: { region: ["EU"] },
      },
    ]);
    expect(shown(kpi, "[part=label]")).toBe("Monthly recurring revenue");
    expect(shown(kpi, "[part=delta]")).toContain("better");
  });

  test("asks for its label in its own language, whatever the browser's", async () => {
    const asked: (string | null)[] = [];
    restore = fakeApi((path, init) => {
      if (path !== "/v1/metrics") return data;
      asked.push(new Headers(init.headers).get("accept-language"));
      return { metrics: [{ id: "mrr", label: "월간 반복 매출(MRR)" }] };
    });
    const kpi = await mount("foresail-kpi", { api: "" }, { metric: "mrr", lang: "ko" });
    expect(asked).toEqual(["ko"]);
    expect(shown(kpi, "[part=label]")).toBe("월간 반복 매출(MRR)");
  });

  test("empty gives a reason", async () => {
    const kpi = await mount("foresail-kpi", { data: result(mrrSeries({ values: [null, null] })) });
    expect(kpi.state).toBe("empty");
    expect(shown(kpi, ".state")).toBe("No data in this period");
    await expectAccessible(kpi);
  });

  test("error shows the server's words and a button that tries again", async () => {
    let fails = true;
    restore = fakeApi((path) =>
      path === "/v1/metrics"
        ? { metrics: [] }
        : fails
          ? Response.json({ title: "Unknown metric mrrr" }, { status: 404 })
          : data,
    );
    const failed = vi.fn();
    document.body.addEventListener("foresail-data-error", failed, { once: true });
    const kpi = await mount("foresail-kpi", { metric: "mrr", api: "" });
    expect(kpi.matches(":state(error)")).toBe(true);
    expect(shown(kpi, "[role=alert] p")).toBe("Unknown metric mrrr");
    expect(failed).toHaveBeenCalledOnce();
    await expectAccessible(kpi);
    fails = false;
    kpi.shadowRoot!.querySelector<HTMLButtonElement>("[role=alert] button")!.click();
    await settled(kpi);
    expect(kpi.state).toBe("ready");
  });

  test("a failed update keeps the earlier value and says how old it is", async () => {
    let fails = false;
    restore = fakeApi((path) => {
      if (path === "/v1/metrics") return { metrics: [] };
      return fails
        ? Promise.reject(new TypeError("network"))
        : Response.json(data, { headers: { "last-modified": "Sat, 21 Nov 2026 10:42:00 GMT" } });
    });
    const kpi = await mount("foresail-kpi", { metric: "mrr", api: "" });
    fails = true;
    await kpi.refresh();
    await settled(kpi);
    expect(kpi.matches(":state(stale)")).toBe(true);
    expect(shown(kpi, "[part=value]")).toBe("$200K");
    expect(shown(kpi, ".stale p")).toBe(
      "Shown as of Nov 21, 2026, 10:42 AM UTC; the update failed. The server could not be reached",
    );
  });

  test("data of another shape is an error with words, not a blank box", async () => {
    const kpi = await mount("foresail-kpi", { data: { rows: [] } });
    expect(kpi.state).toBe("error");
    expect(shown(kpi, "[role=alert] p")).toBe("The data holds no series with points");
  });
});

test("keeps its definition and freshness one click away", async () => {
  const kpi = await mount("foresail-kpi", { data });
  expect(shown(kpi, "details dd")).toBe("mrr@1");
  expect(shown(kpi, "summary")).toBe("About this number");
});

test("is dark where its page is", async () => {
  const colour = (kpi: Element): string =>
    getComputedStyle(kpi.shadowRoot!.querySelector(".base")!).backgroundColor;
  const light = await mount("foresail-kpi", { data });
  expect(colour(light)).toBe("rgb(255, 255, 255)");
  document.documentElement.style.colorScheme = "dark";
  const dark = await mount("foresail-kpi", { data, goodDirection: "down" });
  expect(colour(dark)).toBe("rgb(20, 22, 26)");
  await expectAccessible(dark);
  document.documentElement.style.colorScheme = "";
});

test("hides, reads right to left, and takes a page's colours", async () => {
  document.body.innerHTML = `<div dir="rtl" lang="ar"></div>`;
  const kpi = await mount("foresail-kpi", { data }, {}, document.body.firstElementChild!);
  await expectAccessible(kpi);
  kpi.style.setProperty("--foresail-surface", "rgb(1, 2, 3)");
  expect(getComputedStyle(kpi.shadowRoot!.querySelector(".base")!).backgroundColor).toBe("rgb(1, 2, 3)");
  kpi.hidden = true;
  expect(getComputedStyle(kpi).display).toBe("none");
});
