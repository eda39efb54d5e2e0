import type { Command } from "../command.ts";
import { databaseOf } from "../connection.ts";
import { failure } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { portOf } from "./serve.ts";

/** What the demo package exports: it seeds the sample company, serves API and pages, and tells where. */
interface DemoPackage {
  readonly startDemo: (options: {
    readonly db: string | undefined;
    readonly port: number | undefined;
    readonly io: Pick<Io, "stdout" | "stderr">;
  }) => Promise<{ readonly closed: Promise<void> }>;
}

const demoPackage: string = "@foresail/demo";

/** `foresail demo`: seeds the sample company and serves API and demo. */
export const demoCommand: Command = {
  name: "demo",
  summary: "the sample company, its API and its pages",
  help: `foresail demo [options]

  --db FILE        where to keep the sample company (default: a temporary folder)
  --port N         default 8787; 0 for any free port
`,
  options: { db: { type: "string" }, port: { type: "string" } },
  async run(invocation) {
    const { args, io } = invocation;
    const db = args.flag("db") ? databaseOf(invocation) : undefined;
    const { startDemo } = await loadDemo();
    const demo = await startDemo({ db, port: portOf(args), io });
    await demo.closed;
    return exitCode.done;
  },
};

async function loadDemo(): Promise<DemoPackage> {
  try {
    return (await import(demoPackage)) as DemoPackage;
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isAbsent) throw error;
    throw failure(
      `the demo is not installed; add the package ${demoPackage}, or run npm start in the repository`,
      error,
    );
  }
}
