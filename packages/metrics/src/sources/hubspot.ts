import type { ExportDefinition } from "./definition.ts";
import { exportMap } from "./export-map.ts";

/** A property as a connector, the API and the export of the user interface call it. */
const property = (name: string, label?: string): string[] => [
  `property_${name}`,
  `properties.${name}`,
  ...(label === undefined ? [] : [label]),
];
const recordId = ["Record ID", "id"];
const isDeleted = { column: ["is_deleted", "_fivetran_deleted", "archived"], is: true };
const stageId = ["deal_pipeline_stage_id", ...property("dealstage", "Deal Stage")];
const pipelineId = ["deal_pipeline_id", ...property("pipeline", "Pipeline")];
const closeDate = property("closedate", "Close Date");
const won = [...property("hs_is_closed_won", "Is Closed Won"), "Is closed won"];
const closed = [...property("hs_is_closed", "Is Deal Closed?"), "Is Closed (numeric)"];

const joinStage = (own: string | readonly string[]) => ({
  join: {
    export: "hubspot:deal-pipeline-stage",
    on: [own, "stage_id"] as const,
    as: "stage",
    absent:
      "without the pipeline stages export, stages are called by their ids, and only HubSpot's own ids say won or lost",
  },
});
const joinPipeline = (own: string | readonly string[]) => ({
  join: { export: "hubspot:deal-pipeline", on: [own, "pipeline_id"] as const, as: "pipeline" },
});

/** What a stage says of the outcome of a deal. */
const outcomeOfStage = (prefix: string) => [
  { from: `${prefix}closed_won`, boolean: { true: "won" } },
  { from: `${prefix}is_closed`, boolean: { true: "lost", false: "open" } },
  {
    from: `${prefix}probability`,
    values: { "0": "lost", "0.0": "lost", "1": "won", "1.0": "won", "*": "open" },
  },
];

/** Stages of the pipeline that every portal begins with, by their ids and labels. */
const ownStages = {
  closedwon: "won",
  "closed won": "won",
  closedlost: "lost",
  "closed lost": "lost",
  appointmentscheduled: "open",
  qualifiedtobuy: "open",
  presentationscheduled: "open",
  decisionmakerboughtin: "open",
  contractsent: "open",
  "appointment scheduled": "open",
  "qualified to buy": "open",
  "presentation scheduled": "open",
  "decision maker bought-in": "open",
  "contract sent": "open",
};

const deal: ExportDefinition = {
  id: "hubspot:deal",
  title: "HubSpot deals",
  has: [
    ["deal_id", ...recordId],
    [...property("dealname", "Deal Name")],
    stageId,
    [...property("createdate", "Create Date")],
  ],
  steps: [
    joinStage(stageId),
    joinPipeline(pipelineId),
    { join: { export: "hubspot:deal-company", on: [["deal_id", ...recordId], "deal_id"], as: "company" } },
    { join: { export: "hubspot:deal-contact", on: [["deal_id", ...recordId], "deal_id"], as: "contact" } },
  ],
  tables: [
    exportMap("opportunities", {
      columns: {
        id: { from: ["deal_id", ...recordId] },
        outcome: {
          first: [
            ...outcomeOfStage("stage."),
            { from: won, boolean: { true: "won" } },
            { from: closed, boolean: { true: "lost", false: "open" } },
            { from: stageId, values: ownStages },
          ],
        },
        closed_at: {
          first: [
            { from: closeDate, when: { column: "stage.is_closed", is: true } },
            { from: closeDate, when: { column: "stage.closed_won", is: true } },
            { from: closeDate, when: { column: "stage.probability", in: ["0", "0.0", "1", "1.0"] } },
            { from: closeDate, when: { column: closed, is: true } },
            {
              from: closeDate,
              when: { column: stageId, in: ["closedwon", "closedlost", "closed won", "closed lost"] },
            },
          ],
        },
        expected_close: { from: closeDate },
        account_id: {
          from: ["company.company_id", "Associated Company IDs", "Primary Associated Company ID"],
        },
        person_id: { from: ["contact.contact_id", "Associated Contact IDs"] },
        owner: { from: ["owner_id", ...property("hubspot_owner_id", "Deal owner")] },
        pipeline: { from: ["pipeline.label", ...pipelineId] },
        type: {
          from: property("dealtype", "Deal Type"),
          values: {
            newbusiness: "new",
            "new business": "new",
            existingbusiness: "expansion",
            "existing business": "expansion",
            "*": "",
          },
        },
        stage: { from: ["stage.label", ...stageId] },
        amount: { from: property("amount", "Amount") },
        currency: { from: property("deal_currency_code", "Currency") },
        probability: {
          from: [...property("hs_deal_stage_probability", "Deal probability"), "stage.probability"],
        },
        forecast_category: { from: property("hs_manual_forecast_category", "Forecast category") },
        channel: { from: property("hs_analytics_source", "Original Traffic Source") },
        created_at: { from: property("createdate", "Create Date") },
        loss_reason: { from: property("closed_lost_reason", "Closed Lost Reason") },
      },
      attributes: { name: { from: property("dealname", "Deal Name") } },
      deleted: isDeleted,
    }),
  ],
};

