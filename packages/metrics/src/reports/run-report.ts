import type { Report, ReportRequest } from "@foresail/client";
import { instantOf } from "../calendar/instant-of.ts";
import { ForesailError } from "../errors.ts";
import type { QueryContext } from "../query/run-query.ts";
import { settingsFrom } from "../settings/settings.ts";
import { optionsOf, type ReportDefinition, refuseUnheard } from "./report.ts";
import { reports } from "./reports.ts";

/** The report of a name. @throws {ForesailError} `invalid_query` where it is not there */
function definitionOf(name: ReportRequest["report"]): ReportDefinition {
  const found = reports.find(({ report }) => report === name);
  if (found) return found;
  throw new ForesailError(
    "invalid_query",
    `report ${name} is not there yet; there are ${reports.map(({ report }) => report).join(", ")}`,
  );
}

/** Id and version, with the settings that decide its numbers where they are not at their default. */
function nameOf(
  { report, version, settings = [] }: ReportDefinition,
  { settings: own }: QueryContext,
): string {
  const initial = settingsFrom({});
  const changed = settings.filter((key) => own[key] !== initial[key]).map((key) => `${key}=${own[key]}`);
  return `${report}@${version}${changed.length === 0 ? "" : `[${changed.join(",")}]`}`;
}

/** Computes a report. All its statements see the same state of the data. */
export async function runReport(request: ReportRequest, context: QueryContext): Promise<Report> {
  const definition = definitionOf(request.report);
  refuseUnheard(definition, request);
  const options = optionsOf(definition, request.options);
  const { settings, tenant } = context;
  const asOf = request.asOf === null ? null : instantOf(request.asOf, settings.timeZone);
  const body = await context.engine.read((run) =>
    definition.compute(request, { ...context, scope: { tenant, asOf }, run, options }),
  );
  return {
    report: definition.report,
    title: definition.title,
    definition: nameOf(definition, context),
    grain: request.grain,
    timeZone: settings.timeZone,
    currency: settings.reportingCurrency,
    asOf: request.asOf,
    dataVersion: context.dataVersion,
    ...body,
  };
}
