/**
 * An entity tag made from what a response depends on, not from its bytes: cheap, and known before the query runs.
 *
 * @param parts - everything that can change the response; must not hold secrets
 */
export async function entityTag(parts: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return `W/"${hex(new Uint8Array(digest).subarray(0, 16))}"`;
}

/** Whether an If-None-Match header names the tag, by weak comparison. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (text: string) => text.trim().replace(/^W\//, "");
  return ifNoneMatch
    .split(",")
    .some((candidate) => candidate.trim() === "*" || bare(candidate) === bare(tag));
}

/** Lower-case hexadecimal digits of some bytes. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
