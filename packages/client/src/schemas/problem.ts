import { z } from "zod";

/** RFC 9457 problem details. `code` is stable; `detail` says what, where, the value, and the remedy. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    suggestions: z.array(z.string()).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof Problem>;

export const Health = z
  .object({ status: z.enum(["ok", "starting", "draining"]), version: z.string() })
  .meta({ id: "Health" });
export type Health = z.infer<typeof Health>;
