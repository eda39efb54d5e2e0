import type { ExportDefinition } from "./definition.ts";
import { exportMap } from "./export-map.ts";

const day = (column: string) => ({ from: column, part: "day" as const });
const percent = (column: string) => ({ from: column, unit: "percent" as const });
const isDeleted = { column: "IsDeleted", is: true };
const notDeleted = { column: "IsDeleted", is: false };
const merged = { from: "Id", into: "MasterRecordId" };

/** Values of Opportunity.Type in a new organisation and in frequent use; others are kept as an attribute. */
const types = {
  "New Customer": "new",
  "New Business": "new",
  New: "new",
  Renewal: "renewal",
  "Existing Customer - Replacement": "renewal",
  "Existing Customer - Upgrade": "expansion",
  "Existing Business": "expansion",
  "Add-On Business": "expansion",
  Expansion: "expansion",
  Upsell: "expansion",
  "*": "",
};

const opportunity: ExportDefinition = {
  id: "salesforce:opportunity",
  title: "Salesforce Opportunity",
  has: [
    ["Id", "Opportunity ID"],
    ["StageName", "Stage"],
    "CloseDate",
    ["IsWon", "Won"],
    ["IsClosed", "Closed"],
  ],
  lacks: ["_fivetran_start"],
  tables: [
    exportMap("opportunities", {
      columns: {
        id: { from: ["Id", "Opportunity ID"] },
        outcome: {
          first: [
            { from: ["IsWon", "Won"], boolean: { true: "won" } },
            { from: ["IsClosed", "Closed"], boolean: { true: "lost", false: "open" } },
          ],
        },
        closed_at: { ...day("CloseDate"), when: { column: ["IsClosed", "Closed"], is: true } },
        expected_close: day("CloseDate"),
        account_id: { from: ["AccountId", "Account ID"] },
        person_id: "ContactId",
        owner: { from: ["OwnerId", "Opportunity Owner"] },
        pipeline: { from: ["RecordType.Name", "RecordTypeId"] },
        type: { from: "Type", values: types },
        stage: { from: ["StageName", "Stage"] },
        amount: "Amount",
        currency: { from: ["CurrencyIsoCode", "Amount Currency"] },
        probability: { from: ["Probability", "Probability (%)"], unit: "percent" },
        forecast_category: { from: ["ForecastCategoryName", "ForecastCategory"] },
        channel: "LeadSource",
        created_at: "CreatedDate",
        loss_reason: { from: ["Loss_Reason__c", "LossReason__c", "Closed_Lost_Reason__c"] },
      },
      attributes: { name: { from: ["Name", "Opportunity Name"] }, type: "Type", campaign: "CampaignId" },
      deleted: isDeleted,
    }),
  ],
};

const changes = {
  stage: "StageName",
  amount: "Amount",
  probability: percent("Probability"),
  expected_close: day("CloseDate"),
  forecast_category: { from: ["ForecastCategoryName", "ForecastCategory"] },
};

const opportunityHistory: ExportDefinition = {
  id: "salesforce:opportunity-history",
  title: "Salesforce OpportunityHistory",
  has: ["OpportunityId", "StageName", "CreatedDate", "Probability"],
  lacks: ["Field", "IsWon"],
  steps: [{ latest: { by: ["OpportunityId", "CreatedDate"], order: "Id" } }],
  tables: [
    exportMap("opportunity_changes", {
      columns: { opportunity_id: "OpportunityId", at: "CreatedDate", ...changes },
      when: notDeleted,
    }),
  ],
};

const opportunityVersions: ExportDefinition = {
  id: "salesforce:opportunity-versions",
  title: "Salesforce Opportunity, kept in versions by a connector",
  has: ["Id", "StageName", "_fivetran_start"],
  tables: [
    exportMap("opportunity_changes", {
      columns: { opportunity_id: "Id", at: "_fivetran_start", ...changes },
      when: notDeleted,
    }),
  ],
};

