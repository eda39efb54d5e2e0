import { createServer } from "node:net";
import { PortInUseError } from "@foresail/api/node";

const host = "127.0.0.1";

/**
 * Finds out that a port is taken before minutes of work end there.
 *
 * @throws {PortInUseError}
 */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUseError(host, port) : error),
    );
    probe.listen(port, host, resolve);
  });
  await new Promise((resolve) => {
    probe.close(resolve);
  });
}
