import { Query } from "@foresail/client";
import { type BenchOptions, openBenchStore } from "./bench-store.ts";
import { tenant } from "./company.ts";
import { questions } from "./questions.ts";
import { median, row, timed } from "./timing.ts";

/** A question asked again, while its answer is kept. */
export async function cachePart(options: BenchOptions): Promise<void> {
  const { store } = await openBenchStore({ ...options, keptAnswers: 500 });
  console.log(row("Question", "First, ms", "Again, ms"));
  console.log(row("---", "--:", "--:"));
  for (const question of questions) {
    const query = Query.parse(question.query);
    const first = await timed(() => store.query(tenant, query));
    const again: number[] = [];
    for (let turn = 0; turn < 201; turn += 1) again.push((await timed(() => store.query(tenant, query))).ms);
    console.log(row(question.id, first.ms.toFixed(0), median(again).toFixed(3)));
  }
  await store.close();
}
