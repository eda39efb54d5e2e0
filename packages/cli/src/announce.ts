import type { Server } from "@foresail/api/node";

/** What a server says when it starts: where it is, and its first key, this once. */
export function announce(server: Server, db: string, tenant: string): string {
  const lines = [`Foresail serves ${db} at ${server.url}`];
  if (server.createdKey !== null) {
    lines.push(
      `Key of tenant ${tenant}, shown this once: ${server.createdKey}`,
      `Try: FORESAIL_API_KEY=${server.createdKey} foresail query mrr --api ${server.url}`,
    );
  }
  lines.push("Ctrl-C stops it");
  return lines.map((line) => `${line}\n`).join("");
}
