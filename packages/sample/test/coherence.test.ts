import { expect, test } from "vitest";
import { columns, generateCompany, type Row, tableNames } from "../src/index.ts";
import { byId, company } from "./company.ts";

const { tables } = company;
const accounts = byId(tables.accounts);
const people = byId(tables.people);
const owners = byId(tables.owners);
const products = byId(tables.products);

test.each(tableNames)("%s: ids are unique and the columns are those of the model", (table) => {
  const rows: readonly Row[] = tables[table];
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(Object.keys(rows[0]!).sort()).toEqual([...columns[table]].sort());
});

test("nothing is dated on or after the end", () => {
  const planned = new Set(["expected_close", "renews_at", "period_end"]);
  for (const table of tableNames) {
    const rows: readonly Row[] = tables[table];
    for (const column of columns[table].filter((name) => /(_at|date|at|period_start)$/.test(name))) {
      if (planned.has(column)) continue;
      const late = rows.filter((row) => String(row[column] ?? "") >= "2026-11-01");
      expect(late, `${table}.${column}`).toEqual([]);
    }
  }
});

test("references lead to rows", () => {
  for (const { account_id } of tables.people)
    expect(account_id === null || accounts.has(account_id)).toBe(true);
  for (const deal of tables.opportunities) {
    expect(deal.account_id === null || accounts.has(deal.account_id)).toBe(true);
    expect(deal.person_id === null || people.has(deal.person_id)).toBe(true);
    expect(owners.has(deal.owner)).toBe(true);
    expect(products.has(deal.product)).toBe(true);
  }
  for (const row of tables.subscriptions) {
    expect(accounts.has(row.account_id)).toBe(true);
    expect(products.has(row.plan)).toBe(true);
  }
  for (const touch of tables.touchpoints)
    expect(touch.person_id === null || people.has(touch.person_id)).toBe(true);
  for (const row of [...tables.invoices, ...tables.payments]) expect(accounts.has(row.account_id)).toBe(true);
  for (const { owner, parent_id } of tables.accounts) {
    expect(owners.has(owner)).toBe(true);
    expect(parent_id === null || accounts.has(parent_id)).toBe(true);
  }
  for (const { manager } of tables.owners) expect(manager === null || owners.has(manager)).toBe(true);
});

test("an account belongs to an older one", () => {
  const small = generateCompany({ seed: 4, end: "2026-12-01", rows: 20_000 }).tables.accounts;
  for (const rows of [tables.accounts, small]) {
    const known = byId(rows);
    const children = rows.filter(({ parent_id }) => parent_id !== null);
    expect(children.length).toBeGreaterThan(0);
    for (const { parent_id, created_at } of children)
      expect(known.get(parent_id!)!.created_at <= created_at).toBe(true);
  }
});

test("only open deals lack an account; some of them do", () => {
  const without = tables.opportunities.filter(({ account_id }) => account_id === null);
  expect(without.length).toBeGreaterThan(0);
  expect(without.every(({ outcome }) => outcome === "open")).toBe(true);
});

test("every person was touched before or when the lead was created", () => {
  const firstTouch = new Map<string, string>();
  const see = (key: string | null, at: string): void => {
    if (key !== null && at < (firstTouch.get(key) ?? "9")) firstTouch.set(key, at);
  };
  for (const { person_id, anonymous_id, at } of tables.touchpoints) {
    see(person_id, at);
    see(anonymous_id, at);
  }
  for (const { id, anonymous_id, created_at } of tables.people) {
    const first = [firstTouch.get(id), firstTouch.get(anonymous_id ?? "")]
      .filter((at) => at !== undefined)
      .sort()[0];
    expect(first! < created_at, id).toBe(true);
  }
});

test("some visitors are never identified", () => {
  const known = new Set(tables.people.map(({ anonymous_id }) => anonymous_id));
  expect(
    tables.touchpoints.some(({ anonymous_id, person_id }) => person_id === null && !known.has(anonymous_id)),
  ).toBe(true);
});

