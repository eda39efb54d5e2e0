import { z } from "zod";
import { Grain, Unit, type Where } from "./query.ts";

/** A delivery with which a value became known. */
export const VintageCause = z
  .object({
    batch: z.number().int(),
    table: z.string(),
    source: z.string(),
    rows: z.number().int(),
    backfill: z.boolean().meta({ description: "Dated back to when it became known" }),
  })
  .meta({ id: "VintageCause" });
export type VintageCause = z.infer<typeof VintageCause>;

/** What a complete period's value was said to be, since when, and why. */
export const MetricVintage = z
  .object({
    period: z.iso.date(),
    status: z.enum(["first_published", "restated"]),
    value: z.number().nullable(),
    change: z
      .number()
      .nullable()
      .meta({ description: "Less what was said before; null for the first, or undefined" }),
    knownAt: z.string().meta({ description: "ISO 8601 in UTC" }),
    causes: z.array(VintageCause),
  })
  .meta({ id: "MetricVintage" });
export type MetricVintage = z.infer<typeof MetricVintage>;

/** Values of a metric's complete periods as first published and, where restated, as known now. */
export const MetricVintages = z
  .object({
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    grain: Grain,
    timeZone: z.string(),
    vintages: z.array(MetricVintage),
  })
  .meta({ id: "MetricVintages" });
export type MetricVintages = z.infer<typeof MetricVintages>;

/** What GET /v1/metrics/:id/vintages takes. */
export interface VintagesParams {
  readonly grain?: Grain;
  readonly from?: string;
  readonly where?: z.input<typeof Where>;
  /** Only periods that were restated. */
  readonly restated?: boolean;
}
