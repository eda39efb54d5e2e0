import { expect, test } from "vitest";
import { testApi } from "./support/test-api.ts";

const ours = "https://app.example.com";
const preflight = (origin: string) => ({
  origin,
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization, content-type, x-foresail-tenant",
});

test("a listed origin may call, read the tag, and see why it was refused", async () => {
  const { api, call } = await testApi({ allowedOrigins: [ours] });
  const asked = await api.request("/v1/query", { method: "OPTIONS", headers: preflight(ours) });
  expect(asked.status).toBe(204);
  expect(asked.headers.get("access-control-allow-origin")).toBe(ours);
  expect(asked.headers.get("access-control-allow-headers")).toContain("authorization,content-type");
  const answered = await call("GET", "/v1/metrics", undefined, { origin: ours });
  expect(answered.headers.get("access-control-allow-origin")).toBe(ours);
  expect(answered.headers.get("access-control-expose-headers")).toContain("etag,last-modified");
  expect(answered.headers.get("vary")).toContain("Origin");
  const refused = await api.request("/v1/metrics", { headers: { origin: ours } });
  expect(refused.status).toBe(401);
  expect(refused.headers.get("access-control-allow-origin")).toBe(ours);
});

test.each([
  "https://evil.example.com",
  "https://app.example.com.evil.com",
  "http://app.example.com",
  "https://app.example.com:8443",
  "HTTPS://APP.EXAMPLE.COM",
  "null",
])("origin %s is not let in", async (origin) => {
  const { api, call } = await testApi({ allowedOrigins: [ours] });
  const asked = await api.request("/v1/query", { method: "OPTIONS", headers: preflight(origin) });
  expect(asked.headers.get("access-control-allow-origin")).toBeNull();
  const answered = await call("GET", "/v1/metrics", undefined, { origin });
  expect(answered.headers.get("access-control-allow-origin")).toBeNull();
  expect(answered.headers.get("access-control-allow-credentials")).toBeNull();
});

test("without a list no origin is let in, and there is no wildcard", async () => {
  const { call } = await testApi();
  const response = await call("GET", "/v1/metrics", undefined, { origin: ours });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("every response says how it may be used, and which request it answers", async () => {
  const { call, api } = await testApi();
  for (const response of [
    await call("GET", "/v1/metrics"),
    await api.request("/v1/nothing"),
    await api.request("/"),
  ]) {
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("keeps the caller's request id, unless it is hostile", async () => {
  const { api } = await testApi();
  const idFor = async (id: string) =>
    (await api.request("/health", { headers: { "x-request-id": id } })).headers.get("x-request-id");
  expect(await idFor("abc-1")).toBe("abc-1");
  expect(await idFor("a<script>")).not.toContain("script");
});
