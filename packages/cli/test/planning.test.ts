import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

async function filled() {
  const space = await workspace();
  // 2, 4, 3, 5 and 4 deals of 100 in October to February, and one so far in March; today is 10 March.
  const rows = [2, 4, 3, 5, 4, 1].flatMap((count, month) =>
    Array.from({ length: count }, (_, index) => {
      const day = new Date(Date.UTC(2025, 9 + month, index + 1)).toISOString().slice(0, 10);
      return `${month}-${index},won,${day},100,Ann`;
    }),
  );
  await space.file("deals.csv", `id,outcome,closed_at,amount,owner\n${rows.join("\n")}\n`);
  await space.file(
    "targets.csv",
    "metric,period_start,grain,value\nbookings,2026-02-01,month,500\nbookings,2026-03-01,month,540\n",
  );
  expect((await space.run("import csv:opportunities deals.csv")).code).toBe(0);
  expect((await space.run("import csv:targets targets.csv")).code).toBe(0);
  return space;
}

test("query --baseline says what is usual", async () => {
  const { run } = await filled();
  const { baselines } = JSON.parse((await run("query bookings --baseline --format json")).stdout);
  // The newest month that is over is February, 400, after 200, 400, 300, 500.
  expect(baselines[0].baseline).toMatchObject({
    period: "2026-02-01",
    value: 400,
    n: 4,
    median: 350,
    spread: null,
  });
  const { stdout } = await run("query bookings --baseline --by owner");
  expect(stdout).toMatch(/bookings {2}Ann +2026-02-01 +\$400\.00 +\$350\.00/);
  expect((await run("query bookings --baseline --format csv")).stdout.split("\n")[1]).toBe(
    "bookings,bookings@1,currency,USD,month,2026-02-01,400,350,,,,4,,",
  );
});

test("query --targets says what is missing", async () => {
  const { run } = await filled();
  const csv = (await run("query bookings --targets --from 2026-02-01 --format csv")).stdout.split("\n");
  // 440 are missing on 10 March, with 22 days left, today among them: 20 a day.
  expect(csv.slice(1, 3)).toEqual([
    "bookings,bookings@1,currency,USD,month,2026-02-01,400,500,100,0.8,false,0,,,false",
    expect.stringMatching(
      /^bookings,bookings@1,currency,USD,month,2026-03-01,100,540,440,0\.185.*,false,22,20,140,true$/,
    ),
  ]);
  expect((await run("query bookings --targets --from 2026-03-01")).stdout).toContain("$440.00");
});

test("alerts say when it is too early", async () => {
  const { run } = await filled();
  const { stdout, code } = await run("alerts bookings --by owner");
  expect({ stdout, code }).toEqual({
    stdout: expect.stringMatching(/^no change found\n\nbookings: too early to say: \d+ periods of 34\n$/),
    code: 0,
  });
  expect(JSON.parse((await run("alerts bookings --format json")).stdout).alerts).toEqual([]);
  expect((await run("alerts bookings --format csv")).stdout).toMatch(/^id,metric,definition,/);
});

test("benchmarks are listed with their sources, and own ones written", async () => {
  const { run, file } = await filled();
  const own = {
    id: "x",
    metric: "nrr",
    value: 1.07,
    unit: "fraction",
    reportYear: 2026,
    source: "Board deck",
  };
  await file("own.json", JSON.stringify({ benchmarks: [own] }));
  await file("bad.json", "{");
  const { stdout } = await run("benchmarks nrr --put own.json");
  expect(stdout).toMatch(/nrr +all +median +107\.0% +– +2026 +own +Board deck +not like for like/);
  expect(stdout).toMatch(/Benchmarkit 2025 SaaS Performance Metrics/);
  expect(stdout).not.toContain("arr_growth_yoy");
  expect((await run("benchmarks --put bad.json")).code).toBe(2);
});

test.each([
  ["query bookings --baseline --targets", "one of --baseline, --targets at a time"],
  ["alerts", "no metric; name one or more, as foresail alerts leads win_rate"],
  ["alerts leads --since lately", "lately"],
  ["benchmarks a b", "one metric at a time"],
])("foresail %s is refused", async (args, message) => {
  const { run } = await filled();
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
