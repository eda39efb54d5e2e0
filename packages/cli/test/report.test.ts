import { expect, test } from "vitest";
import { workspace } from "./support/run.ts";

async function filled() {
  const space = await workspace();
  await space.file("accounts.csv", "id\nA\nB\n");
  await space.file("people.csv", "id,account_id,created_at,mql_at\nP,A,2026-01-05,2026-01-09\n");
  await space.file("touches.csv", "at,person_id,channel,campaign\n2026-01-03T09:00:00Z,P,ads,spring\n");
  await space.file(
    "opportunities.csv",
    "id,account_id,outcome,created_at,closed_at,amount,owner\nO,A,won,2026-01-20,2026-02-03,1200,Ann\nX,B,won,2026-01-20,2026-02-03,7,Bo\n",
  );
  for (const [table, file] of [
    ["accounts", "accounts"],
    ["people", "people"],
    ["touchpoints", "touches"],
    ["opportunities", "opportunities"],
  ]) {
    expect((await space.run(`import csv:${table} ${file}.csv`)).code).toBe(0);
  }
  return space;
}

test("the timeline of an account, as a table, JSON and CSV", async () => {
  const { run } = await filled();
  const events = [
    "touch",
    "person created",
    "marketing qualified",
    "opportunity created",
    "opportunity closed",
  ];
  const json = JSON.parse((await run("report account --account A --format json")).stdout);
  expect(json.tables[0].rows.map(({ event }: { event: string }) => event)).toEqual(events);
  expect(json.tables[0].rows[4]).toMatchObject({ day: "2026-02-03", detail: "O, won, Ann", amount: 1200 });
  const csv = (await run("report account --account A --format csv")).stdout.split("\n");
  expect(csv[0]).toBe("day,event,detail,amount,happened_at,source");
  expect(csv[1]).toBe('2026-01-03,touch,"ads, spring",,2026-01-03T09:00:00.000Z,touchpoints');
  const { stdout } = await run("report account --account A --from 2026-02-01");
  expect(stdout).toContain("Account A, in order of time");
  expect(stdout).toContain("$1,200.00");
  expect(stdout).not.toContain("touch,");
  expect(stdout).toContain("account@1; ");
});

test("movements and cohorts split by dimensions of accounts", async () => {
  const { run, file } = await filled();
  await file("accounts.csv", "id,segment\nA,small\nB,large\n");
  await file("subscriptions.csv", "id,account_id,starts_at,mrr\n1,A,2026-01-05,100\n2,B,2026-01-10,40\n");
  await run("import csv:accounts accounts.csv");
  await run("import csv:subscriptions subscriptions.csv");
  const range = "--from 2026-01-01 --to 2026-03-01";
  const moved = await run(`report movements ${range} --by segment --format csv`);
  expect(moved.stdout.split("\n").map((line) => line.split(",").slice(0, 4).join())).toEqual([
    "period,segment,opening_mrr,new_mrr",
    "2026-01-01,large,0,40",
    "2026-02-01,large,40,0",
    "2026-01-01,small,0,100",
    "2026-02-01,small,100,0",
    "",
  ]);
  const stayed = await run(`report cohorts ${range} --by segment --format csv`);
  expect(stayed.stdout).toBe("segment,cohort,size,k0,k1\nlarge,2026-01-01,1,1,1\nsmall,2026-01-01,1,1,1\n");
});

test.each([
  ["report", "no report; name one, as foresail report funnel"],
  ["report funel", '"funel" is not a report; one of funnel'],
  ["report account", "report account needs option account: the id of one account"],
  ["report account --account A --format csv --table none", "it has timeline"],
  ["report account --account A --grain decade", "decade"],
  ["report account --account A --where owner=Ann", "report account takes no filter; where names owner"],
  ["report account --account A --by region", "report account cannot be split; by is region"],
  ["report movements --by plan", 'movements follows accounts, so "plan" cannot split it'],
  ["report cohorts --by nonsense", 'cohorts has no dimension "nonsense"'],
])("foresail %s is refused in one line", async (args, message) => {
  const { run } = await filled();
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^foresail report: [^\n]+\n$/);
  expect(stderr).toContain(message);
});
