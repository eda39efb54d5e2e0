import type { ImportMap } from "@foresail/client";
import type { ExportDefinition, Step } from "./definition.ts";
import { exportMap } from "./export-map.ts";

const notRecurring = ["incomplete", "incomplete_expired", "paused"];
const customer = ["customer.id", "customer", "customer_id"];
const deleted = { column: ["is_deleted", "deleted"], is: true };

/** Where the parts of a subscription stand: prefixes of the item's, price's, subscription's, discount's and coupon's columns. */
interface Names {
  readonly item: string;
  readonly price: readonly string[];
  readonly plan: string;
  readonly subscription: string;
  readonly discount: readonly string[];
  readonly coupon: readonly string[];
}

const under = (prefixes: readonly string[], ...names: string[]): string[] =>
  prefixes.flatMap((prefix) => names.map((name) => `${prefix}${name}`));

/** One row an item and phase: in trial or not, with a discount or not, each with its own begin and end. */
function subscriptionItems(names: Names): {
  readonly steps: readonly Step[];
  readonly map: ReturnType<typeof exportMap>;
} {
  const { item, price, plan, subscription, discount, coupon } = names;
  const unitAmount = [...under(price, "unit_amount_decimal", "unit_amount"), `${plan}amount`];
  const interval = [...under(price, "recurring.interval", "recurring_interval"), `${plan}interval`];
  const count = [
    ...under(price, "recurring.interval_count", "recurring_interval_count"),
    `${plan}interval_count`,
  ];
  const currency = [...under(price, "currency"), `${plan}currency`];
  const duration = under(coupon, "duration");
  const discounted = { column: "phase.discount", is: true };
  const percentOff = under(coupon, "percent_off");
  const amountOff = under(coupon, "amount_off");
  const map: Omit<ImportMap, "table"> = {
    columns: {
      id: { template: `{${item}id}:{phase.n}` },
      subscription_id: { from: item === "" ? "subscription_id" : "id" },
      account_id: { from: customer.map((name) => `${subscription}${name}`) },
      starts_at: "phase.from",
      ends_at: "phase.to",
      amount: { from: unitAmount, unit: "minor", currency: currency[0]! },
      interval: { from: interval },
      interval_count: { from: count },
      quantity: `${item}quantity`,
      discount: {
        first: [
          { from: percentOff, unit: "percent", when: discounted },
          { divide: [amountOff, "items.total"], atMost: "1", when: discounted },
        ],
      },
      discount_duration: { from: duration, when: discounted },
      currency: { from: currency },
      trial: "phase.trial",
      canceled_at: `${subscription}canceled_at`,
      plan: {
        from: [
          ...under(price, "nickname", "lookup_key"),
          `${plan}nickname`,
          ...under(price, "id"),
          `${plan}id`,
        ],
      },
      renews_at: {
        from: [`${item}current_period_end`, `${subscription}current_period_end`],
        when: [
          { column: `${subscription}cancel_at_period_end`, is: false },
          { column: "phase.to", empty: true },
        ],
      },
    },
    attributes: {
      status: `${subscription}status`,
      product: { from: [...under(price, "product", "product_id"), `${plan}product_id`] },
    },
    when: { column: `${subscription}status`, notIn: notRecurring },
    // Phases come and go with discounts and trials, and items with changes of the plan.
    complete: "subscription_id",
    refuse: [
      {
        when: { column: "items.has_more", is: true },
        because: "it has more items than its list holds",
        remedy: "fetch its items from /v1/subscription_items, and give the whole list",
      },
      {
        when: { column: under(price, "recurring.usage_type", "recurring_usage_type"), in: ["metered"] },
        because: "the price is metered: what it brings depends on usage, which this export does not hold",
        remedy: "import the customer MRR changes, or leave it out",
      },
      {
        when: { column: under(price, "billing_scheme"), in: ["tiered"] },
        because: "the price has tiers, whose amounts this export does not hold",
        remedy: "import the customer MRR changes, or give the amount in a file of csv:subscriptions",
      },
      {
        when: [
          { column: under(discount, "id"), empty: false },
          { column: [...percentOff, ...amountOff], empty: true },
        ],
        because: "it has a discount whose coupon is not known",
        remedy:
          "fetch subscriptions with expand[]=data.discounts.source.coupon, or import the coupons in the same command",
      },
    ],
  };
  const steps: Step[] = [
    {
      total: {
        as: "items.total",
        by: item === "" ? "subscription_id" : "id",
        of: [unitAmount, `${item}quantity`],
      },
    },
    {
      phases: {
        from: [`${subscription}start_date`, `${subscription}created`],
        to: [`${subscription}ended_at`, `${subscription}cancel_at`],
        marks: {
          trial: { from: `${subscription}trial_start`, to: `${subscription}trial_end` },
          discount: {
            from: under(discount, "start"),
            to: under(discount, "end"),
            lasts: { when: { column: duration, in: ["once"] }, interval, count },
          },
        },
      },
    },
  ];
  return { steps, map: exportMap("subscriptions", map) };
}

