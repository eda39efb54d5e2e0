import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RejectsSink } from "./rejects-sink.ts";

/** Writes rejected rows into a folder, one file an import. */
export class RejectsFolder implements RejectsSink {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(name: string, csv: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const file = join(this.#folder, `${name}${attempt === 1 ? "" : `-${attempt}`}.csv`);
      try {
        await writeFile(file, csv, { flag: "wx" });
        return file;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }
}