const opportunityFieldHistory: ExportDefinition = {
  id: "salesforce:opportunity-field-history",
  title: "Salesforce OpportunityFieldHistory",
  has: ["OpportunityId", "Field", "OldValue", "NewValue", "CreatedDate"],
  steps: [
    {
      join: {
        export: "salesforce:opportunity",
        on: ["OpportunityId", ["Id", "Opportunity ID"]],
        as: "opportunity",
        absent:
          "without the Opportunity export, fields that never changed are empty, and so is the time before the first change",
      },
    },
    {
      fold: {
        key: "OpportunityId",
        at: "CreatedDate",
        field: "Field",
        value: "NewValue",
        old: "OldValue",
        fields: {
          StageName: "stage",
          Stage: "stage",
          Amount: "amount",
          CloseDate: "close",
          Probability: "probability",
          ForecastCategoryName: "category",
        },
        current: {
          stage: ["opportunity.StageName", "opportunity.Stage"],
          amount: "opportunity.Amount",
          close: "opportunity.CloseDate",
          probability: "opportunity.Probability",
          category: ["opportunity.ForecastCategoryName", "opportunity.ForecastCategory"],
        },
        created: "opportunity.CreatedDate",
        timeZone: "UTC",
      },
    },
    { join: { export: "salesforce:opportunity-history", on: ["key", "OpportunityId"], as: "history" } },
  ],
  tables: [
    exportMap("opportunity_changes", {
      columns: {
        opportunity_id: "key",
        at: "at",
        stage: "stage",
        amount: "amount",
        expected_close: day("close"),
        probability: percent("probability"),
        forecast_category: "category",
      },
      // OpportunityHistory tells the same changes, with all columns of each state.
      when: { column: "history.OpportunityId", empty: true },
    }),
  ],
};

const lead: ExportDefinition = {
  id: "salesforce:lead",
  title: "Salesforce Lead",
  has: ["Id", "Status", "IsConverted", "LeadSource"],
  tables: [
    exportMap("people", {
      columns: {
        id: "Id",
        account_id: "ConvertedAccountId",
        channel: "LeadSource",
        source: { from: ["utm_source__c", "utm_source_c"] },
        created_at: "CreatedDate",
        mql_at: { from: ["MQL_Date__c", "MQL_Date_c"] },
        sql_at: { from: ["SQL_Date__c", "SQL_Date_c"] },
        converted_at: { ...day("ConvertedDate"), when: { column: "IsConverted", is: true } },
      },
      attributes: { status: "Status" },
      deleted: isDeleted,
      merge: [merged, { from: "ConvertedContactId", into: "Id" }],
    }),
  ],
};

const contact: ExportDefinition = {
  id: "salesforce:contact",
  title: "Salesforce Contact",
  has: ["Id", "AccountId", "LastName", "Email"],
  lacks: ["IsConverted", "Username", "_fivetran_start"],
  steps: [
    {
      join: {
        export: "salesforce:lead",
        on: ["Id", "ConvertedContactId"],
        as: "lead",
        absent: "without the Lead export, a contact that was a lead counts as a person of its own",
      },
    },
  ],
  tables: [
    exportMap("people", {
      columns: { id: "Id", account_id: "AccountId", channel: "LeadSource", created_at: "CreatedDate" },
      when: { column: "lead.Id", empty: true },
      deleted: isDeleted,
      merge: merged,
    }),
  ],
};

const account: ExportDefinition = {
  id: "salesforce:account",
  title: "Salesforce Account",
  has: ["Id", "Name", "ParentId", "Industry"],
  lacks: ["LastName", "IsConverted", "_fivetran_start"],
  tables: [
    exportMap("accounts", {
      columns: {
        id: "Id",
        name: "Name",
        parent_id: "ParentId",
        industry: "Industry",
        region: { from: ["Region__c", "Region_c"] },
        country: { from: ["BillingCountry", "BillingCountryCode"] },
        segment: { from: ["Segment__c", "Segment_c"] },
        employees: "NumberOfEmployees",
        owner: "OwnerId",
        currency: "CurrencyIsoCode",
        created_at: "CreatedDate",
      },
      attributes: { type: "Type", source: "AccountSource" },
      deleted: isDeleted,
      merge: merged,
    }),
  ],
};

