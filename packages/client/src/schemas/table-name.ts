import { z } from "zod";

/** Canonical tables that can be imported. */
export const TableName = z
  .enum([
    "accounts",
    "people",
    "touchpoints",
    "spend",
    "opportunities",
    "opportunity_changes",
    "stages",
    "subscriptions",
    "invoices",
    "payments",
    "events",
    "products",
    "owners",
    "targets",
    "fx_rates",
  ])
  .meta({ id: "TableName" });
export type TableName = z.infer<typeof TableName>;
