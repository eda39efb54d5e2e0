import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";

/** Answers one request; in Node both the API and pages beside it are such a function. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Where a server listens. */
export interface Listening {
  readonly server: Server;
  readonly url: string;
}

/** A port that another program listens on. */
export class PortInUseError extends Error {
  readonly code = "port_in_use";

  constructor(host: string, port: number) {
    super(`port ${port} of ${host} is in use; stop what listens there, or choose another with --port`);
    this.name = "PortInUseError";
  }
}

/**
 * Listens on a port of one address.
 *
 * @param port - 0 for any free one
 * @throws {PortInUseError}
 */
export async function listen(handler: FetchHandler, host: string, port: number): Promise<Listening> {
  const server = createServer(getRequestListener(handler, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(isInUse(error) ? new PortInUseError(host, port) : error));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return { server, url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}` };
}

/**
 * Stops accepting and lets requests in flight finish; after `graceMs` ends what is left. Connections kept alive are
 * closed as their requests finish, not when they time out.
 */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(force);
}

function isInUse(error: Error): boolean {
  return "code" in error && error.code === "EADDRINUSE";
}
