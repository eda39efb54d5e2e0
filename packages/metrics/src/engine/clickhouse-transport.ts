/** One statement on its way to ClickHouse. */
export interface ClickHouseRequest {
  readonly statement: string;
  /** Values of `{p1:Type}` by name, escaped as ClickHouse reads them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  /** Rows of an insert as newline-delimited JSON; absent for every other statement. */
  readonly rows?: string;
  /** Longest time of the statement. */
  readonly timeoutMs: number;
}

/** How statements reach ClickHouse: over HTTP, or in process in tests. */
export interface ClickHouseTransport {
  /**
   * @returns what the statement printed, newline-delimited JSON for a query
   * @throws {ClickHouseFault}
   */
  send(request: ClickHouseRequest): Promise<string>;
}

/**
 * A statement that failed, by ClickHouse's error code. It carries neither the statement nor ClickHouse's message, since
 * both quote data and names.
 */
export class ClickHouseFault extends Error {
  /** ClickHouse's error code; null where no answer came. */
  readonly code: number | null;
  /** The name under which ClickHouse logged the statement; null where it gave none. */
  readonly queryId: string | null;
  /** Whether the time allowed ran out. */
  readonly timedOut: boolean;

  constructor(code: number | null, options: { queryId?: string | null; timedOut?: boolean } = {}) {
    super(code === null ? "no answer from ClickHouse" : `ClickHouse error ${code}`);
    this.name = "ClickHouseFault";
    this.code = code;
    this.queryId = options.queryId ?? null;
    this.timedOut = options.timedOut ?? false;
  }
}

/** By name, not by class: a transport may come from another copy of this package. */
export function isClickHouseFault(error: unknown): error is ClickHouseFault {
  return error instanceof Error && error.name === "ClickHouseFault" && "code" in error;
}
