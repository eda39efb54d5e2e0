import { z } from "zod";
import { Unit } from "./query.ts";

/** Which way is good: shown by sign, arrow and word before colour. */
export const Direction = z.enum(["up", "down", "neutral"]);
export type Direction = z.infer<typeof Direction>;

/** What a metric is, in words a reader of the dashboard understands. */
export const MetricDescription = z
  .object({
    id: z.string(),
    definition: z.string().meta({ example: "win_rate@1" }),
    label: z.string(),
    question: z.string().meta({ description: "The business question it answers" }),
    locale: z
      .string()
      .optional()
      .meta({ description: "Language of label and question, where they are translated", example: "ko" }),
    formula: z.string(),
    kind: z.enum(["flow", "balance", "movement", "ratio", "duration"]),
    unit: Unit,
    direction: Direction,
    bucket: z.string().meta({ description: "The date, or the balance, that puts a row into a period" }),
    dimensions: z
      .enum(["row", "account"])
      .meta({ description: "Whether it may be split by any column, or by the account's only" }),
    source: z.string().nullable().meta({ description: "Primary source of the formula" }),
  })
  .meta({ id: "MetricDescription" });
export type MetricDescription = z.infer<typeof MetricDescription>;

export const Catalogue = z.object({ metrics: z.array(MetricDescription) }).meta({ id: "Catalogue" });
export type Catalogue = z.infer<typeof Catalogue>;
