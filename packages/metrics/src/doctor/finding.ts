/** What a check of a database came to. */
export interface Finding {
  /** What was looked at: `database`, `journal`, `projection`, `content`, `data of TENANT`, ... */
  readonly check: string;
  /** `failed`: what is asked of it may be wrong or missing. `warning`: it works, and something should be known. */
  readonly state: "ok" | "warning" | "failed";
  readonly found: string;
  /** What to do about it; null where there is nothing to do. */
  readonly remedy: string | null;
}

export const ok = (check: string, found: string): Finding => ({ check, state: "ok", found, remedy: null });

export const warning = (check: string, found: string, remedy: string): Finding => ({
  check,
  state: "warning",
  found,
  remedy,
});

export const failed = (check: string, found: string, remedy: string): Finding => ({
  check,
  state: "failed",
  found,
  remedy,
});

/** A count as it is read: `1 row`, `1,234 batches`. */
export const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : more}`;
