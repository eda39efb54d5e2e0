import { expect, test } from "vitest";
import { pagesHandler } from "../src/server/pages/pages-handler.ts";
import type { Site } from "../src/server/pages/site-files.ts";

const file = (text: string, type: string) => ({
  body: new TextEncoder().encode(text),
  type,
  etag: `"${text.length}"`,
});
const site: Site = new Map([
  ["/index.html", file("<p>board</p>", "text/html")],
  ["/embed.html", file("<p>embed</p>", "text/html")],
  ["/assets/a-1.js", file("1", "text/javascript")],
]);
const now = "2026-11-22T10:00:00Z";
const story = [
  { id: "slipped-quarter" as const, title: "Past", what: "It slipped.", when: "2025-07-01/2025-10-01" },
  { id: "growth" as const, title: "Ahead", what: "It will grow.", when: "2024-01-01/2027-01-01" },
];
const company = { seed: 7, end: "2027-01-01", rows: 1, name: "Quillmark", story, nextDelivery: null };
const handler = pagesHandler({ site, token: "secret", company, clock: () => new Date(now) });
const get = (path: string, headers: Record<string, string> = {}, host = "127.0.0.1:8787"): Response =>
  handler(new Request(`http://${host}${path}`, { headers }));

test("serves pages with and without their ending, under a policy without holes", async () => {
  for (const path of ["/", "/index.html", "/embed", "/embed.html"]) {
    const response = get(path);
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  }
  expect(await get("/").text()).toBe("<p>board</p>");
});

test("hashed assets may be kept, pages are asked for again", () => {
  expect(get("/assets/a-1.js").headers.get("cache-control")).toContain("immutable");
  expect(get("/").headers.get("cache-control")).toBe("no-cache");
  expect(get("/", { "if-none-match": '"12"' }).status).toBe(304);
});

test("no path leads out of the site", () => {
  const paths = [
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/assets/../../package.json",
  ];
  for (const path of [...paths, "//etc/passwd", "/assets/%00", "/assets", "/constructor", "/__proto__"])
    expect(get(path).status).toBe(404);
});

test("answers GET and HEAD alone", async () => {
  const response = handler(new Request("http://127.0.0.1:8787/", { method: "POST" }));
  expect(response.status).toBe(405);
  const head = handler(new Request("http://127.0.0.1:8787/", { method: "HEAD" }));
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("gives the token to pages of this server alone", async () => {
  const granted = [
    get("/demo/token", { "sec-fetch-site": "same-origin" }),
    get("/demo/token", { origin: "http://127.0.0.1:8787" }),
    get("/demo/token", { "sec-fetch-site": "same-origin" }, "localhost:8787"),
  ];
  for (const response of granted) {
    expect(await response.json()).toEqual({ token: "secret" });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  }
  const refused = [
    get("/demo/token"),
    get("/demo/token", { "sec-fetch-site": "cross-site" }),
    get("/demo/token", { "sec-fetch-site": "same-site" }),
    get("/demo/token", { "sec-fetch-site": "none" }),
    get("/demo/token", { origin: "https://evil.example" }),
    get("/demo/token", { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1:8787" }),
    get("/demo/token", { "sec-fetch-site": "same-origin" }, "evil.example:8787"),
  ];
  for (const response of refused) {
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain("secret");
  }
});

test("tells only what has happened", async () => {
  const told = (await get("/demo/company").json()) as { name: string; story: { title: string }[] };
  expect(told.name).toBe("Quillmark");
  expect(told.story.map(({ title }) => title)).toEqual(["Past"]);
});
