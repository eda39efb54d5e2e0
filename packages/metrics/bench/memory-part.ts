import { Query } from "@foresail/client";
import { type BenchOptions, openBenchStore } from "./bench-store.ts";
import { tenant } from "./company.ts";
import { peakMegabytes } from "./machine.ts";
import { questions } from "./questions.ts";
import { row, timed } from "./timing.ts";

/** Every question once with little memory for DuckDB, and the most that the process has had after each. */
export async function memoryPart(options: BenchOptions): Promise<void> {
  const memoryLimit = options.memoryLimit ?? "512MB";
  const { store } = await openBenchStore({ ...options, keptAnswers: 0, memoryLimit });
  console.log(`DuckDB may take ${memoryLimit}`);
  console.log(row("Question", "ms", "Peak, MB"));
  console.log(row("---", "--:", "--:"));
  for (const question of questions) {
    const { ms } = await timed(() => store.query(tenant, Query.parse(question.query)));
    console.log(row(question.id, ms.toFixed(0), peakMegabytes()));
  }
  await store.close();
}
