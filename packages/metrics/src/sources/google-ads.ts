import type { ExportDefinition } from "./definition.ts";
import { exportMap } from "./export-map.ts";

const campaignId = ["campaign.id", "id", "Campaign ID"];
const customerId = ["customer_id", "customer.id", "Customer ID"];

/** Channels of a campaign in words; others are called as Google Ads calls them. */
const channels = {
  SEARCH: "Paid search",
  DISPLAY: "Paid display",
  VIDEO: "Paid video",
  SHOPPING: "Paid shopping",
  PERFORMANCE_MAX: "Performance Max",
};

const campaignStats: ExportDefinition = {
  id: "google-ads:campaign-stats",
  title: "Google Ads campaign statistics by day",
  has: [
    ["date", "segments.date", "Day"],
    ["cost_micros", "metrics.cost_micros", "metrics.costMicros", "Cost"],
    ["id", "campaign.id", "Campaign ID", "Campaign"],
    ["impressions", "metrics.impressions", "Impr."],
  ],
  lacks: [
    "ad_group_id",
    "base_ad_group",
    "ad_group",
    "ad_id",
    "keyword_ad_group_criterion",
    "keyword_id",
    "search_term",
    "Ad group",
  ],
  steps: [
    {
      join: {
        export: "google-ads:campaign",
        on: [campaignId, "id"],
        as: "details",
        absent:
          "without the campaign history export, campaigns are called by their ids where the file has no names",
      },
    },
    { join: { export: "google-ads:account", on: [customerId, "id"], as: "account" } },
  ],
  tables: [
    exportMap("spend", {
      columns: {
        id: {
          first: [
            { template: "{_fivetran_id}:{date}" },
            { template: "{campaign.id}:{segments.date}:{segments.device}" },
            { template: "{campaign.id}:{segments.date}" },
            { template: "{Campaign ID}:{Day}:{Device}" },
            { template: "{Campaign ID}:{Day}" },
          ],
        },
        date: { from: ["date", "segments.date", "Day"], part: "day" },
        amount: {
          first: [
            { from: ["cost_micros", "metrics.cost_micros", "metrics.costMicros"], unit: "micros" },
            "Cost",
          ],
        },
        channel: {
          first: [
            {
              from: ["details.advertising_channel_type", "campaign.advertisingChannelType", "Campaign type"],
              values: { ...channels, "*": "Paid other" },
            },
            { value: "Google Ads" },
          ],
        },
        source: { value: "google" },
        campaign: { from: ["details.name", "campaign.name", "Campaign", "id", "campaign.id", "Campaign ID"] },
        kind: { value: "ads" },
        currency: { from: ["Currency code", "customer.currencyCode", "account.currency_code"] },
        impressions: { from: ["impressions", "metrics.impressions", "Impr."] },
        clicks: { from: ["clicks", "metrics.clicks"] },
        conversions: { from: ["conversions", "metrics.conversions"] },
      },
    }),
  ],
};

const campaign: ExportDefinition = {
  id: "google-ads:campaign",
  title: "Google Ads campaigns, with the versions that a connector keeps",
  has: ["id", "name", "advertising_channel_type"],
  steps: [{ latest: { by: ["id"], order: "updated_at" } }],
  tables: [],
};

const account: ExportDefinition = {
  id: "google-ads:account",
  title: "Google Ads accounts, with the versions that a connector keeps",
  has: ["id", "currency_code", "descriptive_name"],
  steps: [{ latest: { by: ["id"], order: "updated_at" } }],
  tables: [],
};

/** Exports of Google Ads: a connector's tables, answers of the API, and the campaign report by day. */
export const googleAds: readonly ExportDefinition[] = [campaignStats, campaign, account];
