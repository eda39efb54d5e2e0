import { z } from "zod";
import { besideDatabase, readJson, removeFile, writeJson } from "./files.ts";

const ServerFile = z.object({ pid: z.number(), url: z.string() });

/** The server that has a database open. */
export type RunningServer = z.infer<typeof ServerFile>;

/** Notes beside a database that this process serves it. */
export async function announceServer(db: string, url: string): Promise<void> {
  await writeJson(besideDatabase(db).server, { pid: process.pid, url });
}

/** Takes the note of this process away. */
export async function withdrawServer(db: string): Promise<void> {
  const server = await readServer(db);
  if (server?.pid === process.pid) await removeFile(besideDatabase(db).server);
}

/** The live server of a database; null where there is none, or only the note of one that died. */
export async function runningServer(db: string): Promise<RunningServer | null> {
  const server = await readServer(db);
  return server !== null && isAlive(server.pid) ? server : null;
}

/** What to tell someone who finds a database in use. */
export function explainLock(db: string, server: RunningServer | null): string {
  return server === null
    ? `${db} is in use by another process; end that one, or reach it with --api URL --key K`
    : `${db} is in use by the server at ${server.url} (process ${server.pid}); use --api ${server.url} --key K, or stop it`;
}

async function readServer(db: string): Promise<RunningServer | null> {
  const content = await readJson(besideDatabase(db).server).catch(() => null);
  return ServerFile.safeParse(content).data ?? null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
