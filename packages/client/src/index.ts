// The typed client
export * from "./client.ts";
// Catalogue
export * from "./schemas/catalogue.ts";
// Explanations and vintages
export * from "./schemas/vintages.ts";
export * from "./schemas/explain.ts";
// Forecasts
export * from "./schemas/forecast.ts";
// Problems and health
export * from "./schemas/problem.ts";
// Queries and results
export * from "./schemas/query.ts";
// Reports
export * from "./schemas/report.ts";
// Records and imports
export * from "./schemas/records.ts";
// Settings
export * from "./schemas/settings.ts";
// Track record
export * from "./schemas/snapshot.ts";
export * from "./schemas/record.ts";
// Baselines, benchmarks, targets, alerts
export * from "./schemas/alert.ts";
export * from "./schemas/baseline.ts";
export * from "./schemas/benchmark.ts";
export * from "./schemas/target.ts";