const mergedDeal: ExportDefinition = {
  id: "hubspot:merged-deal",
  title: "HubSpot merged deals",
  has: ["deal_id", "merged_deal_id"],
  tables: [exportMap("opportunities", { merge: { from: "merged_deal_id", into: "deal_id" } })],
};

const pipelineStage: ExportDefinition = {
  id: "hubspot:deal-pipeline-stage",
  title: "HubSpot pipeline stages",
  has: ["stage_id", "label", "pipeline_id", "probability"],
  steps: [joinPipeline("pipeline_id")],
  tables: [
    exportMap("stages", {
      columns: {
        pipeline: { from: ["pipeline.label", "pipeline_id"] },
        name: "label",
        position: "display_order",
        probability: "probability",
        outcome: { first: outcomeOfStage("") },
      },
      when: [
        { column: "_fivetran_deleted", is: false },
        { column: "label", empty: false },
      ],
    }),
  ],
};

const pipeline: ExportDefinition = {
  id: "hubspot:deal-pipeline",
  title: "HubSpot pipelines",
  has: ["pipeline_id", "label", "display_order"],
  lacks: ["stage_id"],
  tables: [],
};

const propertyHistory: ExportDefinition = {
  id: "hubspot:deal-property-history",
  title: "HubSpot deal property history",
  has: ["deal_id", "timestamp", "name", "value"],
  steps: [
    {
      fold: {
        key: "deal_id",
        at: "timestamp",
        field: "name",
        value: "value",
        fields: {
          dealstage: "stage_id",
          amount: "amount",
          closedate: "close",
          hs_deal_stage_probability: "probability",
          hs_manual_forecast_category: "category",
        },
        timeZone: "UTC",
      },
    },
    joinStage("stage_id"),
  ],
  tables: [
    exportMap("opportunity_changes", {
      columns: {
        opportunity_id: "key",
        at: "at",
        stage: { from: ["stage.label", "stage_id"] },
        amount: "amount",
        probability: { from: ["probability", "stage.probability"] },
        expected_close: "close",
        forecast_category: "category",
      },
    }),
  ],
};

const dealStage: ExportDefinition = {
  id: "hubspot:deal-stage",
  title: "HubSpot deal stages: when a deal entered each stage",
  has: ["deal_id", "date_entered", "value"],
  lacks: ["name"],
  steps: [
    {
      join: {
        export: "hubspot:deal-property-history",
        on: ["deal_id", "deal_id"],
        as: "history",
        absent:
          "without the deal property history, past stages are known, past amounts and close dates are not",
      },
    },
    joinStage("value"),
  ],
  tables: [
    exportMap("opportunity_changes", {
      columns: {
        opportunity_id: "deal_id",
        at: "date_entered",
        stage: { from: ["stage.label", "value"] },
        probability: "stage.probability",
      },
      when: { column: "history.deal_id", empty: true },
    }),
  ],
};

