import type { PolicyRecord, Skill, SnapshotKind, Verdict } from "@foresail/client";
import { expect, test } from "vitest";
import { stairVerdicts } from "../../src/board/logic/track-record.ts";

const skill = (verdict: Verdict, value: number | null, n = 24): Skill => ({
  n,
  ownMae: null,
  otherMae: null,
  difference: null,
  differenceInterval: null,
  skill: value,
  skillInterval: null,
  verdict,
});
const score = (kind: SnapshotKind, label: string, wape: number): PolicyRecord["scores"][number] => ({
  kind,
  label,
  lag: null,
  n: 24,
  origins: 24,
  mae: null,
  wape,
  bias: null,
  biasInWords: "",
  mase: null,
  skill: skill("better", null),
  coverage: {},
  verdict: "better",
});
const step = (from: string, to: string, result: Skill): PolicyRecord["comparisons"][number] => {
  const forecaster = (name: string) => ({ kind: (name.split("/")[0] ?? "") as SnapshotKind, label: name });
  return { from: forecaster(from), to: forecaster(to), lag: null, result };
};

test("holds the model against the naive forecast that was hardest to beat, and the plan against the model", () => {
  const firstPublished: PolicyRecord = {
    scores: [score("naive", "naive/last", 0.15), score("naive", "naive/seasonal", 0.4)],
    comparisons: [
      step("naive/seasonal", "model/auto", skill("better", 0.8)),
      step("naive/last", "model/auto", skill("better", 0.356)),
      step("model/auto", "plan/plan", skill("cannot tell", 0.1, 12)),
    ],
  };
  expect(stairVerdicts({ firstPublished })).toEqual([
    { verdict: "better", text: "the model had 36% less error than a naive forecast (24 scored)" },
    { verdict: "cannot tell", text: "the plan cannot be told from the model (12 scored)" },
  ]);
});

test("says that it is too early, and nothing of steps that were not taken", () => {
  const firstPublished: PolicyRecord = {
    scores: [score("naive", "naive/last", 0.15)],
    comparisons: [step("naive/last", "model/auto", skill("too early to say", null, 3))],
  };
  expect(stairVerdicts({ firstPublished }).map(({ text }) => text)).toEqual([
    "it is too early to compare the model with a naive forecast (3 scored)",
  ]);
  expect(stairVerdicts({ firstPublished: { scores: [], comparisons: [] } })).toEqual([]);
});
