import type { Report, ReportDescription, ReportName, ReportRequest, Settings } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import type { Scope } from "../query/relation.ts";
import type { QueryContext, Run } from "../query/run-query.ts";

/** One option of a report, beside those that every report takes. */
export interface ReportOption {
  readonly name: string;
  /** Completes "--name V  ...". */
  readonly description: string;
  /** The only values allowed; any text if absent. */
  readonly values?: readonly string[];
  /** What it is if not given; not required and empty if absent. */
  readonly initial?: string;
}

/** What a report is computed from. */
export interface ReportContext extends QueryContext {
  readonly scope: Scope;
  /** Runs one statement; all statements of a report see the same state. */
  readonly run: Run;
  /** The report's own options, checked, with what is not given filled in; an empty text where nothing is. */
  readonly options: Readonly<Record<string, string>>;
}

/** The part of a report that differs from one to another. */
export type ReportBody = Pick<Report, "from" | "to" | "tables" | "notes">;

/** One report: what it answers and how it is computed. */
export interface ReportDefinition {
  readonly report: ReportName;
  /** Raised whenever the same data would give other numbers. */
  readonly version: number;
  readonly title: string;
  /** The business question it answers. */
  readonly question: string;
  readonly options: readonly ReportOption[];
  /** Which of the options of every report it takes; the others are refused. */
  readonly takes: { readonly by: boolean; readonly where: boolean };
  /** Settings that change its numbers. */
  readonly settings?: readonly (keyof Settings)[];
  compute(request: ReportRequest, context: ReportContext): Promise<ReportBody>;
}

/** A report as the API lists it. */
export function describeReport({ report, title, question, options }: ReportDefinition): ReportDescription {
  return {
    report,
    title,
    question,
    options: options.map(({ name, description, values, initial }) => ({
      name,
      description,
      values: values ? [...values] : null,
      initial: initial ?? null,
    })),
  };
}

/**
 * Refuses what a report would leave unheard: a split that it does not make, a filter that it does not apply.
 *
 * @throws {ForesailError} `invalid_query`, naming the option
 */
export function refuseUnheard({ report, takes }: ReportDefinition, request: ReportRequest): void {
  if (!takes.by && request.by.length > 0) {
    throw new ForesailError(
      "invalid_query",
      `report ${report} cannot be split; by is ${request.by.join(", ")}: leave it out, or keep the rows of one value with where`,
    );
  }
  if (!takes.where && Object.keys(request.where).length > 0) {
    throw new ForesailError(
      "invalid_query",
      `report ${report} takes no filter; where names ${Object.keys(request.where).join(", ")}: leave it out`,
    );
  }
}

/**
 * The options of a request, checked against those of the report.
 *
 * @throws {ForesailError} `invalid_query`, naming the option, its value and what is allowed
 */
export function optionsOf(
  { report, options }: ReportDefinition,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = options.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const hint =
      near.length > 0 ? `did you mean ${near.join(" or ")}?` : `it takes ${names.join(", ") || "none"}`;
    throw new ForesailError(
      "invalid_query",
      `report ${report} has no option ${JSON.stringify(name)}; ${hint}`,
    );
  }
  return Object.fromEntries(
    options.map(({ name, values, initial = "" }) => {
      const value = given[name] ?? initial;
      if (values && value !== "" && !values.includes(value)) {
        throw new ForesailError(
          "invalid_query",
          `option ${name} of report ${report} is ${JSON.stringify(value)}; it must be ${values.join(", ")}`,
        );
      }
      return [name, value];
    }),
  );
}
