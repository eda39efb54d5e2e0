import { models } from "@foresail/forecast";
import { expect, test } from "vitest";
import { z } from "zod";
import { testApi } from "./support/test-api.ts";

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
  readonly security?: unknown[];
}
interface SchemaOfModel {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, object>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

async function documentOf(): Promise<Document> {
  const { api } = await testApi();
  return (await (await api.request("/openapi.json")).json()) as Document;
}

test("describes every route, with the names of the contract", async () => {
  const document = await documentOf();
  expect(document.openapi).toBe("3.1.0");
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.sort()).toMatchInlineSnapshot(`
    [
      "DELETE /v1/imports/{batch}",
      "GET /health",
      "GET /ready",
      "GET /v1/alerts",
      "GET /v1/baselines",
      "GET /v1/benchmarks",
      "GET /v1/metrics",
      "GET /v1/metrics/{id}",
      "GET /v1/metrics/{id}/explain",
      "GET /v1/metrics/{id}/series",
      "GET /v1/metrics/{id}/vintages",
      "GET /v1/record",
      "GET /v1/reports",
      "GET /v1/reports/{report}",
      "GET /v1/settings",
      "GET /v1/snapshots",
      "GET /v1/snapshots/{id}",
      "GET /v1/targets",
      "POST /v1/forecasts",
      "POST /v1/imports/{source}",
      "POST /v1/query",
      "POST /v1/records/{table}",
      "POST /v1/snapshots",
      "PUT /v1/benchmarks",
      "PUT /v1/settings",
      "PUT /v1/targets",
    ]
  `);
  expect(Object.keys(document.components.schemas).sort()).toMatchInlineSnapshot(`
    [
      "Alert",
      "AlertList",
      "BacktestSummary",
      "Baseline",
      "BaselineList",
      "Benchmark",
      "BenchmarkChanges",
      "BenchmarkList",
      "BenchmarkSegment",
      "Catalogue",
      "ChangedRows",
      "ExplainedInput",
      "Explanation",
      "FileReading",
      "Forecast",
      "ForecastFailure",
      "ForecastModel",
      "ForecastRequest",
      "ForecastResponse",
      "ForecastSeries",
      "FreezeRequest",
      "FreezeResponse",
      "Grain",
      "Health",
      "ImportMap",
      "ImportReport",
      "ImportWarning",
      "Interval",
      "MetricDescription",
      "MetricForecast",
      "MetricVintage",
      "MetricVintages",
      "OwnBenchmark",
      "Point",
      "PolicyRecord",
      "Problem",
      "Query",
      "QueryResult",
      "RecordActual",
      "RecordScore",
      "RecordsRequest",
      "Reject",
      "Report",
      "ReportColumn",
      "ReportDescription",
      "ReportList",
      "ReportName",
      "ReportTable",
      "RowCondition",
      "RowsBehind",
      "Series",
      "SeriesBaseline",
      "Settings",
      "SettingsChanges",
      "Skill",
      "Snapshot",
      "SnapshotKind",
      "SnapshotList",
      "SnapshotPoint",
      "TableName",
      "TargetChanges",
      "TargetPoint",
      "TargetRow",
      "TargetSeries",
      "TargetsResult",
      "TrackRecord",
      "UndoReport",
      "Unit",
      "Verdict",
      "VintageCause",
      "Watched",
    ]
  `);
});

test("names every model that a forecast or a freeze may ask for", async () => {
  const document = await documentOf();
  const { ForecastModel, ForecastRequest } = document.components.schemas as Record<string, SchemaOfModel>;
  expect(ForecastModel?.enum).toEqual(["auto", ...models.map(({ id }) => id)]);
  expect(JSON.stringify(ForecastRequest?.properties?.model)).toContain("#/components/schemas/ForecastModel");
  expect(JSON.stringify(document.components.schemas.FreezeRequest)).toContain("/schemas/ForecastModel");
});

