import { PGlite } from "@electric-sql/pglite";
import { expect, onTestFinished, test } from "vitest";
import { openPostgresStore } from "../../src/postgres.ts";
import { file, fixture, importSource, newStore, values } from "../sources/support.ts";

const deals = (...rows: string[]) =>
  `Id,StageName,CloseDate,IsWon,IsClosed,Amount,AccountId\n${rows.map((row) => `${row}\n`).join("")}`;
const accounts = "Id,Name,ParentId,Industry\nA,Acme,,Software\n";

test("a dry run says what would be written, and writes nothing", async () => {
  const store = await newStore();
  const text = deals("1,Won,2026-01-10,true,true,100,A", "2,Won,soon,true,true,100,Z");
  const files = [...file(text, "deals.csv"), ...file(accounts, "accounts.csv")];
  const before = (await store.freshness("default")).dataVersion;
  const reports = await importSource(store, files, { dryRun: true });
  expect(reports).toMatchObject([
    { table: "accounts", rows: 1, accepted: 1, batch: null },
    { table: "opportunities", rows: 2, accepted: 1, rejected: 1, batch: null, rejectsFile: null },
  ]);
  expect(reports[1]?.files).toEqual([
    {
      file: "deals.csv",
      export: "salesforce:opportunity",
      rows: 2,
      skipped: 0,
      columns: expect.objectContaining({ amount: "Amount", account_id: "AccountId", closed_at: "CloseDate" }),
      notes: expect.arrayContaining([
        "dates of CloseDate: ISO 8601, which reads 1 of 2 values",
        "numbers of Amount: plain",
      ]),
    },
  ]);
  // Account A is known within the rehearsal, so nothing is said to be missing but what is.
  expect(reports[1]?.warnings.map(({ code }) => code)).toEqual(["missing_date"]);
  expect((await store.freshness("default")).dataVersion).toBe(before);
  expect(await values(store, "bookings")).toEqual([0, 0, 0]);
  const [, real] = await importSource(store, files);
  expect(real).toMatchObject({ accepted: 1, rejected: 1, batch: 2 });
});

test("a dry run of a file of one table leaves nothing either", async () => {
  const store = await newStore();
  const files = file("id,outcome,closed_at,amount\n1,won,2026-01-10,5\n");
  const request = { table: "opportunities", files, full: false, strict: true } as const;
  expect(await store.importFiles("default", { ...request, dryRun: true })).toMatchObject({
    accepted: 1,
    batch: null,
  });
  expect(await store.importFiles("default", request)).toMatchObject({ accepted: 1, batch: 1 });
});

test("a reject in one table keeps a strict import out of all", async () => {
  const store = await newStore();
  const files = [
    ...file(accounts, "accounts.csv"),
    ...file(deals("1,Won,soon,true,true,100,A"), "deals.csv"),
  ];
  await expect(importSource(store, files, { strict: true })).rejects.toMatchObject({ code: "rows_rejected" });
  expect((await store.freshness("default")).recordedAt).toBeNull();
});

test("a full import deletes what its own source no longer has, and nothing else", async () => {
  const store = await newStore();
  await store.importFiles("default", {
    ...{ table: "opportunities", full: false, strict: true },
    files: file("id,outcome,closed_at,amount\nx,won,2026-01-10,5\n"),
  });
  const [one, two] = ["1,Won,2026-01-10,true,true,100,A", "2,Won,2026-01-10,true,true,10,A"];
  await importSource(store, file(deals(one!, two!)));
  expect((await values(store, "bookings"))[0]).toBe(115);
  await importSource(store, file(deals(one!)), { full: true });
  expect((await values(store, "bookings"))[0]).toBe(105);
});

test("a map changes what the source's own says of one table", async () => {
  const store = await newStore();
  const text = `${deals("1,Won,2026-01-10,true,true,100,A")}`
    .replace("Amount,", "Amount,Region,")
    .replace("100,", "100,EMEA,");
  const map = {
    table: "opportunities",
    columns: { amount: { value: "7" } },
    attributes: ["Region"],
  } as const;
  await importSource(store, file(text), { map: { ...map, attributes: [...map.attributes] } });
  expect((await values(store, "bookings", { by: ["attributes.Region"] }, "EMEA"))[0]).toBe(7);
  const nameless = { columns: {}, attributes: [] };
  await expect(importSource(store, file(text), { map: nameless })).rejects.toThrow(/the map names no table/);
});

test("forms that cannot be seen are asked for, and taken as told", async () => {
  const store = await newStore();
  const text = deals('1,Won,03/02/2026,true,true,"1,234",A');
  await expect(importSource(store, file(text))).rejects.toThrow(/--decimal.*|--date-format.*/);
  await importSource(store, file(text), { dateFormat: "dd/MM/yyyy", decimal: "." });
  expect(await values(store, "bookings")).toEqual([0, 1_234, 0]);
});

test("files that others look up fill no table themselves, and say so", async () => {
  const store = await newStore();
  const stages = file("id,percent_off,amount_off,duration\nc,10,,forever\n", "coupons.csv");
  await expect(importSource(store, stages)).rejects.toThrow(
    "coupons.csv (stripe:coupon): looked up by other exports, and fills no table itself; import it together with them",
  );
});

test("PostgreSQL imports, rehearses and undoes a source as DuckDB does", async () => {
  const clock = () => new Date("2026-03-10T12:00:00Z");
  const store = await openPostgresStore({ client: await PGlite.create(), clock });
  onTestFinished(() => store.close());
  const files = [
    ...file(deals("1,Won,2026-01-10,true,true,100,A"), "deals.csv"),
    ...file(accounts, "accounts.csv"),
  ];
  expect((await importSource(store, files, { dryRun: true })).map(({ batch }) => batch)).toEqual([
    null,
    null,
  ]);
  expect(await values(store, "bookings")).toEqual([0, 0, 0]);
  expect((await importSource(store, files)).map(({ batch, accepted }) => [batch, accepted])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect(await values(store, "bookings")).toEqual([100, 0, 0]);
  await store.undoImport("default", 2);
  expect(await values(store, "bookings")).toEqual([0, 0, 0]);
});

test("what fills a column is said: a source column, a constant, texts by name", async () => {
  const store = await newStore();
  const files = fixture("salesforce", "forecasting-quota.csv", "period.csv");
  const [report] = await importSource(store, files, { dryRun: true });
  expect(report?.files?.[0]?.columns).toMatchObject({
    value: "QuotaAmount",
    metric: '"bookings"',
    dimensions: "owner: QuotaOwnerId",
    grain: "period.Type",
  });
});
