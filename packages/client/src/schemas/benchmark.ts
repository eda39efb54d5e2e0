import { z } from "zod";

const short = (most: number) => z.string().trim().min(1).max(most);

/** Of which companies a benchmark is. Bounds are in `currency`: `min` is inside, `max` is not, null is open. */
export const BenchmarkSegment = z
  .strictObject({
    by: z
      .string()
      .min(1)
      .max(50)
      .meta({ description: "all, acv, arr, arpa (a month), funding, growth, or a word of your own" }),
    min: z.number().nullable().optional(),
    max: z.number().nullable().optional(),
    value: z.string().max(200).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "not a currency code; write three capital letters, as USD")
      .optional(),
  })
  .meta({ id: "BenchmarkSegment" });
export type BenchmarkSegment = z.infer<typeof BenchmarkSegment>;

const figure = {
  id: short(100).meta({ description: "Names the row; another one with the same id replaces it" }),
  metric: short(100).meta({ description: "A metric of the catalogue, or a published figure without one" }),
  definition: z
    .string()
    .max(1000)
    .nullable()
    .default(null)
    .meta({ description: "How the source computes it; null where it does not say" }),
  sameDefinition: z
    .boolean()
    .default(false)
    .meta({ description: "Whether that is how the metric of the catalogue is computed" }),
  segment: BenchmarkSegment.default({ by: "all" }),
  stat: z
    .enum([
      "median",
      "mean",
      "lower_quartile",
      "top_quartile",
      "worst_quartile_median",
      "best_in_class",
      "share",
      "reported",
      "industry_standard",
      "rule",
    ])
    .default("median"),
  value: z.number(),
  unit: z.enum(["currency", "count", "fraction", "days", "months", "ratio"]),
  n: z.number().int().positive().nullable().default(null).meta({ description: "Companies in the sample" }),
  dataYear: z
    .number()
    .int()
    .min(1990)
    .max(2999)
    .nullable()
    .default(null)
    .meta({ description: "The year measured" }),
  reportYear: z.number().int().min(1990).max(2999).meta({ description: "The year published" }),
  source: short(500).meta({ description: "Name of the report; a value without a source is not taken" }),
  url: z.url().max(1000).nullable().default(null),
  grade: z.enum(["A", "B", "own"]).default("own").meta({
    description: "A: the publisher's own text; B: quoted by another page; own: the tenant's",
  }),
  note: z.string().max(1000).nullable().default(null),
};

/** A published figure with its source. */
export const BenchmarkRow = z.strictObject(figure).meta({ id: "BenchmarkRow" });
/** A benchmark with its defaults filled in. */
export type BenchmarkRow = z.infer<typeof BenchmarkRow>;

/** A benchmark as a tenant writes it: its grade is always its own. */
export const OwnBenchmark = z.strictObject(figure).omit({ grade: true }).meta({ id: "OwnBenchmark" });
export type OwnBenchmark = z.infer<typeof OwnBenchmark>;
export type OwnBenchmarkInput = z.input<typeof OwnBenchmark>;

/** PUT /v1/benchmarks: rows to write, and ids of own rows to take away. Others stay. */
export const BenchmarkChanges = z
  .strictObject({
    benchmarks: z.array(OwnBenchmark).max(1000).default([]),
    remove: z.array(short(100)).max(1000).default([]),
  })
  .meta({ id: "BenchmarkChanges" });
export type BenchmarkChanges = z.infer<typeof BenchmarkChanges>;
export type BenchmarkChangesInput = z.input<typeof BenchmarkChanges>;

/** A benchmark as it is shown: greyed where stale, labelled where it is not like for like. */
export const Benchmark = z
  .object({
    ...figure,
    stale: z.boolean().meta({ description: "Its year ended more than 24 months ago: show it greyed" }),
    likeForLike: z.boolean().meta({
      description: "False: the source's definition is not known, or is not that of the metric",
    }),
    own: z.boolean().meta({ description: "Whether the tenant wrote it" }),
  })
  .meta({ id: "Benchmark" });
export type Benchmark = z.infer<typeof Benchmark>;

export const BenchmarkList = z.object({ benchmarks: z.array(Benchmark) }).meta({ id: "BenchmarkList" });
export type BenchmarkList = z.infer<typeof BenchmarkList>;
