import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BothStores } from "./support/both-stores.ts";

/*
 * Worked by hand. Pipeline "new": Lead (1), Demo (2), Proposal (3), Won (4), Lost (5). What each deal did in 2026:
 *
 *   A  5 Jan Lead, 10 Jan Demo, 20 Jan Proposal, 1 Feb back to Demo, won on 10 Feb
 *   B  6 Jan Lead, 8 Feb Proposal (Demo jumped over), lost on 1 Mar
 *   C  10 Jan Demo (Lead was before the first), lost on 31 Jan
 *   D  open, no history: in Lead since 20 Jan, by its row
 *   E  won on 3 Mar, no history: nothing is known of its stages
 *
 *   entered   Lead: A 5 Jan, B 6 Jan, D 20 Jan      Demo: A 10 Jan, C 10 Jan, B 8 Feb    Proposal: A 20 Jan, B 8 Feb
 *   further   A after 5 days, B after 33, D not     A after 10, C not, B after 0         A won after 21, B not
 *
 *   visits    Lead: A 5 (until 10 Jan), B 33 (8 Feb), D lasts
 *             Demo: A 10 (20 Jan), A 9 (10 Feb), C 21 (31 Jan)      Proposal: A 12 (1 Feb), B 21 (1 Mar)
 */
const stores = new BothStores();
const range = { from: "2026-01-01", to: "2026-04-01" } as const;

beforeAll(async () => {
  await stores.open();
  stores.now = "2026-04-10T12:00:00.000Z";
  const names = ["Lead", "Demo", "Proposal", "Won", "Lost"];
  await stores.add(
    "stages",
    names.map((name, index) => ({
      pipeline: "new",
      name,
      position: index + 1,
      outcome: { Won: "won", Lost: "lost" }[name] ?? "open",
    })),
  );
  await stores.add("owners", [{ id: "Ann", region: "East" }]);
  await stores.add("opportunities", [
    {
      id: "A",
      created_at: "2026-01-05",
      outcome: "won",
      closed_at: "2026-02-10",
      stage: "Won",
      owner: "Ann",
      pipeline: "new",
    },
    { id: "B", created_at: "2026-01-06", outcome: "lost", closed_at: "2026-03-01", stage: "Lost" },
    { id: "C", created_at: "2026-01-10", outcome: "lost", closed_at: "2026-01-31", stage: "Lost" },
    { id: "D", created_at: "2026-01-20", outcome: "open", stage: "Lead" },
    { id: "E", created_at: "2026-01-20", outcome: "won", closed_at: "2026-03-03", stage: "Won" },
  ]);
  const moves: Record<string, [string, string][]> = {
    A: [
      ["2026-01-05", "Lead"],
      ["2026-01-10", "Demo"],
      ["2026-01-20", "Proposal"],
      ["2026-02-01", "Demo"],
      ["2026-02-10", "Won"],
    ],
    B: [
      ["2026-01-06", "Lead"],
      ["2026-02-08", "Proposal"],
      ["2026-03-01", "Lost"],
    ],
    C: [
      ["2026-01-10", "Demo"],
      ["2026-01-31", "Lost"],
    ],
  };
  await stores.add(
    "opportunity_changes",
    Object.entries(moves).flatMap(([opportunity_id, all]) =>
      all.map(([at, stage]) => ({ opportunity_id, at, stage })),
    ),
  );
});

afterAll(() => stores.close());

describe("stage conversion, worked by hand", () => {
  const by = (metric: string, dimension = "stage") =>
    stores.values({ metrics: [metric], by: [dimension], ...range });

  test("skipped stages are passed, the first entry counts, moves back take nothing away", async () => {
    expect(await by("stage_conversion_rate")).toEqual({
      Lead: [2 / 3, null, null],
      Demo: [1 / 2, 1, null],
      Proposal: [1, 0, null],
    });
  });

  test("within days, the last one included", async () => {
    expect(await by("stage_conversion_rate.within33d")).toMatchObject({ Lead: [2 / 3, null, null] });
    expect(await by("stage_conversion_rate.within32d")).toMatchObject({ Lead: [1 / 3, null, null] });
    expect(await by("stage_conversion_rate.within10d")).toMatchObject({ Demo: [1 / 2, 1, null] });
    expect(await by("stage_conversion_rate.within9d")).toMatchObject({ Demo: [0, 1, null] });
  });

  test("in total it is over all entries; the owner's region splits it", async () => {
    expect(await stores.one("stage_conversion_rate", range)).toEqual([4 / 6, 1 / 2, null]);
    expect(await by("stage_conversion_rate", "region")).toEqual({
      East: [1, null, null],
      null: [1 / 3, 1 / 2, null],
    });
  });

  test("a cohort that is younger than its days is partial", async () => {
    const [series] = await stores.ask({ metrics: ["stage_conversion_rate.within9d"], ...range });
    // 10 April: those who came in on 31 March are 10 days old, so their 9 days are over.
    expect(series?.points.map(({ partial }) => partial)).toEqual([false, false, false]);
    const [younger] = await stores.ask({ metrics: ["stage_conversion_rate.within10d"], ...range });
    expect(younger?.points.map(({ partial }) => partial)).toEqual([false, false, true]);
  });
});

