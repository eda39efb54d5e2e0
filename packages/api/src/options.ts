import type { MetricsStore } from "@foresail/metrics";
import type { Authenticate, Credential } from "./auth/credential.ts";

/** Largest bodies, in bytes. */
export interface BodyLimits {
  /** Routes that carry data: imports, records, forecasts of series sent along. Default 64 MB. */
  readonly data: number;
  /** All others. Default 1 MB. */
  readonly other: number;
}

/** What an API is made of. */
export interface ApiOptions {
  /** The store, or a function that opens it on first use. */
  readonly store: MetricsStore | (() => Promise<MetricsStore>);
  readonly authenticate: Authenticate;
  /** The current time; tests pass a fixed one. */
  readonly clock?: (() => Date) | undefined;
  /** Origins, compared exactly, whose pages may call the API. Default none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly version?: string | undefined;
  readonly limits?: Partial<BodyLimits> | undefined;
  /** What /ready answers; anything but "ok" is 503. */
  readonly readiness?: (() => "ok" | "starting" | "draining") | undefined;
  /** Whether a fault's own message goes to the caller: only where the caller owns the process. Default false. */
  readonly revealFaults?: boolean | undefined;
  /** Told of every fault that the caller sees only as "internal error". */
  readonly onFault?: ((fault: Error, requestId: string) => void) | undefined;
}

/** What routes get from the options, defaults filled in. */
export interface ApiContext {
  readonly store: () => Promise<MetricsStore>;
  readonly clock: () => Date;
  readonly version: string;
  readonly limits: BodyLimits;
  readonly readiness: () => "ok" | "starting" | "draining";
}

/** Variables that middleware sets for routes. */
export interface ApiEnv {
  Variables: { credential: Credential; requestId: string };
}
