import { expect, test } from "vitest";
import * as client from "../src/index.ts";

test("exports the schemas and the client", () => {
  expect(Object.keys(client).sort()).toMatchInlineSnapshot(`
    [
      "ApiError",
      "BacktestSummary",
      "Catalogue",
      "ColumnMapping",
      "DimensionName",
      "Direction",
      "Forecast",
      "ForecastFailure",
      "ForecastRequest",
      "ForecastResponse",
      "ForecastSeries",
      "FreezeFile",
      "FreezeForecast",
      "FreezeRequest",
      "FreezeResponse",
      "Grain",
      "Health",
      "ImportMap",
      "ImportOptions",
      "ImportReport",
      "ImportWarning",
      "Interval",
      "IsoDate",
      "IsoInstant",
      "Level",
      "MetricDescription",
      "MetricForecast",
      "Point",
      "PolicyRecord",
      "Problem",
      "Query",
      "QueryResult",
      "RecordActual",
      "RecordScore",
      "RecordsRequest",
      "Reject",
      "Series",
      "Settings",
      "SettingsChanges",
      "Skill",
      "Snapshot",
      "SnapshotKind",
      "SnapshotList",
      "SnapshotPoint",
      "TableName",
      "TrackRecord",
      "Unit",
      "Verdict",
      "Where",
      "createClient",
    ]
  `);
});

test("changes of settings fill in no defaults", () => {
  expect(client.SettingsChanges.parse({ timeZone: "UTC" })).toEqual({ timeZone: "UTC" });
  expect(client.SettingsChanges.safeParse({ timezone: "UTC" }).success).toBe(false);
});

test("dimensions are columns, or extra columns by any name", () => {
  const valid = ["owner", "attributes.series", "attributes.Deal size (USD)", "attributes.Größe"];
  const invalid = ["", "attributes.", "1st", "a;b", 'attributes.a"b', "attributes.a\nb"];
  expect(valid.filter((name) => !client.DimensionName.safeParse(name).success)).toEqual([]);
  expect(invalid.filter((name) => client.DimensionName.safeParse(name).success)).toEqual([]);
});
