import { expect, test } from "vitest";
import { createClient } from "../src/client.ts";

test("baselines, targets, benchmarks and alerts have their addresses", async () => {
  const sent: string[] = [];
  const client = createClient({
    baseUrl: "https://api.example.com",
    fetch: async (url, init) => {
      sent.push(`${init.method} ${url.slice("https://api.example.com".length)} ${init.body ?? ""}`.trim());
      return Response.json({});
    },
  });
  await client.baselines({ metrics: ["mrr", "nrr"], grain: "quarter", where: { region: ["EMEA", null] } });
  await client.targets({ metric: "bookings", by: ["owner"] });
  await client.saveTargets({
    targets: [{ metric: "bookings", periodStart: "2026-03-01", grain: "month", value: 5 }],
  });
  await client.benchmarks();
  await client.benchmarks("nrr");
  await client.saveBenchmarks({ remove: ["x"] });
  await client.alerts({ metrics: ["leads"], by: ["channel"], minVolume: 0 });
  expect(sent).toEqual([
    "GET /v1/baselines?metric=mrr&metric=nrr&grain=quarter&where=region%3AEMEA&where=region%3A",
    "GET /v1/targets?metric=bookings&by=owner",
    'PUT /v1/targets {"targets":[{"metric":"bookings","periodStart":"2026-03-01","grain":"month","value":5}]}',
    "GET /v1/benchmarks",
    "GET /v1/benchmarks?metric=nrr",
    'PUT /v1/benchmarks {"remove":["x"]}',
    "GET /v1/alerts?metric=leads&by=channel&minVolume=0",
  ]);
});
