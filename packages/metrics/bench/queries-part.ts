import { Query } from "@foresail/client";
import { type BenchOptions, openBenchStore } from "./bench-store.ts";
import { tenant } from "./company.ts";
import { compareAnswers } from "./compare-answers.ts";
import { plainSql } from "./generate-tables.ts";
import { handWritten, questions } from "./questions.ts";
import { median, row, timed } from "./timing.ts";

/** The goal: ours over the hand-written SQL's. */
const goal = { median: 1.15, worst: 1.5 } as const;

/** Our time against that of hand-written SQL for the same answer, in turns on one connection, without our cache. */
export async function queriesPart(options: BenchOptions, runs: number, only?: string): Promise<void> {
  const { store, engine } = await openBenchStore({ ...options, keptAnswers: 0 });
  const ratios: number[] = [];
  console.log(row("Question", "Ours, ms", "SQL by hand, ms", "Ratio", "Equal values"));
  console.log(row("---", "--:", "--:", "--:", "--:"));
  for (const question of questions.filter(({ id }) => only === undefined || id === only)) {
    const query = Query.parse(question.query);
    const statement = plainSql(handWritten(question));
    const ask = () => timed(() => store.query(tenant, query));
    const run = () => timed(() => engine.read((read) => read(statement)));
    // The first run of each reads blocks from the disk.
    const { equal, differences } = compareAnswers((await ask()).result.series, (await run()).result);
    if (differences.length > 0) {
      throw new Error(
        `${question.id} differs in ${differences.length} values, as in ${differences.slice(0, 3).join("; ")}`,
      );
    }
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let turn = 0; turn < runs; turn += 1) {
      ours.push((await ask()).ms);
      theirs.push((await run()).ms);
    }
    const ratio = median(ours) / median(theirs);
    ratios.push(ratio);
    console.log(
      row(question.id, median(ours).toFixed(0), median(theirs).toFixed(0), ratio.toFixed(2), equal),
    );
  }
  console.log(
    `median ratio ${median(ratios).toFixed(2)} (goal ${goal.median}), worst ${Math.max(...ratios).toFixed(2)} (goal ${goal.worst})`,
  );
  await store.close();
}
