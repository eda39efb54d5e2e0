import { ForesailError } from "../errors.ts";
import { headerNames, looseName } from "../ingest/header-names.ts";
import { list, quote } from "../ingest/problem.ts";
import type { ExportDefinition, SourceColumns } from "./definition.ts";

const some = (columns: SourceColumns): readonly string[] =>
  typeof columns === "string" ? [columns] : columns;

/** What a header lacks of an export, each by its first name. */
function missing({ has }: ExportDefinition, header: readonly string[]): string[] {
  const names = headerNames(header, true);
  return has
    .filter((columns) => !some(columns).some((name) => names.has(name)))
    .map((columns) => some(columns)[0]!);
}

function fits(definition: ExportDefinition, header: readonly string[]): boolean {
  const names = headerNames(header, true);
  return missing(definition, header).length === 0 && !definition.lacks?.some((name) => names.has(name));
}

/** Whether a header that fits the first must fit the second: the first asks for all that the second does, and more. */
function isNarrower(first: ExportDefinition, second: ExportDefinition): boolean {
  const asked = first.has.map((columns) => new Set(some(columns).map(looseName)));
  const covers = second.has.every((columns) => {
    const accepted = new Set(some(columns).map(looseName));
    return asked.some((names) => [...names].every((name) => accepted.has(name)));
  });
  return covers && first.has.length > second.has.length;
}

/**
 * The export that a file is, by its header.
 *
 * @throws {ForesailError} `invalid_header` where none fits, naming what the nearest ones ask for; or where several fit
 */
export function recognise(
  definitions: readonly ExportDefinition[],
  file: string,
  header: readonly string[],
): ExportDefinition {
  const fitting = definitions.filter((definition) => fits(definition, header));
  const narrowest = fitting.filter(
    (one) => !fitting.some((other) => other !== one && isNarrower(other, one)),
  );
  const [only, ...others] = narrowest;
  if (only && others.length === 0) return only;
  if (only) {
    const ids = narrowest.map(({ id }) => id);
    throw new ForesailError(
      "invalid_header",
      `${file}: the header fits ${ids.join(" and ")}; say which, as foresail import ${ids[0]} ${file}`,
      { suggestions: ids },
    );
  }
  const nearest = definitions
    .map((definition) => ({ definition, lacks: missing(definition, header) }))
    .sort((a, b) => a.lacks.length / a.definition.has.length - b.lacks.length / b.definition.has.length)
    .slice(0, 3);
  const reasons = nearest.map(({ definition, lacks }) =>
    lacks.length > 0
      ? `${definition.id} also has ${list(lacks.map(quote), 4)}`
      : `${definition.id} has no ${list((definition.lacks ?? []).filter((name) => headerNames(header, true).has(name)).map(quote), 4)}`,
  );
  throw new ForesailError(
    "invalid_header",
    `${file}: the header fits no export that is known: ${reasons.join("; ")}; import it as csv:<table> with a map, or name its source`,
    { suggestions: nearest.map(({ definition }) => definition.id) },
  );
}