const several = {
  elements: 1,
  because: "it has several discounts, which apply one after the other",
  remedy: "give its MRR in a file of csv:subscriptions, or import the customer MRR changes",
};

const fromApi = subscriptionItems({
  item: "items.data.",
  price: ["items.data.price."],
  plan: "items.data.plan.",
  subscription: "",
  discount: ["discounts.", "discount."],
  coupon: [
    "discounts.source.coupon.",
    "discounts.coupon.",
    "discount.coupon.",
    "discount.source.coupon.",
    "coupon.",
  ],
});

const subscription: ExportDefinition = {
  id: "stripe:subscription",
  title: "Stripe subscriptions, as the API lists them",
  has: ["items.data", "customer", "status", "start_date"],
  steps: [
    { explode: { column: "discounts", outer: true, most: several } },
    { explode: { column: "items.data" } },
    {
      join: {
        export: "stripe:coupon",
        on: [["discounts.source.coupon", "discount.source.coupon"], "id"],
        as: "coupon",
      },
    },
    ...fromApi.steps,
  ],
  tables: [fromApi.map],
  notes: [
    "the API gives the price of today: an earlier price is known from earlier imports or the MRR changes only",
  ],
};

const fromTables = subscriptionItems({
  item: "",
  price: ["price."],
  plan: "plan.",
  subscription: "subscription.",
  discount: ["discount."],
  coupon: ["coupon."],
});

const subscriptionItem: ExportDefinition = {
  id: "stripe:subscription-item",
  title: "Stripe subscription items, as a connector keeps them",
  has: ["id", "subscription_id", ["plan_id", "price_id"], "quantity"],
  lacks: ["invoice_id", "amount"],
  steps: [
    {
      join: {
        export: "stripe:subscription-table",
        on: ["subscription_id", "id"],
        as: "subscription",
        required: true,
      },
    },
    { join: { export: "stripe:price", on: [["price_id", "plan_id"], "id"], as: "price" } },
    { join: { export: "stripe:plan", on: ["plan_id", "id"], as: "plan" } },
    {
      join: {
        export: "stripe:subscription-discount",
        on: ["subscription_id", ["subscription_id", "subscription"]],
        as: "discount",
        absent: "without the subscription discounts export, amounts are before discounts",
      },
    },
    {
      join: { export: "stripe:coupon", on: [["discount.coupon_id", "discount.coupon"], "id"], as: "coupon" },
    },
    ...fromTables.steps,
  ],
  tables: [fromTables.map],
};

const subscriptionTable: ExportDefinition = {
  id: "stripe:subscription-table",
  title: "Stripe subscriptions, as a connector keeps them",
  has: ["id", "customer_id", "status", "cancel_at_period_end", ["start_date", "created"]],
  lacks: ["items.data", "_fivetran_active"],
  tables: [],
};

const price: ExportDefinition = {
  id: "stripe:price",
  title: "Stripe prices",
  has: ["id", "unit_amount", ["recurring_interval", "recurring.interval"], ["product", "product_id"]],
  tables: [],
};

const plan: ExportDefinition = {
  id: "stripe:plan",
  title: "Stripe plans",
  has: ["id", "amount", "interval", "interval_count", ["product", "product_id"]],
  tables: [],
};

const coupon: ExportDefinition = {
  id: "stripe:coupon",
  title: "Stripe coupons",
  has: ["id", "percent_off", "amount_off", "duration"],
  tables: [],
};

const subscriptionDiscount: ExportDefinition = {
  id: "stripe:subscription-discount",
  title: "Stripe discounts of subscriptions",
  has: [["coupon_id", "coupon"], ["subscription_id", "subscription"], "start", "end"],
  lacks: ["percent_off"],
  tables: [],
};

