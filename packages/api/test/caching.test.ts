import { expect, test } from "vitest";
import { entityTag, matchesTag } from "../src/http/entity-tag.ts";
import { now, testApi } from "./support/test-api.ts";

const query = { metrics: ["mrr"], where: { owner: ["Ann"], region: ["West"] } };

test("a result carries its tag and freshness, and is asked for again at no cost", async () => {
  const { call, store } = await testApi();
  const first = await call("POST", "/v1/query", query);
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(first.headers.get("last-modified")).toBe("Sun, 01 Mar 2026 10:00:00 GMT");
  const queries = () => store.calls.filter(({ method }) => method === "query").length;
  expect(queries()).toBe(1);
  const again = await call("POST", "/v1/query", query, { "if-none-match": etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe("");
  expect(again.headers.get("etag")).toBe(etag);
  expect(queries()).toBe(1);
});

test("the same question in another order has the same tag", async () => {
  const { call } = await testApi();
  const tags = [query, { where: { region: ["West"], owner: ["Ann"] }, metrics: ["mrr"], grain: "month" }];
  const [a, b] = await Promise.all(
    tags.map(async (body) => (await call("POST", "/v1/query", body)).headers.get("etag")),
  );
  expect(a).toBe(b);
});

test("the tag changes with the data, the question, the settings, the tenant, the scope and the date", async () => {
  let today = now;
  const { api, store, call, keys } = await testApi({ clock: () => today });
  const tagOf = async (key = keys.all, body: object = query): Promise<string> => {
    const headers = { authorization: `Bearer ${key}` };
    return (await call("POST", "/v1/query", body, headers)).headers.get("etag") ?? "";
  };
  const tags = [await tagOf()];
  tags.push(
    await tagOf(keys.all, { ...query, grain: "year" }),
    await tagOf(keys.read),
    await tagOf(keys.rival),
  );
  store.version += 1;
  tags.push(await tagOf());
  await call("PUT", "/v1/settings", { timeZone: "Pacific/Auckland" });
  tags.push(await tagOf());
  today = new Date("2026-03-03T12:00:00Z");
  tags.push(await tagOf());
  expect(new Set(tags).size).toBe(tags.length);
  expect(tags).not.toContain("");
  expect(api).toBeDefined();
});

test.each(["/v1/metrics", "/v1/metrics/mrr", "/v1/metrics/mrr/series", "/v1/settings"])(
  "GET %s answers 304",
  async (path) => {
    const { call } = await testApi();
    const etag = (await call("GET", path)).headers.get("etag") ?? "";
    expect((await call("GET", path, undefined, { "if-none-match": `"other", ${etag}` })).status).toBe(304);
    expect((await call("GET", path, undefined, { "if-none-match": '"other"' })).status).toBe(200);
  },
);

test("errors are not stored, and carry no tag", async () => {
  const { call } = await testApi();
  const response = await call("POST", "/v1/query", { metrics: ["winrate"] });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("etag")).toBeNull();
});

test("tags compare weakly", async () => {
  const tag = await entityTag(["a"]);
  expect(matchesTag(tag.slice(2), tag)).toBe(true);
  expect(matchesTag("*", tag)).toBe(true);
  expect(matchesTag(undefined, tag)).toBe(false);
});
