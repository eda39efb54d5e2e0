import { z } from "@hono/zod-openapi";
import { ProblemError } from "../errors.ts";

/** A parameter that may repeat. */
export const Repeated = z.union([z.string(), z.array(z.string())]).optional();

/** The values of a parameter that may repeat. */
export function listParam(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** `dimension:value`, repeated: values of one dimension are alternatives, an empty one is null. */
export function filterParams(
  value: string | readonly string[] | undefined,
): Record<string, (string | null)[]> {
  const byDimension = new Map<string, (string | null)[]>();
  for (const [dimension, text] of listParam(value).map((one) => pairParam("where", one))) {
    byDimension.set(dimension, [...(byDimension.get(dimension) ?? []), text === "" ? null : text]);
  }
  return Object.fromEntries(byDimension);
}

/** `setting:value`, repeated. */
export function settingParams(value: string | readonly string[] | undefined): Record<string, string> {
  return Object.fromEntries(listParam(value).map((text) => pairParam("set", text)));
}

/** @throws {ProblemError} `invalid_request` where there is no colon between a name and a value */
function pairParam(parameter: string, text: string): [name: string, value: string] {
  const colon = text.indexOf(":");
  if (colon > 0) return [text.slice(0, colon), text.slice(colon + 1)];
  const message = `not a name and a value; write ${parameter}=name:value`;
  throw new ProblemError("invalid_request", {
    detail: `${parameter}: ${JSON.stringify(text)} is ${message}`,
    errors: [{ path: parameter, message }],
  });
}
