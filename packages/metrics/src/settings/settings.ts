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

interface SettingRule<K extends Key> {
  readonly initial: Settings[K];
  readonly parse: Parser<K>;
  /** Completes "must be ...". */
  readonly expected: string;
  /** Whether one query may set it for itself; the others decide what is stored. */
  readonly byQuery: boolean;
}

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
  "calendar.fiscalYearStart": {
    initial: 1,
    parse: (value) => (/^([1-9]|1[0-2])$/.test(value) ? Number(value) : undefined),
    expected: "a month from 1 to 12",
    byQuery: true,
  },
  "calendar.weekStart": {
    initial: "monday",
    parse: (value) => (value === "monday" || value === "sunday" ? value : undefined),
    expected: "monday or sunday",
    byQuery: true,
  },
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
