const mostRemembered = 50_000;

/** A pure function that keeps its last results: values of a column repeat, and some are slow to read. */
export function remember<Result>(convert: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    if (results.size === mostRemembered) results.clear();
    const result = convert(text);
    results.set(text, result);
    return result;
  };
}
