// The app

export { models as forecastModels } from "@foresail/forecast";
export { builtInMetrics, reports } from "@foresail/metrics";
// Credentials
export { type ApiKeyRecord, createApiKey, type NewApiKey } from "./auth/api-key.ts";
export { bearerKeys, type KeyStore, memoryKeyStore } from "./auth/bearer-keys.ts";
export type { Authenticate, Credential, Scope } from "./auth/credential.ts";
export { type Api, createApi } from "./create-api.ts";
// Errors
export { ProblemError } from "./errors.ts";
// Periods and metrics, for callers beside the API
export { nextPeriods, periodAfter, seasonOfGrain } from "./forecasts/periods.ts";
// Names
export { nearNames } from "./http/near.ts";
export type { ProblemCode } from "./http/problem-kinds.ts";
export type { ApiEnv, ApiOptions, BodyLimits } from "./options.ts";
