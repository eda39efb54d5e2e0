import type { Context } from "hono";
import type { ApiContext, ApiEnv } from "../options.ts";
import { entityTag, matchesTag } from "./entity-tag.ts";
import { localDate } from "./local-date.ts";

/** Headers of a response that may be asked for again, and whether the caller has it already. */
export interface Validators {
  readonly headers: Record<string, string>;
  readonly notModified: boolean;
}

/**
 * Validators of a response computed from a tenant's data: known before the data are read, so a 304 costs no query.
 *
 * The tag covers the tenant, the data's version, the settings, what is asked, the scope of the credential, and the
 * tenant's date, since a period that ends becomes complete without new data.
 *
 * @param subject - what is asked, in normal form
 */
export async function dataValidators(
  c: Context<ApiEnv>,
  context: ApiContext,
  subject: unknown,
): Promise<Validators> {
  const { tenant, scopes } = c.get("credential");
  const store = await context.store();
  const [freshness, settings] = await Promise.all([store.freshness(tenant), store.settings(tenant)]);
  const today = localDate(context.clock(), settings.timeZone);
  const tag = await entityTag([
    context.version,
    tenant,
    freshness.dataVersion,
    settings,
    subject,
    scopes,
    today,
  ]);
  const headers = validatorHeaders(tag);
  if (freshness.recordedAt !== null) headers["last-modified"] = new Date(freshness.recordedAt).toUTCString();
  return { headers, notModified: matchesTag(c.req.header("if-none-match"), tag) };
}

/** Validators of a response that depends on nothing but its own content. */
export async function contentValidators(
  c: Context<ApiEnv>,
  context: ApiContext,
  content: unknown,
): Promise<Validators> {
  const { tenant, scopes } = c.get("credential");
  const tag = await entityTag([context.version, tenant, scopes, content]);
  return { headers: validatorHeaders(tag), notModified: matchesTag(c.req.header("if-none-match"), tag) };
}

function validatorHeaders(tag: string): Record<string, string> {
  return { etag: tag, "cache-control": "private, no-cache", vary: "Authorization" };
}
