import type { ExportDefinition } from "./definition.ts";
import { exportMap } from "./export-map.ts";

const quarters = ["yyyy 'Q'q", "yyyy-'Q'q", "yyyy'Q'q", "'Q'q yyyy", "'Q'q-yyyy", "yyyy_'Q'q"];

const forecast: ExportDefinition = {
  id: "clari:forecast",
  title: "Clari forecast export",
  has: ["User", "Timeframe", "Field", "Week", "Start Day", "Data Type", "Data Value"],
  tables: [
    exportMap("targets", {
      columns: {
        metric: {
          first: [
            { value: "bookings", when: { column: "Field", in: ["Quota"] } },
            { template: "clari.{Field}" },
          ],
        },
        period_start: { from: "Timeframe", format: quarters },
        grain: { value: "quarter" },
        value: "Data Value",
        dimensions: { object: { owner: ["CRM User ID", "Email", "User"] } },
        version: { template: "{Start Day} {Field} {Data Type}" },
      },
      attributes: {
        user: "User",
        field: "Field",
        week: "Week",
        week_start: "Start Day",
        week_end: "End Day",
        data_type: "Data Type",
        role: "Role",
        parent_role: "Parent Role",
      },
      when: { column: "Data Value", empty: false },
    }),
  ],
  notes: [
    "a timeframe is read as a calendar quarter: a fiscal year that begins in another month needs a map of its own",
  ],
};

/** Exports of Clari: what was submitted for each quarter, week by week. */
export const clari: readonly ExportDefinition[] = [forecast];
