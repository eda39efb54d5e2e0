import { expect, test } from "vitest";
import * as client from "../src/index.ts";

test("exports the schemas and the client", () => {
  expect(Object.keys(client).sort()).toMatchInlineSnapshot(`
    [
      "Alert",
      "AlertList",
      "AlertSegment",
      "AlertsRequest",
      "ApiError",
      "BacktestSummary",
      "Baseline",
      "BaselineList",
      "BaselineRequest",
      "Benchmark",
      "BenchmarkChanges",
      "BenchmarkList",
      "BenchmarkRow",
      "BenchmarkSegment",
      "Catalogue",
      "ChangedRows",
      "ColumnMapping",
      "Comparison",
      "DimensionName",
      "Direction",
      "ExplainRequest",
      "ExplainedInput",
      "Explanation",
      "FileReading",
      "Forecast",
      "ForecastFailure",
      "ForecastModel",
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
      "ReportRequest",
      "ReportTable",
      "RowCondition",
      "RowsBehind",
      "SameSeason",
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
      "TargetsRequest",
      "TargetsResult",
      "TrackRecord",
      "UndoReport",
      "Unit",
      "Verdict",
      "VintageCause",
      "Watched",
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

test("dates and instants lie in years that calendars and databases can hold", () => {
  expect(client.IsoDate.safeParse("2028-02-29").success).toBe(true);
  expect(client.IsoDate.safeParse("2026-02-29").error?.issues).toHaveLength(1);
  expect(client.IsoDate.safeParse("0001-01-01").error?.issues[0]?.message).toBe(
    "not in a year from 1900 to 2999",
  );
  for (const instant of ["2026-01-01", "2026-01-01T09:00:00Z", "2026-01-01T09:00:00.5+14:00"]) {
    expect(client.IsoInstant.safeParse(instant).success).toBe(true);
  }
  for (const instant of ["2026-01-01T09:00:00", "0001-01-01", "9999-12-31T00:00:00Z", "yesterday"]) {
    expect(client.IsoInstant.safeParse(instant).success).toBe(false);
  }
});
