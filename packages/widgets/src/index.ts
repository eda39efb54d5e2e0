// Elements
export { ForesailForecast } from "./components/forecast.ts";
export { ForesailKpi } from "./components/kpi.ts";
export { ForesailProvider } from "./components/provider.ts";
export { ForesailRecord } from "./components/record.ts";
export { ForesailTrend } from "./components/trend.ts";
// Words
export { registerStrings, type Strings } from "./internal/strings.ts";
// Types of data and events
export type { ApiError, TokenCallback } from "./internal/connection.ts";
export type { DataState } from "./internal/data-controller.ts";