const contact: ExportDefinition = {
  id: "hubspot:contact",
  title: "HubSpot contacts",
  has: [recordId, property("email", "Email"), property("createdate", "Create Date")],
  lacks: ["Deal Name", "property_dealname"],
  tables: [
    exportMap("people", {
      columns: {
        id: { from: recordId },
        account_id: { from: property("associatedcompanyid", "Primary Associated Company ID") },
        channel: { from: property("hs_analytics_source", "Original Traffic Source") },
        source: { from: property("hs_analytics_source_data_1", "Original Traffic Source Drill-Down 1") },
        created_at: { from: property("createdate", "Create Date") },
        mql_at: {
          from: property(
            "hs_lifecyclestage_marketingqualifiedlead_date",
            "Became a Marketing Qualified Lead Date",
          ),
        },
        sql_at: {
          from: property("hs_lifecyclestage_salesqualifiedlead_date", "Became a Sales Qualified Lead Date"),
        },
        converted_at: { from: property("hs_lifecyclestage_opportunity_date", "Became an Opportunity Date") },
      },
      deleted: isDeleted,
      merge: { from: property("hs_merged_object_ids", "Merged IDs"), into: recordId, separator: ";" },
    }),
  ],
};

const contactMerge: ExportDefinition = {
  id: "hubspot:contact-merge",
  title: "HubSpot contact merges",
  has: ["canonical_vid", "vid_to_merge"],
  tables: [exportMap("people", { merge: { from: "vid_to_merge", into: "canonical_vid" } })],
};

const company: ExportDefinition = {
  id: "hubspot:company",
  title: "HubSpot companies",
  has: [recordId, [...property("name", "Company name")], property("industry", "Industry")],
  lacks: ["property_email", "properties.email"],
  tables: [
    exportMap("accounts", {
      columns: {
        id: { from: recordId },
        name: { from: property("name", "Company name") },
        parent_id: { from: property("hs_parent_company_id") },
        industry: { from: property("industry", "Industry") },
        region: { from: property("state", "State/Region") },
        country: { from: property("country", "Country/Region") },
        employees: { from: property("numberofemployees", "Number of Employees") },
        owner: { from: property("hubspot_owner_id", "Company owner") },
        created_at: { from: property("createdate", "Create Date") },
      },
      deleted: isDeleted,
      merge: { from: property("hs_merged_object_ids", "Merged IDs"), into: recordId, separator: ";" },
    }),
  ],
};

const owner: ExportDefinition = {
  id: "hubspot:owner",
  title: "HubSpot owners",
  has: ["owner_id", "email", "first_name", "last_name"],
  lacks: ["IsDeleted", "CreatedById", "AccountId"],
  tables: [
    exportMap("owners", {
      columns: { id: "owner_id", name: { first: [{ template: "{first_name} {last_name}" }, "email"] } },
    }),
  ],
};

const dealCompany: ExportDefinition = {
  id: "hubspot:deal-company",
  title: "HubSpot associations of deals and companies",
  has: ["deal_id", "company_id"],
  tables: [],
};

const dealContact: ExportDefinition = {
  id: "hubspot:deal-contact",
  title: "HubSpot associations of deals and contacts",
  has: ["deal_id", "contact_id"],
  lacks: ["canonical_vid"],
  tables: [],
};

/** Exports of HubSpot: a connector's tables, answers of the API, and exports of the user interface. */
export const hubspot: readonly ExportDefinition[] = [
  deal,
  mergedDeal,
  pipelineStage,
  pipeline,
  propertyHistory,
  dealStage,
  contact,
  contactMerge,
  company,
  owner,
  dealCompany,
  dealContact,
];
