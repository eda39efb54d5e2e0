import { TableName } from "@foresail/client";
import { ProblemError } from "../errors.ts";
import { nameRemedy, nearNames } from "../http/near.ts";

/**
 * The table that a path names.
 *
 * @param prefix - what stands before the table's name in suggestions, as `csv:`
 */
export function tableOfPath(name: string, prefix = ""): TableName {
  const result = TableName.safeParse(name);
  if (result.success) return result.data;
  const suggestions = nearNames(name, TableName.options).map((table) => prefix + table);
  throw new ProblemError("unknown_table", {
    status: 404,
    detail: `unknown table ${JSON.stringify(name)}; ${nameRemedy(suggestions, "tables", TableName.options)}`,
    suggestions,
  });
}