test("milestones of a lead come in order, and its opportunity after them", () => {
  for (const { id, created_at, mql_at, sql_at, converted_at, disqualified_at } of tables.people) {
    const reached = [created_at, mql_at, sql_at, converted_at].filter((at) => at !== null);
    expect(reached, id).toEqual([...reached].sort());
    if (converted_at) expect(sql_at !== null && mql_at !== null && disqualified_at === null, id).toBe(true);
    if (sql_at) expect(mql_at, id).not.toBeNull();
  }
  for (const { id, type, person_id, created_at, closed_at } of tables.opportunities) {
    if (created_at && closed_at) expect(created_at < closed_at, id).toBe(true);
    if (type === "new" && created_at) expect(people.get(person_id!)!.converted_at, id).toBe(created_at);
  }
});

test("an opportunity says what its last change says, and changes have instants of their own", () => {
  const last = new Map<string, (typeof tables.opportunity_changes)[number]>();
  const instants = new Set(
    tables.opportunity_changes.map(({ opportunity_id, at }) => `${opportunity_id} ${at}`),
  );
  expect(instants.size).toBe(tables.opportunity_changes.length);
  for (const change of tables.opportunity_changes) {
    const known = last.get(change.opportunity_id);
    if (!known || change.at > known.at) last.set(change.opportunity_id, change);
  }
  expect(last.size).toBe(tables.opportunities.length);
  const stages = new Map(tables.stages.map((stage) => [`${stage.pipeline}/${stage.name}`, stage]));
  for (const deal of tables.opportunities) {
    const { stage, amount, probability, expected_close, forecast_category, at } = last.get(deal.id)!;
    expect(deal).toMatchObject({ stage, amount, probability, expected_close, forecast_category });
    expect(deal.closed_at).toBe(deal.outcome === "open" ? null : at);
    expect(stages.get(`${deal.pipeline}/${stage}`)).toMatchObject({ outcome: deal.outcome, probability });
    expect(deal.loss_reason === null).toBe(deal.outcome !== "lost");
  }
});

test("the terms of a subscription follow each other without overlap", () => {
  const bySubscription = new Map<string, (typeof tables.subscriptions)[number][]>();
  for (const row of tables.subscriptions) {
    bySubscription.set(row.subscription_id, [...(bySubscription.get(row.subscription_id) ?? []), row]);
  }
  for (const [id, rows] of bySubscription) {
    rows.sort((a, b) => (a.starts_at < b.starts_at ? -1 : 1));
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      expect(row.ends_at === null || row.starts_at < row.ends_at, id).toBe(true);
      if (next) expect(row.ends_at, id).toBe(next.starts_at);
    });
  }
});

test("every price is either an MRR, or an amount with its interval", () => {
  for (const { id, mrr, amount, interval, trial, renews_at } of tables.subscriptions) {
    expect((mrr === null) !== (amount === null), id).toBe(true);
    expect(interval, id).toMatch(/^(month|year)$/);
    if (trial) expect(renews_at, id).toBeNull();
  }
  const { subscriptions } = tables;
  expect(subscriptions.some(({ trial, ends_at }) => trial && ends_at !== null)).toBe(true);
  expect(
    subscriptions.some(({ amount, quantity }) => amount && (Number(amount) * 100 * quantity) % 12 > 0),
  ).toBe(true);
  expect(subscriptions.some(({ interval_count }) => interval_count === 2)).toBe(true);
});

test("a new customer's subscription starts once its deal is won", () => {
  const firstWon = new Map<string, string>();
  for (const { account_id, closed_at, outcome, type } of tables.opportunities) {
    if (outcome === "won" && type === "new") firstWon.set(account_id!, closed_at!.slice(0, 10));
  }
  for (const { account_id, starts_at, trial } of tables.subscriptions) {
    if (trial || starts_at === "2023-10-31" || !firstWon.has(account_id)) continue;
    expect(starts_at >= firstWon.get(account_id)!, account_id).toBe(true);
  }
});

test("a few optional cells are empty", () => {
  expect(tables.opportunities.some(({ created_at }) => created_at === null)).toBe(true);
  expect(tables.opportunities.some(({ amount, outcome }) => amount === null && outcome === "won")).toBe(true);
  expect(tables.people.some(({ anonymous_id }) => anonymous_id === null)).toBe(true);
  expect(tables.accounts.some(({ employees }) => employees === null)).toBe(true);
});