test("every reference leads somewhere", async () => {
  const document = await documentOf();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  const unknown = references
    .map(([, name = ""]) => name)
    .filter((name) => !document.components.schemas[name]);
  expect(unknown).toEqual([]);
});

test("only health and readiness are open", async () => {
  const { api } = await testApi();
  const { paths } = await documentOf();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const open = operation.security?.length === 0;
      expect({ path, open }).toEqual({ path, open: path === "/health" || path === "/ready" });
      const url = path.replace(/\{\w+\}/g, "x");
      const response = await api.request(url, { method: method.toUpperCase() });
      expect({ path, refused: response.status === 401 }).toEqual({ path, refused: !open });
    }
  }
});

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** A schema of the document with the components that it refers to. */
function standalone(schema: object | undefined, { components }: Document): JsonSchema {
  const whole = JSON.stringify({ ...schema, $defs: components.schemas });
  return JSON.parse(whole.replaceAll("#/components/schemas/", "#/$defs/")) as JsonSchema;
}

const form = (): FormData => {
  const data = new FormData();
  data.append("file", new Blob(["id\n1\n"]), "a.csv");
  return data;
};
const calls: [method: string, path: string, route: string, body?: unknown][] = [
  ["GET", "/v1/metrics", "/v1/metrics"],
  ["GET", "/v1/metrics/mrr", "/v1/metrics/{id}"],
  ["GET", "/v1/metrics/none", "/v1/metrics/{id}"],
  ["GET", "/v1/metrics/mrr/series?by=owner", "/v1/metrics/{id}/series"],
  ["GET", "/v1/metrics/mrr/series?from=x", "/v1/metrics/{id}/series"],
  ["POST", "/v1/query", "/v1/query", { metrics: ["mrr", "win_rate"], by: ["owner"] }],
  ["POST", "/v1/query", "/v1/query", { metrics: ["none"] }],
  ["POST", "/v1/query", "/v1/query", "{"],
  ["POST", "/v1/records/accounts", "/v1/records/{table}", { rows: [{ id: "1" }] }],
  ["POST", "/v1/records/accounts", "/v1/records/{table}", { rows: [{ id: "1" }], strict: true }],
  ["POST", "/v1/records/none", "/v1/records/{table}", { rows: [{ id: "1" }] }],
  ["POST", "/v1/imports/csv:accounts", "/v1/imports/{source}", form()],
  ["POST", "/v1/imports/csv:accounts", "/v1/imports/{source}", {}],
  ["POST", "/v1/forecasts", "/v1/forecasts", { metric: "win_rate", horizon: 2 }],
  [
    "POST",
    "/v1/forecasts",
    "/v1/forecasts",
    {
      horizon: 1,
      series: [
        { id: "a", values: [1, 2, 3] },
        { id: "b", values: [] },
      ],
    },
  ],
  ["POST", "/v1/forecasts", "/v1/forecasts", {}],
  ["GET", "/v1/settings", "/v1/settings"],
  ["PUT", "/v1/settings", "/v1/settings", { timeZone: "Europe/Berlin" }],
  ["PUT", "/v1/settings", "/v1/settings", { none: 1 }],
  ["GET", "/health", "/health"],
  ["GET", "/ready", "/ready"],
];

test.each(calls)("%s %s answers as %s says", async (method, path, route, body) => {
  const document = await documentOf();
  const { call } = await testApi();
  const response = await call(method, path, body);
  const operation = document.paths[route]?.[method.toLowerCase()];
  const type = response.headers.get("content-type") ?? "";
  const schema = operation?.responses[response.status]?.content?.[type]?.schema;
  expect(schema, `${response.status} ${type} is documented`).toBeDefined();
  const contract = z.fromJSONSchema(standalone(schema, document));
  expect(contract.safeParse([]).success).toBe(false);
  const parsed = contract.safeParse(await response.json());
  expect(parsed.error?.issues ?? []).toEqual([]);
});
