import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import { findChromium } from "../../../scripts/chromium.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

let script = "";
beforeAll(async () => {
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: new URL("../gallery/gallery.ts", import.meta.url).pathname, formats: ["es"] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const files = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  script = files.map((file) => (file.type === "chunk" ? file.code : "")).join("");
});

const watch = `window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.effectiveDirective + " " + event.blockedURI));`;

/** Opens a page under the strict policy and returns what it violated, with the states of its widgets. */
async function visit(body: string): Promise<{ violations: string[]; errors: string[]; states: string[] }> {
  const server = createServer((request, response) => {
    const files: Record<string, [string, string]> = {
      "/watch.js": ["text/javascript", watch],
      "/widgets.js": ["text/javascript", script],
      "/": [
        "text/html",
        `<!doctype html><html lang="en"><title>CSP</title><script src="/watch.js"></script>${body}<script type="module" src="/widgets.js"></script></html>`,
      ],
    };
    const [type, text] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 4000 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForTimeout(500);
    for (const button of await page.locator("button[aria-expanded]").all()) await button.click();
    for (const slider of await page.getByRole("slider").all()) await slider.hover();
    await page.waitForTimeout(200);
    const [violations, states] = await page.evaluate(() => {
      const seen: string[] = Reflect.get(window, "violations");
      const widgets = [
        ...document.querySelectorAll("foresail-kpi, foresail-trend, foresail-forecast, foresail-record"),
      ];
      return [seen, widgets.map((one) => String(Reflect.get(one, "state")))] as const;
    });
    return { violations, errors, states };
  } finally {
    await browser.close();
    server.close();
  }
}

test("every widget works under a strict policy with trusted types, without a violation", async () => {
  const { readFile } = await import("node:fs/promises");
  const page = await readFile(new URL("../gallery/index.html", import.meta.url), "utf8");
  const main = page.slice(page.indexOf("<main>"), page.indexOf("</main>"));
  const { violations, errors, states } = await visit(main);
  expect(violations).toEqual([]);
  expect(errors).toEqual([]);
  expect(states.filter((state) => state === "ready").length).toBeGreaterThanOrEqual(6);
}, 60_000);

test("the check would notice a violation", async () => {
  const { violations } = await visit(`<p style="color: red">inline</p>`);
  expect(violations).toContain("style-src-attr inline");
}, 60_000);
