import type { PolicyRecord, Skill, SnapshotKind, TrackRecord, Verdict } from "@foresail/client";
import { formatShare } from "./format.ts";

/** One step of the stairs in words: who against whom, and what the record says. */
export interface StepVerdict {
  readonly verdict: Verdict;
  readonly text: string;
}

const names: Readonly<Record<SnapshotKind, string>> = {
  naive: "a naive forecast",
  model: "the model",
  plan: "the plan",
  override: "the override",
  consensus: "the consensus",
};

/** The benchmark that was hardest to beat: the naive forecast with the smallest error. */
function bestNaive({ scores }: PolicyRecord): string | undefined {
  return scores
    .filter(({ kind, lag, wape }) => kind === "naive" && lag === null && wape !== null)
    .toSorted((a, b) => (a.wape ?? 0) - (b.wape ?? 0))[0]?.label;
}

function stepText(to: string, from: string, { verdict, skill, n }: Skill): string {
  const share = skill === null ? "" : formatShare(Math.abs(skill));
  const words: Readonly<Record<Verdict, string>> = {
    better: `${to} had ${share} less error than ${from}`,
    worse: `${to} had ${share} more error than ${from}`,
    "cannot tell": `${to} cannot be told from ${from}`,
    "too early to say": `it is too early to compare ${to} with ${from}`,
  };
  return `${words[verdict]} (${n} scored)`;
}

/**
 * What a track record says of the model against the best naive forecast, and of the plan against the model, over all
 * lags and against the actuals as first published.
 */
export function stairVerdicts({ firstPublished }: Pick<TrackRecord, "firstPublished">): StepVerdict[] {
  const naive = bestNaive(firstPublished);
  const overall = firstPublished.comparisons.filter(({ lag }) => lag === null);
  const steps = [
    overall.find(({ from, to }) => from.kind === "naive" && from.label === naive && to.kind === "model"),
    overall.find(({ from, to }) => from.kind === "model" && to.kind === "plan"),
  ];
  return steps.flatMap((step) =>
    step === undefined
      ? []
      : [
          {
            verdict: step.result.verdict,
            text: stepText(names[step.to.kind], names[step.from.kind], step.result),
          },
        ],
  );
}
