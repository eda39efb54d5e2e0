const abbreviations = /\b([mangc]rr|[aet]cv|cac|ltv|arpa|arpu|mql|sql|roi)s?\b/g;

/**
 * A metric's id as words, for want of its label.
 *
 * @example
 * humanise("new_mrr"); // => "New MRR"
 */
export function humanise(id: string): string {
  const words = id.replace(/[._]/g, " ").replace(abbreviations, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
