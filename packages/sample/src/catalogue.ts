/** What the company sells, to whom, and through which channels. */

export type SegmentName = "SMB" | "Mid-Market" | "Enterprise";

/** A customer segment: its share of leads, its deals, and how its customers behave. */
export interface Segment {
  readonly name: SegmentName;
  readonly weight: number;
  readonly employees: number;
  readonly seats: number;
  readonly seatSpread: number;
  readonly cycleDays: number;
  readonly winRate: number;
  readonly monthlyBilling: number;
  /** Chance of churn per month on monthly billing, and at each renewal on annual billing. */
  readonly monthlyChurn: number;
  readonly renewalChurn: number;
  /** Chance per month of more seats, and of fewer. */
  readonly expansion: number;
  readonly contraction: number;
}

export const segments: readonly Segment[] = [
  {
    name: "SMB",
    weight: 62,
    employees: 35,
    seats: 6,
    seatSpread: 0.5,
    cycleDays: 42,
    winRate: 0.19,
    monthlyBilling: 0.7,
    monthlyChurn: 0.024,
    renewalChurn: 0.18,
    expansion: 0.03,
    contraction: 0.012,
  },
  {
    name: "Mid-Market",
    weight: 28,
    employees: 320,
    seats: 18,
    seatSpread: 0.45,
    cycleDays: 62,
    winRate: 0.175,
    monthlyBilling: 0.4,
    monthlyChurn: 0.014,
    renewalChurn: 0.11,
    expansion: 0.051,
    contraction: 0.012,
  },
  {
    name: "Enterprise",
    weight: 10,
    employees: 2600,
    seats: 52,
    seatSpread: 0.4,
    cycleDays: 94,
    winRate: 0.145,
    monthlyBilling: 0,
    monthlyChurn: 0.008,
    renewalChurn: 0.05,
    expansion: 0.051,
    contraction: 0.01,
  },
];

/** A plan with its list prices per seat, in cents. Some annual prices do not divide by 12 cents. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly monthlyCents: number;
  readonly annualCents: number;
}

export const products: readonly Product[] = [
  { id: "starter", name: "Starter", family: "Platform", monthlyCents: 2900, annualCents: 29_000 },
  { id: "team", name: "Team", family: "Platform", monthlyCents: 4950, annualCents: 49_500 },
  { id: "business", name: "Business", family: "Platform", monthlyCents: 7900, annualCents: 82_800 },
  { id: "enterprise", name: "Enterprise", family: "Platform", monthlyCents: 10_900, annualCents: 106_800 },
  { id: "connectors", name: "Connectors", family: "Add-on", monthlyCents: 1250, annualCents: 12_500 },
];

/** The plans a segment buys. */
export const plansOf: Readonly<Record<SegmentName, readonly { id: string; weight: number }[]>> = {
  SMB: [
    { id: "starter", weight: 6 },
    { id: "team", weight: 4 },
  ],
  "Mid-Market": [
    { id: "team", weight: 4 },
    { id: "business", weight: 6 },
  ],
  Enterprise: [
    { id: "business", weight: 2 },
    { id: "enterprise", weight: 8 },
  ],
};

/** A marketing or sales channel: its share of leads and how well they convert. */
export interface Channel {
  readonly name: string;
  readonly weight: number;
  readonly sources: readonly string[];
  readonly medium: string;
  readonly campaigns: readonly (string | null)[];
  readonly mqlRate: number;
  readonly winFactor: number;
  /** Advertising and programme cost per lead, in cents; 0 where the channel has no spend of its own. */
  readonly costPerLeadCents: number;
  readonly spendKind: "ads" | "programs";
  readonly touch: string;
}

