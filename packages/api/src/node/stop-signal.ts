const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Calls `stop` at the first SIGINT or SIGTERM; a second one then ends the process as usual.
 *
 * @returns what takes the listeners away again
 */
export function onStopSignal(stop: () => Promise<void>): () => void {
  const forget = (): void => {
    for (const signal of signals) process.off(signal, listener);
  };
  const listener = (): void => {
    forget();
    stop().catch((error: unknown) => {
      process.exitCode = 1;
      process.emitWarning(error instanceof Error ? error : String(error));
    });
  };
  for (const signal of signals) process.on(signal, listener);
  return forget;
}
