/** What a function makes of each of some names, by name. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name, i: number) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name, i) => [name, of(name, i)])) as Record<Name, Value>;
}