const user: ExportDefinition = {
  id: "salesforce:user",
  title: "Salesforce User",
  has: ["Id", "Name", "UserRoleId", "IsActive"],
  steps: [{ join: { export: "salesforce:user-role", on: ["UserRoleId", "Id"], as: "role" } }],
  tables: [
    exportMap("owners", {
      columns: {
        id: "Id",
        name: "Name",
        manager: "ManagerId",
        team: { from: ["UserRole.Name", "role.Name", "Department"] },
        region: "Division",
      },
    }),
  ],
};

const userRole: ExportDefinition = {
  id: "salesforce:user-role",
  title: "Salesforce UserRole",
  has: ["Id", "Name", "DeveloperName", "ParentRoleId"],
  tables: [],
};

const product: ExportDefinition = {
  id: "salesforce:product",
  title: "Salesforce Product2",
  has: ["Id", "Name", "ProductCode", "Family"],
  lacks: ["OpportunityId"],
  tables: [
    exportMap("products", { columns: { id: "Id", name: "Name", family: "Family" }, deleted: isDeleted }),
  ],
};

const campaign: ExportDefinition = {
  id: "salesforce:campaign",
  title: "Salesforce Campaign",
  has: ["Id", "Name", "StartDate", "ActualCost"],
  tables: [
    exportMap("spend", {
      columns: {
        id: "Id",
        date: day("StartDate"),
        amount: "ActualCost",
        channel: "Type",
        campaign: "Name",
        kind: { value: "programs" },
        currency: "CurrencyIsoCode",
        leads: "NumberOfLeads",
      },
      when: { column: "ActualCost", empty: false },
      deleted: isDeleted,
    }),
  ],
};

const campaignMember: ExportDefinition = {
  id: "salesforce:campaign-member",
  title: "Salesforce CampaignMember",
  has: ["Id", "CampaignId", ["LeadId", "ContactId"], "Status"],
  lacks: ["StageName"],
  steps: [{ join: { export: "salesforce:campaign", on: ["CampaignId", "Id"], as: "campaign" } }],
  tables: [
    exportMap("touchpoints", {
      columns: {
        id: "Id",
        at: { from: ["FirstRespondedDate", "CreatedDate"] },
        person_id: { from: ["LeadId", "ContactId"] },
        channel: { from: ["campaign.Type", "Campaign.Type"] },
        campaign: { from: ["campaign.Name", "Campaign.Name", "CampaignId"] },
        kind: "Status",
      },
      deleted: isDeleted,
    }),
  ],
};

const forecastingQuota: ExportDefinition = {
  id: "salesforce:forecasting-quota",
  title: "Salesforce ForecastingQuota",
  has: ["QuotaOwnerId", "QuotaAmount", "StartDate"],
  steps: [{ join: { export: "salesforce:period", on: ["PeriodId", "Id"], as: "period" } }],
  tables: [
    exportMap("targets", {
      columns: {
        id: "Id",
        metric: { value: "bookings" },
        period_start: day("StartDate"),
        grain: {
          from: ["Period.Type", "period.Type"],
          values: { Week: "week", Month: "month", Quarter: "quarter", Year: "year" },
        },
        value: "QuotaAmount",
        dimensions: { object: { owner: "QuotaOwnerId" } },
        version: { value: "quota" },
      },
      when: { column: "QuotaAmount", empty: false },
    }),
  ],
};

const period: ExportDefinition = {
  id: "salesforce:period",
  title: "Salesforce Period",
  has: ["Id", "Type", "StartDate", "EndDate", ["PeriodLabel", "FullyQualifiedLabel", "FiscalYearSettingsId"]],
  tables: [],
};

/** Exports of Salesforce: by API names, as Data Loader and SOQL give them, or a connector's `snake_case`. */
export const salesforce: readonly ExportDefinition[] = [
  opportunity,
  opportunityHistory,
  opportunityVersions,
  opportunityFieldHistory,
  lead,
  contact,
  account,
  user,
  userRole,
  product,
  campaign,
  campaignMember,
  forecastingQuota,
  period,
];