describe("time in stage, worked by hand", () => {
  test.each<[string, Record<string, (number | null)[]>]>([
    ["stage_duration_days", { Lead: [5, 33, null], Demo: [15.5, 9, null], Proposal: [null, 12, 21] }],
    ["stage_duration_days.mean", { Lead: [5, 33, null], Demo: [15.5, 9, null], Proposal: [null, 12, 21] }],
    ["stage_duration_days.p90", { Lead: [5, 33, null], Demo: [19.9, 9, null], Proposal: [null, 12, 21] }],
  ])("%s by the day on which visits ended", async (metric, expected) => {
    expect(await stores.values({ metrics: [metric], by: ["stage"], ...range })).toEqual(expected);
  });

  test("the Kaplan-Meier median censors visits that last, over all of history in one period", async () => {
    // Lead: 5 and 33 ended, D since 20 Jan, 80 days old on 10 April: S = 2/3, 1/3. Demo: 9, 10, 21: 2/3, 1/3. Proposal: 12, 21.
    expect(
      await stores.values({ metrics: ["stage_duration_days.km"], by: ["stage"], grain: "year" }),
    ).toEqual({ Lead: [33], Demo: [10], Proposal: [12] });
    // January alone. Lead: A ended at 5 of 3 at risk; B censored at 25 and D at 11. Demo: A 10, C 21. Proposal: A censored at 11.
    expect(
      await stores.values({ metrics: ["stage_duration_days.km"], by: ["stage"], ...range, to: "2026-02-01" }),
    ).toEqual({ Lead: [null], Demo: [10], Proposal: [null] });
  });
});

describe("win rates of cohorts", () => {
  test("any number of days", async () => {
    // Created in January: A won after 36 days, E after 42, of five.
    expect(await stores.one("win_rate.cohort", range)).toEqual([2 / 5, null, null]);
    expect(await stores.one("win_rate.within36d", range)).toEqual([1 / 5, null, null]);
    expect(await stores.one("win_rate.within35d", range)).toEqual([0, null, null]);
  });

  test("an unknown variant is refused", async () => {
    await expect(stores.ask({ metrics: ["win_rate.within0d"], ...range })).rejects.toMatchObject({
      code: "unknown_metric",
    });
  });
});

describe("sales cycle", () => {
  test("Kaplan-Meier over the year: won 36 and 42; lost 21 and 54; open for 80 days", async () => {
    // At risk at 36: all but the one lost at 21, four: S = 3/4; at 42: three: S = 1/2.
    expect(await stores.one("sales_cycle_days.km", { grain: "year" })).toEqual([42]);
  });

  test("Kaplan-Meier by month: those who came in earlier are at risk from their age then", async () => {
    // January: nothing won. February: A at 36; at risk at 36: A from 27 on, B from 26; D and E are 12 to 39: four, S = 3/4.
    // March: E at 42: from 40 on, with D, 40 to 70; B, lost at 54, was 54 already on the 1st: two, S = 1/2.
    expect(await stores.one("sales_cycle_days.km", range)).toEqual([null, null, 42]);
  });

  test("can start at the first touch of the account or the person", async () => {
    const touched = "touched";
    await stores.add("people", [{ id: "p", account_id: "acme" }, { id: "q" }], touched);
    await stores.add(
      "touchpoints",
      [
        { id: "1", at: "2026-01-01", person_id: "p" },
        { id: "2", at: "2026-01-03", account_id: "acme" },
        { id: "3", at: "2026-01-08", person_id: "q" },
        { id: "4", at: "2026-02-20", account_id: "late" },
      ],
      touched,
    );
    const deal = { created_at: "2026-01-11", outcome: "won", closed_at: "2026-01-21" };
    await stores.add(
      "opportunities",
      [
        { ...deal, id: "A", account_id: "acme" },
        { ...deal, id: "B", person_id: "q" },
        { ...deal, id: "C", account_id: "late" },
      ],
      touched,
    );
    const january = { from: "2026-01-01", to: "2026-02-01" };
    const ask = async (metric: string, start: string) =>
      (await stores.ask({ metrics: [metric], ...january, set: { "salesCycle.start": start } }, touched))[0];
    // From creation all took 10 days. From the first touch: A 20, B 13, C 10, touched only later.
    expect((await ask("sales_cycle_days", "created"))?.points[0]?.value).toBe(10);
    const first = await ask("sales_cycle_days", "first_touch");
    expect(first?.definition).toBe("sales_cycle_days@1[salesCycle.start=first_touch]");
    expect(first?.points[0]?.value).toBe(13);
    expect((await ask("sales_cycle_days.mean", "first_touch"))?.points[0]?.value).toBe(43 / 3);
    expect((await ask("sales_cycle_days.km", "first_touch"))?.points[0]?.value).toBe(13);
  });
});

