/** A cell as it goes into a CSV file: money is a decimal string, dates are ISO strings, null is empty. */
export type Cell = string | number | boolean | null;
/** Named cells, as one line of a CSV file. */
export type Cells = Readonly<Record<string, Cell>>;
/** A row of any table. */
export type Row = Cells & { readonly id: string };
type Text = string | null;

export type AccountRow = Readonly<{
  id: string;
  name: string;
  parent_id: Text;
  industry: string;
  region: string;
  country: string;
  segment: string;
  employees: number | null;
  owner: string;
  currency: string;
  created_at: string;
}>;
export type PersonRow = Readonly<{
  id: string;
  account_id: Text;
  anonymous_id: Text;
  channel: string;
  source: string;
  created_at: string;
  mql_at: Text;
  sql_at: Text;
  converted_at: Text;
  disqualified_at: Text;
}>;
export type TouchpointRow = Readonly<{
  id: string;
  at: string;
  person_id: Text;
  anonymous_id: Text;
  account_id: Text;
  channel: string;
  source: Text;
  medium: Text;
  campaign: Text;
  kind: string;
}>;
export type SpendRow = Readonly<{
  id: string;
  date: string;
  amount: string;
  channel: Text;
  source: Text;
  campaign: Text;
  kind: string;
  currency: string;
  impressions: number | null;
  clicks: number | null;
  leads: number | null;
  conversions: number | null;
}>;
export type OpportunityRow = Readonly<{
  id: string;
  outcome: "open" | "won" | "lost";
  closed_at: Text;
  account_id: Text;
  person_id: Text;
  owner: string;
  pipeline: string;
  type: string;
  product: string;
  stage: string;
  amount: Text;
  currency: string;
  probability: number;
  forecast_category: string;
  channel: Text;
  created_at: Text;
  expected_close: string;
  loss_reason: Text;
}>;
export type OpportunityChangeRow = Readonly<{
  id: string;
  opportunity_id: string;
  at: string;
  stage: string;
  amount: Text;
  probability: number;
  expected_close: string;
  forecast_category: string;
}>;
export type StageRow = Readonly<{
  id: string;
  pipeline: string;
  name: string;
  position: number;
  probability: number;
  outcome: string;
}>;
export type SubscriptionRow = Readonly<{
  id: string;
  account_id: string;
  starts_at: string;
  mrr: Text;
  amount: Text;
  interval: Text;
  ends_at: Text;
  subscription_id: string;
  plan: string;
  interval_count: number | null;
  quantity: number;
  discount: number | null;
  currency: string;
  trial: boolean;
  renews_at: Text;
}>;
export type InvoiceRow = Readonly<{
  id: string;
  account_id: string;
  amount: string;
  issued_at: string;
  period_start: string;
  period_end: string;
  tax: string;
  currency: string;
}>;
export type PaymentRow = Readonly<{
  id: string;
  account_id: string;
  amount: string;
  paid_at: string;
  period_start: string;
  period_end: string;
  tax: string;
  currency: string;
}>;
export type EventRow = Readonly<{
  id: string;
  name: string;
  at: string;
  person_id: Text;
  anonymous_id: Text;
  account_id: Text;
  value: Text;
}>;
export type ProductRow = Readonly<{ id: string; name: string; family: string; list_price: string }>;
export type OwnerRow = Readonly<{ id: string; name: string; manager: Text; team: string; region: string }>;
export type TargetRow = Readonly<{
  id: string;
  metric: string;
  period_start: string;
  grain: string;
  value: string;
  dimensions: Text;
  version: string;
}>;
export type FxRateRow = Readonly<{ id: string; date: string; base: string; quote: string; rate: string }>;

/** The rows of each table. */
export interface Tables {
  products: ProductRow[];
  owners: OwnerRow[];
  stages: StageRow[];
  fx_rates: FxRateRow[];
  targets: TargetRow[];
  spend: SpendRow[];
  accounts: AccountRow[];
  people: PersonRow[];
  touchpoints: TouchpointRow[];
  events: EventRow[];
  opportunities: OpportunityRow[];
  opportunity_changes: OpportunityChangeRow[];
  subscriptions: SubscriptionRow[];
  invoices: InvoiceRow[];
  payments: PaymentRow[];
}
/** The name of a table of the data model. */
export type TableName = keyof Tables;
/** The row type of a table. */
export type RowOf<T extends TableName> = Tables[T][number];

const words = (text: string): readonly string[] => text.split(" ");
const billing = "account_id amount";
const period = "period_start period_end tax currency";

/** The columns of each table, in the order they are written; the tables in an order that puts references first. */
export const columns: Readonly<Record<TableName, readonly string[]>> = {
  products: words("id name family list_price"),
  owners: words("id name manager team region"),
  stages: words("id pipeline name position probability outcome"),
  fx_rates: words("id date base quote rate"),
  targets: words("id metric period_start grain value dimensions version"),
  spend: words("id date amount channel source campaign kind currency impressions clicks leads conversions"),
  accounts: words("id name parent_id industry region country segment employees owner currency created_at"),
  people: words(
    "id account_id anonymous_id channel source created_at mql_at sql_at converted_at disqualified_at",
  ),
  touchpoints: words("id at person_id anonymous_id account_id channel source medium campaign kind"),
  events: words("id name at person_id anonymous_id account_id value"),
  opportunities: words(
    "id outcome closed_at account_id person_id owner pipeline type product stage amount currency probability forecast_category channel created_at expected_close loss_reason",
  ),
  opportunity_changes: words(
    "id opportunity_id at stage amount probability expected_close forecast_category",
  ),
  subscriptions: words(
    "id account_id starts_at mrr amount interval ends_at subscription_id plan interval_count quantity discount currency trial renews_at",
  ),
  invoices: words(`id ${billing} issued_at ${period}`),
  payments: words(`id ${billing} paid_at ${period}`),
};

/** The names of all tables, those that others refer to first. */
export const tableNames: readonly TableName[] = Object.keys(columns) as TableName[];
