import { chooseLocale, type MetricLocale } from "@foresail/metrics";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { ApiEnv } from "../options.ts";
import type { Validators } from "./conditional.ts";

/** Whether a text is a BCP 47 tag. */
function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** The language that labels and questions are wanted in. */
export const LocaleParams = z.strictObject({
  locale: z
    .string()
    .max(35)
    .refine(isLanguageTag, "not a language tag; write one as ko or zh-Hant")
    .optional()
    .meta({
      description: "BCP 47 tag; default: Accept-Language. Without names in that language: English",
      example: "ko",
    }),
});

/**
 * The language of an answer: the one asked for in the address, else the best of Accept-Language, else English.
 *
 * @param locale - the parameter, where it is given
 */
export function localeOf(c: Context<ApiEnv>, locale: string | undefined): MetricLocale {
  if (locale !== undefined) return chooseLocale([locale]);
  const accepted = parseAccept(c.req.header("accept-language") ?? "");
  return chooseLocale(accepted.filter(({ q }) => q > 0).map(({ type }) => type));
}

/** Validators that tell caches that the answer depends on Accept-Language too. */
export function variesByLanguage({ headers, notModified }: Validators): Validators {
  return { headers: { ...headers, vary: "Authorization, Accept-Language" }, notModified };
}
