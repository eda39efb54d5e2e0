import { z } from "@hono/zod-openapi";
import { filterParams, listParam, Repeated, settingParams } from "./request-params.ts";
import { invalidRequest } from "./validation.ts";

/** Parameters of every question by GET: what to measure, over which periods, of which rows, known when. */
export const queryParams = {
  from: z.string().optional().meta({ description: "First day, inclusive, yyyy-MM-dd" }),
  to: z.string().optional().meta({ description: "Last day, exclusive, yyyy-MM-dd" }),
  grain: z.string().optional().meta({ description: "day, week, month, quarter or year" }),
  by: Repeated.meta({ description: "Dimensions, repeated or separated by commas" }),
  where: Repeated.meta({ description: "dimension:value, repeated; an empty value is null" }),
  asOf: z.string().optional().meta({ description: "Only what was recorded by then counts" }),
  set: Repeated.meta({ description: "setting:value for this request alone, repeated" }),
};

/** Metrics of a question by GET. */
export const metricsParam = Repeated.meta({ description: "Ids of metrics, repeated or separated by commas" });

type Many = string | string[] | undefined;
interface Given {
  readonly by?: Many;
  readonly where?: Many;
  readonly set?: Many;
  readonly metric?: Many;
}

/** The names of a parameter that repeats, or holds several separated by commas. */
export function namesParam(value: Many): string[] {
  return listParam(value).flatMap((names) => names.split(","));
}

/**
 * A request made of a route's parameters.
 *
 * @param numbers - names of parameters that are numbers
 * @throws {ProblemError} `invalid_request`, naming the parameter
 */
export function requestOf<T extends z.ZodType>(
  schema: T,
  { by, where, set, ...params }: Given & Readonly<Record<string, unknown>>,
  numbers: readonly string[] = [],
): z.infer<T> {
  const rest = Object.entries(params).map(([name, value]) => [
    name,
    numbers.includes(name) && typeof value === "string" ? Number(value) : value,
  ]);
  const input = {
    ...Object.fromEntries(rest.filter(([, value]) => value !== undefined)),
    by: namesParam(by),
    where: filterParams(where),
    set: settingParams(set),
  };
  const result = schema.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input);
  return result.data;
}
