import { ForesailError } from "../errors.ts";
import { quote } from "./problem.ts";

/**
 * The header's name of each canonical column that names itself: exactly, else in another case.
 *
 * @param columns - canonical names that no map fills
 * @returns the header's spelling by canonical name
 * @throws {ForesailError} `invalid_header` where two columns differ from a canonical name, and each other, in case only
 */
export function matchHeader(
  file: string,
  header: readonly string[],
  columns: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const column of columns) {
    const similar = header.filter((name) => name.toLowerCase() === column);
    const name = similar.includes(column) ? column : similar[0];
    if (name !== column && similar.length > 1) {
      const names = similar.map(quote).join(" and ");
      throw new ForesailError(
        "invalid_header",
        `${file}: ${names} both name ${column}; say in a map which one fills it`,
      );
    }
    if (name !== undefined) found.set(column, name);
  }
  return found;
}