const issuedAt = ["status_transitions.finalized_at", "effective_at", "finalized_at", "created"];
const total = { unit: "minor", currency: "currency" } as const;

const invoice: ExportDefinition = {
  id: "stripe:invoice",
  title: "Stripe invoices",
  has: ["id", customer, "amount_due", "amount_paid", "billing_reason"],
  tables: [
    exportMap("invoices", {
      columns: {
        id: "id",
        account_id: { from: customer },
        amount: { from: "total_excluding_tax", ...total },
        issued_at: { from: issuedAt },
        period_start: "period_start",
        period_end: "period_end",
        tax: { subtract: ["total", "total_excluding_tax"], ...total },
        currency: "currency",
      },
      attributes: { status: "status", reason: "billing_reason" },
      when: { column: "status", notIn: ["draft", "void", "deleted"] },
      deleted,
    }),
    exportMap("payments", {
      columns: {
        id: "id",
        account_id: { from: customer },
        amount: { from: "amount_paid", ...total },
        paid_at: { from: ["status_transitions.paid_at", "paid_at"] },
        period_start: "period_start",
        period_end: "period_end",
        currency: "currency",
      },
      when: { column: "status", in: ["paid"] },
      deleted,
    }),
  ],
};

const customers: ExportDefinition = {
  id: "stripe:customer",
  title: "Stripe customers",
  has: ["id", "invoice_prefix", "delinquent", "created"],
  tables: [
    exportMap("accounts", {
      columns: {
        id: "id",
        name: { from: ["name", "email", "id"] },
        country: { from: ["address.country", "address_country"] },
        region: { from: ["address.state", "address_state"] },
        currency: "currency",
        created_at: "created",
      },
      deleted,
    }),
  ],
};

const changedAt = [
  "event_timestamp",
  "Event Timestamp",
  "Event date",
  "Date",
  "Timestamp",
  "Timestamp (UTC)",
];
const mrrChange = ["mrr_change", "MRR change", "Change in MRR", "MRR change amount"];
const span = { starts_at: "span.from", ends_at: "span.to" };

const customerMrrChanges: ExportDefinition = {
  id: "stripe:customer-mrr-changes",
  title: "Stripe customer MRR changes, as the Dashboard exports them",
  has: [["Customer ID", "customer_id"], mrrChange, changedAt],
  lacks: ["subscription_item_id"],
  steps: [
    {
      accumulate: {
        key: [["Customer ID", "customer_id"], "currency"],
        at: changedAt,
        amount: mrrChange,
        timeZone: "UTC",
      },
    },
  ],
  tables: [
    exportMap("subscriptions", {
      columns: {
        id: {
          first: [
            { template: "{Customer ID}:{currency}:{span.from}" },
            { template: "{Customer ID}:{span.from}" },
          ],
        },
        subscription_id: { from: ["Customer ID", "customer_id"] },
        account_id: { from: ["Customer ID", "customer_id"] },
        ...span,
        mrr: "span.total",
        currency: "currency",
      },
      complete: "subscription_id",
    }),
  ],
};

const itemChangeEvents: ExportDefinition = {
  id: "stripe:subscription-item-change-events",
  title: "Stripe subscription_item_change_events, as Sigma and Data Pipeline give them",
  has: ["customer_id", "subscription_item_id", "mrr_change", "event_timestamp", "currency"],
  steps: [
    {
      accumulate: {
        key: ["subscription_item_id", "currency"],
        at: "event_timestamp",
        amount: "mrr_change",
        timeZone: "UTC",
      },
    },
  ],
  tables: [
    exportMap("subscriptions", {
      columns: {
        id: { template: "{subscription_item_id}:{span.from}" },
        subscription_id: "subscription_id",
        account_id: "customer_id",
        ...span,
        mrr: { from: "span.total", unit: "minor", currency: "currency" },
        currency: "currency",
        plan: "price_id",
      },
      attributes: { product: "product_id" },
    }),
  ],
};

/** Exports of Stripe: lists of its API as JSON, a connector's tables, and the logs of MRR changes. */
export const stripe: readonly ExportDefinition[] = [
  subscription,
  subscriptionItem,
  subscriptionTable,
  price,
  plan,
  coupon,
  subscriptionDiscount,
  invoice,
  customers,
  customerMrrChanges,
  itemChangeEvents,
];
