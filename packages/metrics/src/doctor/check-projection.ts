import type { Engine } from "../engine/engine.ts";
import { projectedTables, readProgress } from "../projection/schema.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { counted, type Finding, failed, ok, warning } from "./finding.ts";

/** Tables of Foresail's that a database has. */
async function tablesOf(engine: Engine): Promise<Set<string>> {
  const rows = await engine.read((query) =>
    query(sql`select table_name as name from information_schema.tables`),
  );
  return new Set(rows.map(({ name }) => String(name)));
}

/** Compares how far the database is with how far the journal is. */
export async function checkProjection(engine: Engine, batches: number, rebuild: string): Promise<Finding> {
  const tables = await tablesOf(engine);
  if (!projectedTables.every((table) => tables.has(table))) {
    return batches === 0
      ? warning("projection", "the database has no tables yet", "import data")
      : failed("projection", "the database lacks tables of Foresail's", rebuild);
  }
  const held = await engine.read((query) => readProgress({ query }));
  if (held === batches)
    return ok("projection", `holds all ${counted(held, "batch", "batches")} of the journal`);
  if (held < batches) {
    return warning(
      "projection",
      `holds ${held} of ${batches} batches of the journal`,
      "nothing: the next command that opens it projects the others",
    );
  }
  return failed(
    "projection",
    `holds ${held} batches, the journal ${batches}`,
    "restore the journal's folder from a backup: what it lacks is lost with the database",
  );
}

/** One row a table and tenant: how many versions it holds, and a sum over all their columns that no order changes. */
const contents: Sql = sql`${comment("what every table holds")}${join(
  projectedTables.map(
    (table) =>
      sql`select ${table} as name, tenant, cast(count(*) as bigint) as n, cast(sum(cast(hash(t) as hugeint)) as varchar) as content from ${id(table)} as t group by tenant`,
  ),
  "\nunion all\n",
)}`;

/** Compares, version by version, what a database holds with what another one holds that was made from the same journal. */
export async function checkContent(engine: Engine, fresh: Engine, rebuild: string): Promise<Finding> {
  const [held, made] = await Promise.all(
    [engine, fresh].map(async (one) => {
      const rows = await one.read((query) => query(contents));
      return new Map(rows.map(({ name, tenant, n, content }) => [`${name} of ${tenant}`, `${n} ${content}`]));
    }),
  );
  const names = [...new Set([...(held?.keys() ?? []), ...(made?.keys() ?? [])])];
  const different = names.filter((name) => held?.get(name) !== made?.get(name)).sort();
  if (different.length === 0)
    return ok("content", "equal to what the journal gives when it is projected anew");
  return failed("content", `differs from what the journal gives in ${different.join(", ")}`, rebuild);
}
