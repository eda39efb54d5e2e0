import { readdir } from "node:fs/promises";
import { forecastModels } from "@foresail/api";
import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

const monthly = (values: readonly (number | string)[]): string =>
  `period,value\n${values.map((value, index) => `2025-${String(index + 1).padStart(2, "0")},${value}\n`).join("")}`;

test("forecasts a CSV file, and leaves no database behind", async () => {
  const { run, file, folder } = await workspace();
  await file("flat.csv", monthly([5, 5, 5, 5, 5, 5]));
  const { code, stdout, stderr } = await run("forecast flat.csv --horizon 2");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "flat.csv
    period      forecast  80 % interval  95 % interval
    ──────────  ────────  ─────────────  ─────────────
    2025-07-01         5          5 … 5          5 … 5
    2025-08-01         5          5 … 5          5 … 5

    model: naive
    backtest: WAPE 0.0 % over 2 forecasts from 2 origins
    all 6 values are equal: the interval has no width
    repeats the value
    intervals: model errors widened by the errors of 2 backtest origins and a prior
    "
  `);
  expect(await readdir(folder)).toEqual(["flat.csv"]);
});

test("several series from standard input, as CSV in the columns of the Forecast Table Schema", async () => {
  const { run } = await workspace();
  const stdin =
    "series,date,value\na,2026-01-05,7\nb,2026-01-01,3\na,2026-01-12,7\na,2026-01-19,7\nb,2026-04-01,3\n";
  const { code, stdout } = await run("forecast - --horizon 1 --levels 90 --format csv", { stdin });
  expect(code).toBe(0);
  expect(stdout).toBe(`series_id,timestamp,origin_timestamp,horizon,method_id,forecast,lo90,hi90
a,2026-01-26,2026-01-26,1,naive,7,7,7
b,2026-07-01,2026-07-01,1,naive,3,3,3
`);
});

test("periods that are absent, and values that are empty, are missing", async () => {
  const { run, file } = await workspace();
  await file(
    "gaps.csv",
    "period,value\n2025-01-01,1\n2025-02-01,2\n2025-04-01,4\n2025-05-01,\n2025-06-01,6\n",
  );
  const { stdout } = await run("forecast gaps.csv --horizon 1 --format json");
  const [forecast] = JSON.parse(stdout).forecasts;
  expect(forecast.notes).toContain("2 missing values inside filled by interpolation");
  expect(forecast.periods).toEqual(["2025-07-01"]);
});

test.each([
  ["months", "2025-12-31 2026-01-31 2026-02-28", "2026-03-31 2026-04-30", "2026-03-01"],
  ["months before a leap day", "2027-11-30 2027-12-31", "2028-01-31 2028-02-29", "2028-01-01"],
  ["months in any order", "2026-02-28 2025-12-31 2026-01-31", "2026-03-31 2026-04-30", "2026-03-01"],
  ["quarters", "2025-06-30 2025-09-30 2025-12-31", "2026-03-31 2026-06-30", "2026-01-01"],
  ["years", "2023-12-31 2024-12-31 2025-12-31", "2026-12-31 2027-12-31", "2026-01-01"],
  ["years to the end of February", "2024-02-29 2025-02-28 2026-02-28", "2027-02-28 2028-02-29", "2026-03-01"],
])(
  "dates that end %s are periods of that length, and so are those ahead",
  async (_, dates, ahead, origin) => {
    const { run } = await workspace();
    const history = dates.split(" ");
    const stdin = `period,value\n${history.map((date) => `${date},4\n`).join("")}`;
    const { code, stdout } = await run("forecast --horizon 2 --format json", { stdin });
    expect(code).toBe(0);
    const [forecast] = JSON.parse(stdout).forecasts;
    expect(forecast).toMatchObject({ periods: ahead.split(" "), origin, mean: [4, 4] });
    expect(forecast.notes).toContain(`all ${history.length} values are equal: the interval has no width`);
  },
);

test("a month end that is absent is a missing value", async () => {
  const { run } = await workspace();
  const stdin = "period,value\n2025-11-30,1\n2025-12-31,2\n2026-02-28,4\n2026-03-31,5\n";
  const { stdout } = await run("forecast --horizon 1 --format json", { stdin });
  const [forecast] = JSON.parse(stdout).forecasts;
  expect(forecast.notes).toContain("1 missing value inside filled by interpolation");
  expect(forecast.periods).toEqual(["2026-04-30"]);
});

test.each([
  ["2025-12-30 2026-01-30 2026-02-27 2026-03-31", "day", "88 of those 92"],
  ["2026-01-02 2026-01-30 2026-03-31", "4 days", "20 of those 23"],
  ["2025-01 2025-02 2026-01", "month", "10 of those 13"],
])("refuses dates whose grid would be mostly empty: %s", async (dates, every, absent) => {
  const { run, file } = await workspace();
  const list = dates.split(" ");
  await file("odd.csv", `period,value\n${list.map((date) => `${date},1\n`).join("")}`);
  const { code, stdout, stderr } = await run("forecast odd.csv --horizon 1");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(`suggest a period every ${every}, and ${absent} are absent; date each period`);
});

test("a mostly empty grid is the error of its series alone; half of one is not", async () => {
  const { run } = await workspace();
  const stdin =
    "series,date,value\na,2026-01-30,1\na,2026-02-27,1\na,2026-03-31,1\nb,2026-01-01,3\nb,2026-02-01,3\nb,2026-04-01,3\nb,2026-08-01,3\n";
  const { code, stdout } = await run("forecast --horizon 1 --format json", { stdin });
  expect(code).toBe(3);
  const [a, b] = JSON.parse(stdout).forecasts;
  expect(a.error).toContain("dates from 2026-01-30 to 2026-03-31 suggest a period every 4 days");
  expect(b).toMatchObject({ id: "b", periods: ["2026-09-01"], mean: [3] });
});

test("a mostly empty grid that the file spells out is taken", async () => {
  const { run } = await workspace();
  const stdin = "period,value\n2025-01,1\n2025-02,\n2025-03,\n2025-04,\n2025-05,1\n";
  expect((await run("forecast --horizon 1 --format csv", { stdin })).stdout).toContain(
    ",2025-06-01,2025-06-01,1,",
  );
});

test("a bad series is told on standard error, and the others go on", async () => {
  const { run } = await workspace();
  const stdin = "series,period,value\na,2026-01,1\na,2026-01,2\na,2026-02,2\nb,2026-01,x\nc,2026-01,3\n";
  const { code, stdout, stderr } = await run("forecast --horizon 1 --format csv", { stdin });
  expect(code).toBe(3);
  expect(stdout.split("\n").slice(1)).toEqual([expect.stringMatching(/^c,\+1,,1,naive,3,/), ""]);
  expect(stderr).toBe(`foresail forecast: series a: period 2026-01-01 appears twice
foresail forecast: series b: line 5: "x" is not a number; leave it empty if it is missing
`);
});

test.each(["table", "csv"])("a file whose every series fails has failed: no header on %s", async (format) => {
  const { run, file } = await workspace();
  await file("twice.csv", "period,value\n2026-01,1\n2026-01,2\n");
  expect(await run(`forecast twice.csv --horizon 1 --format ${format}`)).toEqual({
    code: 1,
    stdout: "",
    stderr: "foresail forecast: series twice.csv: period 2026-01-01 appears twice\n",
  });
});

test("a file whose every series fails says so in its JSON too", async () => {
  const { run, file } = await workspace();
  await file("twice.csv", "period,value\n2026-01,1\n2026-01,2\n");
  const { code, stdout } = await run("forecast twice.csv --horizon 1 --format json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    forecasts: [{ id: "twice.csv", error: "period 2026-01-01 appears twice" }],
  });
});

test.each([
  ["", 2, "standard input is empty; it needs a header and rows"],
  ["period,amount\n2026-01,1\n", 2, 'standard input has columns "period", "amount", none of them value'],
])("refuses %j", async (stdin, code, message) => {
  const { run } = await workspace();
  const result = await run("forecast --horizon 1", { stdin });
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toContain(`foresail forecast: ${message}`);
});

test("refuses an unknown model and names near ones; a missing file fails", async () => {
  const { run, file } = await workspace();
  await file("flat.csv", monthly([5, 5, 5]));
  const model = await run("forecast flat.csv --horizon 1 --model tetha");
  expect(model).toMatchObject({ code: 2, stdout: "" });
  expect(model.stderr).toContain('there is no model "tetha"; did you mean theta');
  const missing = await run("forecast none.csv --horizon 1");
  expect(missing).toEqual({
    code: 1,
    stdout: "",
    stderr: "foresail forecast: no file at none.csv; check the path\n",
  });
});

test("JSON lines come out in their order; a bad one gives its error and exit code 3", async () => {
  const { run } = await workspace();
  const stdin = [
    '{"id":"a","values":[5,5,5,5,5],"horizon":2}',
    "not json",
    "",
    '{"id":"b","values":["x"]}',
    '{"id":"c","values":[]}',
    '{"values":[1]}',
    '{"id":7,"values":[1,null,1],"season":2,"freq":"M"}',
    '{"id":"a","values":[9,9,9,9]}',
  ].join("\n");
  const { code, stdout, stderr } = await run("forecast --jsonl --horizon 1", { stdin });
  expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ id }) => id)).toEqual(["a", null, "b", "c", null, 7, "a"]);
  expect(lines.map((line) => "error" in line)).toEqual([false, true, true, true, true, false, false]);
  expect(Object.keys(lines[0])).toEqual(["id", "model", "mean", "intervals", "notes"]);
  expect(lines[0]).toMatchObject({
    mean: [5, 5],
    intervals: { 80: { lower: [5, 5] }, 95: { upper: [5, 5] } },
  });
  expect(lines[6].mean).toEqual([9]);
  expect(lines[1].error).toBe("line 2 is not a JSON object");
});

test.each([
  ['{"id":"a","values":[1,NaN,3]}', "a", "NaN is not JSON; write null for a missing value"],
  ['{"id":7,"values":[1,-Infinity]}', 7, "-Infinity is not JSON; write null for a missing value"],
  ['{"id":"say \\"NaN\\"","values":[NaN]}', 'say "NaN"', "NaN is not JSON; write null for a missing value"],
  ['{"id":"a","values":[1,NaN,]}', null, "line 1 is not a JSON object"],
  ['{"id":"NaN","values":[1,]}', null, "line 1 is not a JSON object"],
  ['{"values":[NaN]}', null, "line 1 has no id"],
])("JSON lines with a bare NaN keep their id: %s", async (stdin, id, error) => {
  const { run } = await workspace();
  const { code, stdout } = await run("forecast --jsonl --horizon 1", { stdin });
  expect({ code, answer: JSON.parse(stdout) }).toEqual({ code: 3, answer: { id, error } });
});

test("NaN as text inside a good line of JSON is left alone", async () => {
  const { run } = await workspace();
  const stdin = '{"id":"NaN","values":[1,2,3]}\n';
  const { code, stdout } = await run("forecast --jsonl --horizon 1", { stdin });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).id).toBe("NaN");
});

test("JSON lines from a file; without a horizon the line says so", async () => {
  const { run, file } = await workspace();
  await file("lines.jsonl", '{"id":"a","values":[5]}\n');
  const { code, stdout } = await run("forecast --jsonl lines.jsonl");
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toEqual({
    id: "a",
    error: "no horizon; give one for the series or for the request",
  });
  expect((await run("forecast --jsonl none.jsonl")).stderr).toBe(
    "foresail forecast: no file at none.jsonl; check the path\n",
  );
});

test("forecasts a metric of the store in its unit", async () => {
  const { run, file } = await workspace();
  const deals = Array.from(
    { length: 12 },
    (_, index) => `${index},won,2025-${String(index + 1).padStart(2, "0")}-03,100`,
  );
  await file("deals.csv", `id,outcome,closed_at,amount\n${deals.join("\n")}\n`);
  await run("import csv:opportunities deals.csv");
  const { code, stdout } = await run("forecast --metric bookings --horizon 1 --levels 80");
  expect(code).toBe(0);
  expect(stdout).toMatch(/2026-01-01\s+\$100\.00\s+\$100\.00 … \$100\.00/);
});

test("the CSV of a metric's forecast freezes to the lags that the metric itself freezes to", async () => {
  const { run, file } = await workspace();
  await file(
    "subscriptions.csv",
    "id,account_id,starts_at,mrr\ns1,a1,2025-01-01,100\ns2,a2,2025-06-01,50\ns3,a3,2025-11-01,25\n",
  );
  await run("import csv:subscriptions subscriptions.csv");
  const forecast = await run("forecast --metric mrr --horizon 3 --levels 80,90 --format csv");
  const [head, first] = forecast.stdout.split("\n");
  expect(head).toBe("series_id,timestamp,origin_timestamp,horizon,method_id,forecast,lo80,hi80,lo90,hi90");
  expect(first).toMatch(/^mrr,2025-12-01,2025-12-01,1,/);
  await file("forecast.csv", forecast.stdout);
  const fromFile = await run("freeze --file forecast.csv --kind model --format json");
  const fromMetric = await run("freeze mrr --horizon 3 --levels 90 --format json");
  expect([fromFile.code, fromMetric.code]).toEqual([0, 0]);
  const lags = ({ stdout }: { readonly stdout: string }): unknown => {
    const [snapshot] = JSON.parse(stdout).snapshots;
    return {
      dataCutoff: snapshot.dataCutoff,
      points: snapshot.points.map(({ period, lag, intervals }: Record<string, unknown>) => ({
        period,
        lag,
        intervals,
      })),
    };
  };
  expect(lags(fromFile)).toEqual(lags(fromMetric));
  expect(lags(fromFile)).toMatchObject({
    dataCutoff: "2025-12-01",
    points: [
      { period: "2025-12-01", lag: 1 },
      { period: "2026-01-01", lag: 2 },
      { period: "2026-02-01", lag: 3 },
    ],
  });
});

test("without level 90 there are no bounds of level 90", async () => {
  const { run, file } = await workspace();
  await file("flat.csv", monthly([5, 5, 5, 5]));
  const { stdout } = await run("forecast flat.csv --horizon 1 --format csv");
  expect(stdout.split("\n")[0]).toBe(
    "series_id,timestamp,origin_timestamp,horizon,method_id,forecast,lo80,hi80,lo95,hi95",
  );
});

const ids = forecastModels.map(({ id }) => id);

test("--help lists every model by its id", async () => {
  const { run } = await workspace();
  const { stdout } = await run("forecast --help");
  expect(ids).toContain("arima");
  const listed = stdout.split("Models:\n")[1]?.split("\n\n")[0] ?? "";
  expect(listed.split("\n").map((line) => line.trim().split(" ")[0])).toEqual(ids);
});

test.each(["auto", ...ids])("--model %s forecasts, and is named in the answer", async (id) => {
  const { run } = await workspace();
  const sales = Array.from({ length: 36 }, (_, t) => 100 + 2 * t + 10 * (t % 4) + ((t * 7) % 5));
  const stdin = `${JSON.stringify({ id: "sales", values: sales, season: 4, horizon: 3 })}\n`;
  const { code, stdout, stderr } = await run(`forecast --jsonl - --model ${id}`, { stdin });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const forecast = JSON.parse(stdout);
  if (id !== "auto") expect(forecast.model).toBe(id);
  expect(forecast.mean).toHaveLength(3);
  // the series rises from 100 to 184: a model that misread it would leave this range, the mean of all stays in it
  for (const value of forecast.mean) {
    expect(value).toBeGreaterThan(100);
    expect(value).toBeLessThan(260);
  }
});

test.each([
  ["thta", "theta"],
  ["stl", "stl_ets"],
  ["croston_sba", "croston"],
  ["zero-inflated", "zero_inflated"],
  ["gompertz", "gompertz_trend"],
])("--model %s is answered with %s", async (given, near) => {
  const { run } = await workspace();
  const { code, stderr } = await run(`forecast - --horizon 1 --model ${given}`, {
    stdin: monthly([1, 2, 3]),
  });
  expect(code).not.toBe(0);
  expect(stderr).toContain(near);
});
