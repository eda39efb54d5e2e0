import type { Settings } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";

type Key = keyof Settings;
type Parser<K extends Key> = (value: string) => Settings[K] | undefined;

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

function isCalendarDate(value: string): boolean {
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

interface SettingRule<K extends Key> {
  readonly initial: Settings[K];
  readonly parse: Parser<K>;
  /** Completes "must be ...". */
  readonly expected: string;
  /** Whether one query may set it for itself; the others decide what is stored. */
  readonly byQuery: boolean;
}

/** One of several words, the first being the default. */
function choice<const W extends string>(first: W, ...others: W[]) {
  const words = [first, ...others];
  return {
    initial: first as W,
    parse: (value: string): W | undefined => words.find((word) => word === value),
    expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
    byQuery: true,
  };
}

/** A number within bounds. */
function number(initial: number, least: number, most: number, options: { whole?: boolean } = {}) {
  const { whole = false } = options;
  return {
    initial,
    parse: (value: string): number | undefined => {
      if (!/^-?\d+(\.\d+)?$/.test(value) || (whole && value.includes("."))) return undefined;
      return Number(value) >= least && Number(value) <= most ? Number(value) : undefined;
    },
    expected: `a ${whole ? "whole " : ""}number from ${least} to ${most}`,
    byQuery: true,
  };
}

const whole = (initial: number, least: number, most: number) => number(initial, least, most, { whole: true });

const rules: { readonly [K in Key]: SettingRule<K> } = {
  reportingCurrency: {
    initial: "USD",
    parse: (value) => (/^[A-Z]{3}$/.test(value) ? value : undefined),
    expected: "an ISO 4217 code such as USD",
    byQuery: false,
  },
  timeZone: {
    initial: "UTC",
    parse: (value) => (isTimeZone(value) ? value : undefined),
    expected: "an IANA time zone such as Europe/Berlin",
    byQuery: false,
  },
  "calendar.fiscalYearStart": { ...whole(1, 1, 12), expected: "a month from 1 to 12" },
  "calendar.weekStart": choice("monday", "sunday"),
  "calendar.pattern": choice("months", "4-4-5", "4-5-4", "5-4-4"),
  "calendar.yearAnchor": choice("nearest", "last"),
  "currency.rate": choice("period", "fixed"),
  "currency.rateDate": {
    initial: "",
    parse: (value) => (value === "" || isCalendarDate(value) ? value : undefined),
    expected: "a calendar date, yyyy-MM-dd, or empty for the newest rate",
    byQuery: true,
  },
  // What is subtracted is subtracted once, when a row is stored.
  "revenue.discounts": { ...choice("all", "forever", "none"), byQuery: false },
  "movements.form": choice("snapshot", "events"),
  "movements.reactivation": choice("counted", "left_out"),
  "churn.date": choice("period_end", "cancellation"),
  "churn.denominator": choice("start", "start_plus_new", "daily"),
  "churn.graceDays": whole(0, 0, 365),
  "retention.months": whole(12, 1, 60),
  "renewal.graceDays": whole(30, 0, 365),
  "growth.periods": whole(12, 1, 120),
  "margin.gross": number(1, 0, 1),
  "margin.profit": {
    initial: "",
    parse: (value) => (value === "" ? "" : number(0, -10, 1).parse(value)),
    expected: "a number from -10 to 1, or empty for not known",
    byQuery: true,
  },
  "ltv.capMonths": whole(60, 1, 600),
  "ltv.discountRate": number(0, 0, 10),
  "cac.lagMonths": whole(0, 0, 24),
  "velocity.deals": choice("worked", "created", "open"),
  "salesCycle.start": choice("created", "first_touch"),
  "attribution.lookbackDays": whole(90, 1, 3650),
  "attribution.halfLifeDays": number(7, 0.1, 3650),
  "attribution.uShape": choice("40-20-40", "50-50"),
  "forecast.lag": whole(1, 1, 120),
};

const keys = Object.keys(rules) as Key[];

function ruleOf(key: string): SettingRule<Key> {
  if (!keys.includes(key as Key)) {
    const suggestions = nearest(key, keys);
    throw new ForesailError(
      "unknown_setting",
      `unknown setting ${JSON.stringify(key)}; known are ${keys.join(", ")}`,
      {
        suggestions,
      },
    );
  }
  return rules[key as Key] as SettingRule<Key>;
}

/** @throws {ForesailError} `unknown_setting` or `invalid_setting`, naming the key, the value and what is expected */
export function parseSetting(key: string, value: string): Settings[Key] {
  const rule = ruleOf(key);
  const parsed = rule.parse(value);
  if (parsed === undefined) {
    throw new ForesailError(
      "invalid_setting",
      `setting ${key} is ${JSON.stringify(value)}; it must be ${rule.expected}`,
    );
  }
  return parsed;
}

/** Settings with the values given over the defaults. */
export function settingsFrom(values: Readonly<Record<string, string>>): Settings {
  const initial = Object.fromEntries(keys.map((key) => [key, rules[key].initial]));
  const given = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, parseSetting(key, value)]),
  );
  return { ...initial, ...given } as Settings;
}

/** Settings of one query: the tenant's, with those that the query sets for itself. */
export function settingsForQuery(tenant: Settings, set: Readonly<Record<string, string>>): Settings {
  const own: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(set)) {
    if (!ruleOf(key).byQuery) {
      throw new ForesailError(
        "invalid_setting",
        `setting ${key} decides what is stored, so a query cannot set it; change it for the tenant instead`,
      );
    }
    own[key] = parseSetting(key, value);
  }
  return { ...tenant, ...own };
}
