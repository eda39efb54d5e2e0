import { Query } from "@foresail/client";
import { type BenchOptions, openBenchStore } from "./bench-store.ts";
import { tenant } from "./company.ts";
import { compareAnswers } from "./compare-answers.ts";
import { plainSql } from "./generate-tables.ts";
import { handWritten, questions } from "./questions.ts";
import { median, row, type Timed, timed } from "./timing.ts";

/** Medians of both sides, and ours over theirs. */
function compared(
  ours: readonly Timed<unknown>[],
  theirs: readonly Timed<unknown>[],
  of: "ms" | "cpuMs",
): { readonly cells: readonly string[]; readonly ratio: number } {
  const [a, b] = [ours, theirs].map((side) => median(side.map((one) => one[of])));
  const ratio = (a ?? 0) / (b ?? 0);
  return { cells: [(a ?? 0).toFixed(0), (b ?? 0).toFixed(0), ratio.toFixed(2)], ratio };
}

/** The goal: ours over the hand-written SQL's. */
const goal = { median: 1.15, worst: 1.5 } as const;

const [mostWarmUps, mostWarmUpMs] = [30, 2_000];

/** Runs both sides for a while, as a server has that answers: TypeScript is compiled as it runs. */
async function warmUp(...sides: readonly (() => Promise<Timed<unknown>>)[]): Promise<void> {
  let passed = 0;
  for (let turn = 0; turn < mostWarmUps && passed < mostWarmUpMs; turn += 1) {
    for (const side of sides) passed += (await side()).ms;
  }
}

/** Our time against that of hand-written SQL for the same answer, in turns on one connection, without our cache. */
export async function queriesPart(options: BenchOptions, runs: number, only?: string): Promise<void> {
  const { store, engine } = await openBenchStore({ ...options, keptAnswers: 0 });
  const ratios: number[] = [];
  const cpuRatios: number[] = [];
  console.log(
    row("Question", "Ours, ms", "By hand, ms", "Ratio", "Ours, CPU ms", "By hand, CPU ms", "Ratio", "Equal"),
  );
  console.log(row("---", ...Array.from({ length: 7 }, () => "--:")));
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
    await warmUp(ask, run);
    const ours: Timed<unknown>[] = [];
    const theirs: Timed<unknown>[] = [];
    for (let turn = 0; turn < runs; turn += 1) {
      ours.push(await ask());
      theirs.push(await run());
    }
    const [passed, computed] = [compared(ours, theirs, "ms"), compared(ours, theirs, "cpuMs")];
    ratios.push(passed.ratio);
    cpuRatios.push(computed.ratio);
    console.log(row(question.id, ...passed.cells, ...computed.cells, equal));
  }
  console.log(
    `median ratio ${median(ratios).toFixed(2)} (goal ${goal.median}), worst ${Math.max(...ratios).toFixed(2)} (goal ${goal.worst})`,
  );
  console.log(
    `of computing time: median ${median(cpuRatios).toFixed(2)}, worst ${Math.max(...cpuRatios).toFixed(2)}`,
  );
  await store.close();
}