describe("lead to customer rate", () => {
  test("by conversion or a won deal, whichever came first", async () => {
    const tenant = "leads";
    await stores.add(
      "people",
      [
        { id: "1", created_at: "2026-01-01", channel: "ads", converted_at: "2026-01-31" },
        { id: "2", created_at: "2026-01-01", channel: "ads" },
        { id: "3", created_at: "2026-01-01", converted_at: "2026-03-31" },
        { id: "4", created_at: "2026-01-01" },
        { id: "5", created_at: "2026-02-01" },
      ],
      tenant,
    );
    await stores.add(
      "opportunities",
      [
        { id: "a", person_id: "2", created_at: "2026-01-05", outcome: "won", closed_at: "2026-02-10" },
        { id: "b", person_id: "2", created_at: "2026-01-05", outcome: "won", closed_at: "2026-02-05" },
        { id: "c", person_id: "3", created_at: "2026-01-05", outcome: "won", closed_at: "2026-02-01" },
        { id: "d", person_id: "4", created_at: "2026-01-05", outcome: "lost", closed_at: "2026-01-06" },
      ],
      tenant,
    );
    const rate = async (metric: string, by: string[] = []) =>
      stores.values({ metrics: [metric], by, from: "2026-01-01", to: "2026-03-01" }, tenant);
    // 1 after 30 days, 2 after 35, 3 after 31, 4 and 5 not.
    expect(await rate("lead_to_customer_rate")).toEqual({ "": [3 / 4, 0] });
    expect(await rate("lead_to_customer_rate.within30d")).toEqual({ "": [1 / 4, 0] });
    expect(await rate("lead_to_customer_rate.within31d")).toEqual({ "": [2 / 4, 0] });
    expect(await rate("lead_to_customer_rate", ["channel"])).toEqual({ ads: [1, null], null: [1 / 2, 0] });
  });
});

describe("sales velocity", () => {
  test.each([
    // Closed in February: A won, alone: win rate 1, 900 a deal, 36 days. Worked in it: A, B, D, E. Open at its end: B, D, E.
    ["worked", 4 * 1 * (900 / 36)],
    ["created", 0],
    ["open", 3 * 1 * (900 / 36)],
  ])("of deals %s", async (deals, expected) => {
    const tenant = `velocity_${deals}`;
    const row = (id: string, created_at: string, outcome: string, closed_at?: string) => ({
      id,
      created_at,
      outcome,
      amount: 900,
      ...(closed_at ? { closed_at } : {}),
    });
    await stores.add(
      "opportunities",
      [
        row("A", "2026-01-05", "won", "2026-02-10"),
        row("B", "2026-01-06", "lost", "2026-03-01"),
        row("C", "2026-01-10", "lost", "2026-01-31"),
        row("D", "2026-01-20", "open"),
        row("E", "2026-01-20", "won", "2026-03-03"),
      ],
      tenant,
    );
    const february = { from: "2026-02-01", to: "2026-03-01", set: { "velocity.deals": deals } };
    const [series] = await stores.ask({ metrics: ["sales_velocity"], ...february }, tenant);
    expect(series?.points[0]?.value).toBe(expected);
  });
});
