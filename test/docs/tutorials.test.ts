import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { findChromium } from "../../scripts/chromium.ts";
import { follow } from "./support/walk.ts";

// A shell and curl are what the documents show; Windows has them in another form.
const onUnix = test.skipIf(process.platform === "win32");

const documents = [
  ["README.md", 5, 1],
  ["docs/tutorials/planner.md", 11, 0],
  ["docs/tutorials/api-consumer.md", 14, 4],
] as const;

for (const [document, commands, programs] of documents) {
  onUnix(`${document} can be followed as written`, { timeout: 120_000 }, async () => {
    const walk = await follow(document);
    await walk.close();
    expect(walk.commands).toBeGreaterThanOrEqual(commands);
    expect(walk.programs).toBeGreaterThanOrEqual(programs);
  });
}

/** What a reader of the page sees, and what the browser had to say about it. */
interface Visit {
  readonly policy: string;
  readonly violations: readonly string[];
  readonly errors: readonly string[];
  readonly states: readonly string[];
  readonly text: string;
  readonly radius: string;
}

async function visit(address: string): Promise<Visit> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 3000 }, locale: "en-US" });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.addInitScript(() => {
      const violations: string[] = [];
      Reflect.set(window, "violations", violations);
      document.addEventListener("securitypolicyviolation", (event) => {
        violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    const response = await page.goto(address);
    const widgets = page.locator("foresail-kpi, foresail-trend, foresail-forecast, foresail-record");
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll("foresail-provider > *")].every((one) =>
          ["ready", "empty", "error"].includes(Reflect.get(one, "state")),
        ),
      undefined,
      { timeout: 20_000 },
    );
    await page.waitForTimeout(200);
    const states = await widgets.evaluateAll((all) => all.map((one) => String(Reflect.get(one, "state"))));
    const texts = await widgets.evaluateAll((all) => all.map((one) => one.shadowRoot?.textContent ?? ""));
    return {
      policy: response?.headers()["content-security-policy"] ?? "",
      violations: await page.evaluate(() => Reflect.get(window, "violations")),
      errors,
      states,
      text: texts.join("\n").replace(/\s+/g, " "),
      radius: await page
        .locator("foresail-kpi")
        .first()
        .evaluate((one) => getComputedStyle(one.shadowRoot?.querySelector(".base") ?? one).borderRadius),
    };
  } finally {
    await browser.close();
  }
}

onUnix(
  "the page of docs/tutorials/product-team.md works under its policy",
  { timeout: 120_000 },
  async () => {
    // With the stand-in for curl, so that it is known to work where it is needed.
    const walk = await follow("docs/tutorials/product-team.md", true);
    try {
      const page = await visit(`http://127.0.0.1:${walk.port}/`);
      expect(page.policy).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
      );
      expect(page.policy).toContain("require-trusted-types-for 'script'");
      expect(page.violations).toEqual([]);
      expect(page.errors).toEqual([]);
      expect(page.states).toEqual(["ready", "ready", "ready", "ready", "ready"]);
      // The sum of the subscriptions that still run, and the theme of the tutorial.
      expect(page.text).toContain("$22");
      expect(page.text).toContain("too early to say");
      expect(page.radius).toBe("4px");
    } finally {
      await walk.close();
    }
  },
);
