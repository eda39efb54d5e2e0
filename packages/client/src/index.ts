// Queries and results
export * from "./schemas/query.ts";
// Catalogue
export * from "./schemas/catalogue.ts";
// Records and imports
export * from "./schemas/records.ts";
// Settings
export * from "./schemas/settings.ts";
// Problems and health
export * from "./schemas/problem.ts";
// Forecasts
export * from "./schemas/forecast.ts";
