/**
 * How much JavaScript the board loads, and how soon it paints: median of five cold visits to a running demo.
 * Usage: npm run measure -w @foresail/demo -- [URL]
 */
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../../scripts/chromium.ts";

const url = process.argv[2] ?? "http://127.0.0.1:8787/";
const visits = 5;

interface Visit {
  readonly paint: number;
  readonly answered: number;
  readonly scripts: readonly { readonly name: string; readonly bytes: number; readonly gzip: number }[];
}

async function visit(browser: Browser): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  const bodies: Promise<Visit["scripts"][number]>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    bodies.push(
      response.body().then((body) => ({
        name: new URL(response.url()).pathname,
        bytes: body.length,
        gzip: gzipSync(body, { level: 9 }).length,
      })),
    );
  });
  const start = Date.now();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll(".evidence:not(.waiting)").length === 6);
  const answered = Date.now() - start;
  const paint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  const scripts = await Promise.all(bodies);
  await page.close();
  return { paint, answered, scripts };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu"],
});
const all: Visit[] = [];
for (let count = 0; count < visits; count++) all.push(await visit(browser));
await browser.close();

const scripts = all[0]?.scripts ?? [];
const total = (size: "bytes" | "gzip"): string => kilobytes(scripts.reduce((sum, one) => sum + one[size], 0));
for (const { name, bytes, gzip } of scripts)
  console.log(`${name}  ${kilobytes(bytes)}, gzip ${kilobytes(gzip)}`);
console.log(`JavaScript: ${total("bytes")}, gzip ${total("gzip")}`);
console.log(
  `First contentful paint: ${Math.round(middle(all.map(({ paint }) => paint)))} ms (median of ${visits})`,
);
console.log(`Six answers: ${middle(all.map(({ answered }) => answered))} ms (median of ${visits})`);
