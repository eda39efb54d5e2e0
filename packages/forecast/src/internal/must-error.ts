import { InvalidArgumentError } from "../errors.ts";

/**
 * An argument that breaks a rule: "power must be 1 or 2, got 3".
 *
 * @param rule - what it must be or do
 * @param remedy - what to do about it, behind a semicolon; nothing if the rule says it
 */
export function mustError(argument: string, value: unknown, rule: string, remedy = ""): InvalidArgumentError {
  return new InvalidArgumentError(argument, value, `${argument} must ${rule}, got ${String(value)}${remedy}`);
}
