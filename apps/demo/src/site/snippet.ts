/**
 * The lines of a page between its marks, moved to the left margin.
 *
 * @throws {Error} where the page has no such marks
 */
export function snippetOf(page: string): string {
  const between = /<!-- Foresail starts -->\n([\s\S]*?)\n *<!-- Foresail ends -->/.exec(page)?.[1];
  if (between === undefined) throw new Error("the page has no marks around its snippet");
  const lines = between.split("\n");
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join("\n");
}
