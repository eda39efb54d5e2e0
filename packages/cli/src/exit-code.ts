/** What a command's exit code says. */
export const exitCode = {
  /** All of it was done. */
  done: 0,
  /** It failed, and nothing was written. */
  failed: 1,
  /** It was called wrongly: usage, map, header, metric, dimension or setting. */
  usage: 2,
  /** It was done in part: rows or lines were rejected. */
  partly: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
