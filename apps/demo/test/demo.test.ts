import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium } from "../../../scripts/chromium.ts";
import { type Demo, startDemo } from "../src/server/index.ts";

const clock = (): Date => new Date("2026-11-22T10:00:00Z");
const questions = [
  "Where do we land, and with what range?",
  "What moved since last Monday?",
  "How far from the plan, and what pace does it ask for?",
  "Which KPI got worse, against its own baseline?",
  "How good were our forecasts?",
  "Is the data fresh?",
];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder = "";
let demo: Demo;
let browser: Browser;
let said = "";
const io = { stdout: { write: (text: string) => (said += text) }, stderr: { write: () => undefined } };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-demo-test-"));
  const executablePath = findChromium();
  [demo, browser] = await Promise.all([
    startDemo({ db: join(folder, "demo.duckdb"), port: 0, rows: 10_000, clock, io }),
    chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }),
  ]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await demo?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  readonly faults: string[];
}

/** A page with what went wrong on it: errors, messages to the console, violations of the policy. */
async function open(path: string, options: { width?: number; bypassCSP?: boolean } = {}): Promise<Opened> {
  const { width = 1440, bypassCSP = false } = options;
  const page = await browser.newPage({ viewport: { width, height: 4000 }, bypassCSP, locale: "en-US" });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
  await page.goto(demo.url + path);
  return { page, faults };
}

const answered = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelectorAll(".evidence:not(.waiting)").length === 6);
const ready = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (least) =>
      [
        ...document.querySelectorAll("foresail-kpi, foresail-trend, foresail-forecast, foresail-record"),
      ].filter((one) => "state" in one && one.state === "ready").length >= least,
    count,
  );
const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

async function expectAccessible(page: Page): Promise<void> {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import("axe-core") }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(found).toEqual([]);
}

test("the board answers its six questions, under the strict policy, without an error", async () => {
  const { page, faults } = await open("/");
  await answered(page);
  await ready(page, 8);
  expect(await page.locator("h2").allTextContents()).toEqual(questions);
  for (const answer of await page.locator(".answer .lead").allTextContents()) {
    expect(answer.length).toBeGreaterThan(20);
    expect(answer).not.toMatch(/undefined|NaN|null|at –|cannot be answered/);
  }
  expect(await page.locator(".glances .figure.waiting").count()).toBe(0);
  expect(await page.locator("#company").textContent()).toBe("Quillmark");
  expect(await page.locator("#as-of").textContent()).toBe("As of 22 Nov 2026, 10:00 UTC");
  expect(await page.locator("#freshness .lead").textContent()).toBe(
    "Yes: the last delivery came 6 days ago.",
  );
  expect(faults).toEqual([]);
  await page.close();
});

test("the waterfalls balance to the unit that is printed", async () => {
  const { page } = await open("/");
  await answered(page);
  const tables = await page
    .locator(".bridge tbody")
    .evaluateAll((bodies) =>
      bodies.map((body) =>
        [...body.querySelectorAll("td:last-child")].map((cell) =>
          Number((cell.textContent ?? "").replace(/[$,+]/g, "")),
        ),
      ),
    );
  expect(tables.length).toBe(2);
  for (const [before = 0, ...rest] of tables) {
    const after = rest.pop() ?? 0;
    const changes = rest.reduce((sum, change) => sum + change, 0);
    // Each line is rounded to the dollar by itself.
    expect(Math.abs(before + changes - after)).toBeLessThanOrEqual((rest.length + 2) / 2);
    expect(rest.map(Math.abs)).toEqual(rest.map(Math.abs).toSorted((a, b) => b - a));
  }
  await page.close();
});

test.each(["light", "dark"] as const)("every page is accessible in the %s theme", async (colorScheme) => {
  for (const path of ["/", "/embed", "/host"]) {
    const { page } = await open(path, { bypassCSP: true });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await (path === "/" ? answered(page) : ready(page, 4));
    await expectAccessible(page);
    await page.close();
  }
});

test.each(["/", "/embed", "/host"])("%s fits a narrow screen", async (path) => {
  const { page, faults } = await open(path, { width: 360 });
  await (path === "/" ? answered(page) : ready(page, 4));
  expect(await scrollsSideways(page)).toBe(false);
  expect(faults).toEqual([]);
  await page.close();
});

test("the embed page shows the very lines that the host page runs, and every state", async () => {
  const { page, faults } = await open("/embed");
  await ready(page, 4);
  const snippet = (await page.locator("#snippet code").textContent()) ?? "";
  const host = await (await fetch(`${demo.url}/host`)).text();
  for (const line of snippet.split("\n")) expect(host).toContain(line);
  expect(host.match(/<script/g)?.length).toBe(1);
  await page.waitForFunction(() => {
    const states = [...document.querySelectorAll("widget-gallery figure foresail-provider > *")].map((one) =>
      "state" in one ? String(one.state) : "",
    );
    return ["ready", "stale", "loading", "empty", "error"].every(
      (state) => states.filter((one) => one === state).length === 4,
    );
  });
  expect(faults).toEqual([]);
  await page.close();
});

test("a page of another origin gets no token", async () => {
  const stranger = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<p>hi"),
  );
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(stranger.address() as AddressInfo).port}/`);
  const outcome = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => "read",
        () => "refused",
      ),
    `${demo.url}/demo/token`,
  );
  expect(outcome).toBe("refused");
  await page.close();
  stranger.close();
});

test("the pages' key reads and does not write, and lies in no file", async () => {
  const response = await fetch(`${demo.url}/demo/token`, { headers: { origin: demo.url } });
  const { token } = (await response.json()) as { token: string };
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(demo.url + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
  expect((await call("/v1/metrics")).status).toBe(200);
  expect((await call("/v1/records/leads", { method: "POST", body: "{}" })).status).toBe(403);
  const keys = await readFile(join(folder, "demo.duckdb.keys.json"), "utf8");
  expect(keys).not.toContain(token.split("_")[1]);
});

test("a later start seeds nothing anew, and data of one's own are left alone", async () => {
  expect(said).toContain("Froze the plan");
  await demo.close();
  said = "";
  demo = await startDemo({ db: join(folder, "demo.duckdb"), port: 0, rows: 10_000, clock, io });
  expect(said).not.toMatch(/Imported|Froze/);
  await demo.close();
  await rm(join(folder, "demo.duckdb.sample.json"));
  said = "";
  demo = await startDemo({ db: join(folder, "demo.duckdb"), port: 0, rows: 10_000, clock, io });
  expect(said).not.toMatch(/Imported|Froze/);
  expect(((await (await fetch(`${demo.url}/demo/company`)).json()) as { name: null }).name).toBeNull();
});

test("a port in use is told before anything is written", async () => {
  const db = join(folder, "other", "demo.duckdb");
  const port = Number(new URL(demo.url).port);
  await expect(startDemo({ db, port, rows: 10_000, clock, io })).rejects.toMatchObject({
    code: "port_in_use",
  });
  await expect(writeFile(join(folder, "other", "x"), "")).rejects.toMatchObject({ code: "ENOENT" });
});
