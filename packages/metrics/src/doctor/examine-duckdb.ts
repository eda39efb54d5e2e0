import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBEngine } from "../engine/duckdb-engine.ts";
import { ForesailError } from "../errors.ts";
import type { FolderJournal } from "../journal/folder-journal.ts";
import { RejectsFolder } from "../store/rejects-folder.ts";
import { SqlStore } from "../store/sql-store.ts";
import { checkData } from "./check-data.ts";
import { checkJournal } from "./check-journal.ts";
import { checkContent, checkProjection } from "./check-projection.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";

/** Which database to examine, and how. */
export interface ExamineOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly file: string;
  /** Project the journal anew into a temporary file, and compare every version of every row. */
  readonly deep?: boolean;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Opens a database to look at it; the finding alone where it cannot be read. */
async function openDatabase(
  file: string,
  folder: string,
  rebuild: string,
): Promise<{ engine: DuckDBEngine | null; finding: Finding }> {
  try {
    return { engine: await DuckDBEngine.open({ file, folder }), finding: ok("database", `${file} opens`) };
  } catch (error) {
    if (!(error instanceof ForesailError) || error.code !== "database_unreadable") throw error;
    return {
      engine: null,
      finding: failed("database", `${file} is not a database that DuckDB can read`, rebuild),
    };
  }
}

/** Projects a journal into a file of its own, and compares. */
async function compareAnew(
  engine: DuckDBEngine,
  journal: FolderJournal,
  folder: string,
  rebuild: string,
): Promise<Finding> {
  const place = await mkdtemp(join(tmpdir(), "foresail-doctor-"));
  try {
    const fresh = await DuckDBEngine.open({ file: join(place, "fresh.duckdb"), folder });
    try {
      const rejects = new RejectsFolder(join(place, "rejects"));
      await SqlStore.open({ engine: fresh, journal, rejects, clock: () => new Date(0) });
      return await checkContent(engine, fresh, rebuild);
    } finally {
      await fresh.close();
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/**
 * Examines a database and its journal, and changes neither.
 *
 * @returns what was found, check by check; what a check stands on that failed is not looked at
 * @throws {ForesailError} `database_locked` where a process has it open
 */
export async function examineDuckDBStore({ file: named, deep = false }: ExamineOptions): Promise<Finding[]> {
  const file = resolve(named);
  const folder = `${file}.journal`;
  const rebuild = `foresail rebuild --db ${named}`;
  const [hasFile, hasJournal] = [await exists(file), await exists(folder)];
  if (!hasFile && !hasJournal) {
    return [failed("database", `nothing at ${file}`, "check --db, or import data")];
  }
  if (!hasJournal) {
    const lost = `${folder} is not there, and it is the truth`;
    return [failed("journal", lost, "restore the journal's folder from a backup, or check --db")];
  }
  const opened = hasFile
    ? await openDatabase(file, folder, rebuild)
    : {
        engine: null,
        finding: warning("database", `no file ${file}`, "nothing: the next command makes it of the journal"),
      };
  const { engine } = opened;
  try {
    const { journal, headers, finding } = await checkJournal(folder);
    const findings = [opened.finding, finding];
    if (engine === null || journal === null) return findings;
    const projection = await checkProjection(engine, headers.length, rebuild);
    findings.push(projection);
    if (projection.state !== "ok") return findings;
    if (deep) findings.push(await compareAnew(engine, journal, folder, rebuild));
    const tenants = [...new Set(headers.map(({ tenant }) => tenant))].sort();
    for (const tenant of tenants) findings.push(...(await checkData(engine, tenant, headers)));
    return findings;
  } finally {
    await engine?.close();
  }
}