export const channels: readonly Channel[] = [
  {
    name: "organic_search",
    weight: 24,
    sources: ["google", "bing", "duckduckgo"],
    medium: "organic",
    campaigns: [null],
    mqlRate: 0.46,
    winFactor: 1.08,
    costPerLeadCents: 0,
    spendKind: "programs",
    touch: "visit",
  },
  {
    name: "paid_search",
    weight: 19,
    sources: ["google", "bing"],
    medium: "cpc",
    campaigns: ["brand", "generic-analytics", "competitors"],
    mqlRate: 0.42,
    winFactor: 0.95,
    costPerLeadCents: 15_400,
    spendKind: "ads",
    touch: "click",
  },
  {
    name: "paid_social",
    weight: 13,
    sources: ["linkedin", "facebook"],
    medium: "paid_social",
    campaigns: ["retargeting", "ebook-forecasting"],
    mqlRate: 0.32,
    winFactor: 0.8,
    costPerLeadCents: 12_150,
    spendKind: "ads",
    touch: "click",
  },
  {
    name: "content",
    weight: 14,
    sources: ["newsletter", "webinar"],
    medium: "content",
    campaigns: ["board-metrics-series", "planning-guide"],
    mqlRate: 0.41,
    winFactor: 1.0,
    costPerLeadCents: 6200,
    spendKind: "programs",
    touch: "webinar",
  },
  {
    name: "events",
    weight: 6,
    sources: ["trade_show", "meetup"],
    medium: "event",
    campaigns: ["revenue-days", "city-meetups"],
    mqlRate: 0.45,
    winFactor: 1.0,
    costPerLeadCents: 24_500,
    spendKind: "programs",
    touch: "event",
  },
  {
    name: "referral",
    weight: 8,
    sources: ["customer", "review_site"],
    medium: "referral",
    campaigns: [null],
    mqlRate: 0.6,
    winFactor: 1.35,
    costPerLeadCents: 0,
    spendKind: "programs",
    touch: "visit",
  },
  {
    name: "partner",
    weight: 5,
    sources: ["agency", "marketplace"],
    medium: "partner",
    campaigns: ["partner-programme"],
    mqlRate: 0.56,
    winFactor: 1.25,
    costPerLeadCents: 9800,
    spendKind: "programs",
    touch: "visit",
  },
  {
    name: "outbound",
    weight: 7,
    sources: ["sdr"],
    medium: "email",
    campaigns: ["outbound-sequence"],
    mqlRate: 0.38,
    winFactor: 0.85,
    costPerLeadCents: 0,
    spendKind: "programs",
    touch: "email",
  },
  {
    name: "direct",
    weight: 4,
    sources: ["direct"],
    medium: "none",
    campaigns: [null],
    mqlRate: 0.42,
    winFactor: 1.05,
    costPerLeadCents: 0,
    spendKind: "programs",
    touch: "visit",
  },
];

/** A sales region with its countries and the tax put on invoices, as a percentage. */
export interface Region {
  readonly name: string;
  readonly weight: number;
  readonly countries: readonly string[];
  readonly taxPercent: number;
}

export const regions: readonly Region[] = [
  { name: "North America", weight: 45, countries: ["US", "US", "US", "CA"], taxPercent: 0 },
  { name: "EMEA", weight: 31, countries: ["GB", "DE", "FR", "NL", "SE"], taxPercent: 20 },
  { name: "APAC", weight: 15, countries: ["AU", "SG", "JP", "IN"], taxPercent: 10 },
  { name: "LATAM", weight: 9, countries: ["BR", "MX", "CL"], taxPercent: 16 },
];

export const industries: readonly string[] = [
  "Software",
  "Manufacturing",
  "Logistics",
  "Healthcare",
  "Financial services",
  "Retail",
  "Education",
  "Media",
];

/** A stage of a pipeline; `outcome` tells which stages close a deal. */
export interface Stage {
  readonly name: string;
  readonly probability: number;
  readonly category: string;
  readonly outcome: "open" | "won" | "lost";
}

const closing: readonly Stage[] = [
  { name: "Won", probability: 1, category: "closed", outcome: "won" },
  { name: "Lost", probability: 0, category: "omitted", outcome: "lost" },
];

/** New business runs through one pipeline, deals with customers through a shorter one. */
export const pipelines: Readonly<Record<"new_business" | "customer", readonly Stage[]>> = {
  new_business: [
    { name: "Discovery", probability: 0.1, category: "pipeline", outcome: "open" },
    { name: "Demo", probability: 0.25, category: "pipeline", outcome: "open" },
    { name: "Proposal", probability: 0.5, category: "best_case", outcome: "open" },
    { name: "Negotiation", probability: 0.75, category: "commit", outcome: "open" },
    ...closing,
  ],
  customer: [
    { name: "Identified", probability: 0.3, category: "pipeline", outcome: "open" },
    { name: "Quoted", probability: 0.6, category: "best_case", outcome: "open" },
    { name: "Committed", probability: 0.85, category: "commit", outcome: "open" },
    ...closing,
  ],
};

export const lossReasons: readonly { name: string; weight: number }[] = [
  { name: "no_decision", weight: 34 },
  { name: "price", weight: 24 },
  { name: "competitor", weight: 20 },
  { name: "missing_feature", weight: 14 },
  { name: "timing", weight: 8 },
];
