import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";

/** What a command printed, standard output and errors together, and its exit code. */
export interface Output {
  readonly text: string;
  readonly code: number;
}

const commandLimitMs = 30_000;
const serverLimitMs = 20_000;

/** One shell, in which commands run one after the other as a reader would type them. */
export class Session {
  readonly #shell: ChildProcess;
  #printed = "";

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    // A group of its own, so that what it leaves running can be ended with it.
    this.#shell = spawn("sh", [], { cwd: folder, env, detached: true });
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text: string) => {
        this.#printed += text;
      });
    }
    this.#shell.stdin?.write("exec 2>&1\n");
  }

  /**
   * Runs a command to its end.
   *
   * @param isWhole - for a command in the background: whether it has printed all that is awaited
   */
  async run(command: string, isWhole: (text: string) => boolean): Promise<Output> {
    const start = this.#printed.length;
    const mark = `end-${randomUUID()}`;
    this.#shell.stdin?.write(`{ ${command}\n} < /dev/null\nprintf '\\n%s %s\\n' ${mark} $?\n`);
    const end = new RegExp(`\\n${mark} (\\d+)\\n`);
    const own = (): string => this.#printed.slice(start);
    const textOf = (): string => own().replace(end, "");
    await until(
      () => end.test(own()),
      commandLimitMs,
      () => `${command}\ndid not end; it printed\n${own()}`,
    );
    const code = Number(end.exec(own())?.[1]);
    if (command.trimEnd().endsWith("&")) await until(() => isWhole(textOf()), serverLimitMs).catch(() => {});
    return { text: textOf(), code };
  }

  /** Ends the shell and all that it started. */
  async close(): Promise<void> {
    const { pid } = this.#shell;
    if (pid === undefined || this.#shell.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#shell.once("exit", resolve));
    process.kill(-pid, "SIGTERM");
    const force = setTimeout(() => process.kill(-pid, "SIGKILL"), 5_000);
    await ended;
    clearTimeout(force);
  }
}

async function until(done: () => boolean, limitMs: number, describe = () => "timeout"): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!done()) {
    if (Date.now() > deadline) throw new Error(describe());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
