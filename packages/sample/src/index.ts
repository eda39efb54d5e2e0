// The company
export { type Company, generateCompany } from "./generate-company.ts";
export type { PlanRow } from "./plan.ts";
export { FAILED_CAMPAIGN, type StoryItem } from "./story.ts";
export type { SampleOptions } from "./window.ts";

// Rows and deliveries
export { type Batch, batchesUntil, replay } from "./deliveries.ts";
export type {
  AccountRow,
  Cell,
  Cells,
  EventRow,
  FxRateRow,
  InvoiceRow,
  OpportunityChangeRow,
  OpportunityRow,
  OwnerRow,
  PaymentRow,
  PersonRow,
  ProductRow,
  Row,
  RowOf,
  SpendRow,
  StageRow,
  SubscriptionRow,
  TableName,
  Tables,
  TargetRow,
  TouchpointRow,
} from "./rows.ts";
export { columns, tableNames } from "./rows.ts";

// Truth
export type { TruthPoint, TruthUnit } from "./truth/points.ts";
export { type Truth, type TruthKey, truthPoint, truthSeries } from "./truth/truth.ts";
export type { MrrVintage, PublishedMrr } from "./truth/vintages.ts";

// CSV
export { toCsv } from "./csv.ts";
export { planColumns } from "./plan.ts";
