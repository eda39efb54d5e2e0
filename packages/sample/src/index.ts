// The company

// CSV
export { toCsv } from "./csv.ts";
// Rows and deliveries
export { type Batch, replay } from "./deliveries.ts";
export { type Company, generateCompany } from "./generate-company.ts";
export type { PlanRow } from "./plan.ts";
export { planColumns } from "./plan.ts";
export type {
  AccountRow,
  EventRow,
  FxRateRow,
  InvoiceRow,
  OpportunityChangeRow,
  OpportunityRow,
  OwnerRow,
  PaymentRow,
  PersonRow,
  ProductRow,
  SpendRow,
  StageRow,
  SubscriptionRow,
  TargetRow,
  TouchpointRow,
} from "./rows.ts";
export { type Cell, columns, type Row, type RowOf, type TableName, type Tables, tableNames } from "./rows.ts";
export { FAILED_CAMPAIGN, type StoryItem } from "./story.ts";
// Truth
export type { TruthPoint, TruthUnit } from "./truth/points.ts";
export { type Truth, type TruthKey, truthPoint, truthSeries } from "./truth/truth.ts";
export type { MrrVintage, PublishedMrr } from "./truth/vintages.ts";
export type { SampleOptions } from "./window.ts";
