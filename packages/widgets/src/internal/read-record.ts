import type { PolicyRecord, RecordScore, Snapshot, TrackRecord } from "@foresail/client";
import type { MethodRecord, ReadRecord, Score } from "../record-types.ts";

/** What is scored together: a kind and a label, `model:auto`. */
export const methodId = ({ kind, label }: Pick<Snapshot, "kind" | "label">): string => `${kind}:${label}`;

/** The scores of one forecaster, gathered from its rows: one over all lags, one for each lag. */
function gather(rows: readonly RecordScore[]): Score | null {
  const all = rows.find((row) => row.lag === null);
  if (!all) return null;
  const { n, wape, bias, biasInWords, skill, kind, label } = all;
  const itself = kind === "naive" && label === "seasonal_naive";
  return {
    n,
    wape,
    bias,
    biasInWords,
    lags: rows
      .flatMap((row) =>
        row.lag === null
          ? []
          : [{ lag: row.lag, n: row.n, wape: row.wape, bias: row.bias, biasInWords: row.biasInWords }],
      )
      .sort((a, b) => a.lag - b.lag),
    skill: itself ? null : { value: skill.skill, interval: skill.skillInterval, verdict: skill.verdict },
    coverage: Object.entries(all.coverage).map(([level, one]) => ({
      level: Number(level),
      hits: one.hits,
      n: one.n,
    })),
  };
}

/**
 * Reads an answer of `GET /v1/record`: checks that it is one, and gathers its scores by forecaster.
 *
 * @throws {TypeError} if it has not the parts of a track record
 */
export function readRecord(value: unknown): ReadRecord {
  const given = value as Partial<TrackRecord>;
  if (
    !Array.isArray(given?.snapshots) ||
    !Array.isArray(given.actuals) ||
    !Array.isArray(given.firstPublished?.scores)
  )
    throw new TypeError("The data holds no track record");
  const wire = value as TrackRecord;
  const rowsOf = (policy: PolicyRecord, id: string): RecordScore[] =>
    policy.scores.filter((row) => methodId(row) === id);
  const forecasters = new Map(
    [...wire.firstPublished.scores, ...wire.snapshots].map((one) => [methodId(one), one]),
  );
  const methods = [...forecasters].map(
    ([id, { kind, label }]): MethodRecord => ({
      id,
      kind,
      label,
      firstPublished: gather(rowsOf(wire.firstPublished, id)) ?? {
        n: 0,
        wape: null,
        bias: null,
        biasInWords: "",
        lags: [],
        skill: null,
        coverage: [],
      },
      asKnown: gather(rowsOf(wire.asKnown, id)),
    }),
  );
  return { wire, methods };
}

/** The forecaster that a name means: its id, label or kind; without a name the first model. */
export function findMethod(methods: readonly MethodRecord[], name: string | null): MethodRecord | undefined {
  if (name) return methods.find(({ id, label, kind }) => id === name || label === name || kind === name);
  return methods.find((one) => one.kind === "model") ?? methods[0];
}
