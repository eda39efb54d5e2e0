import type { ColumnMapping } from "@foresail/client";
import type { Column, Table } from "../model/tables.ts";
import type { CanonicalValue } from "./canonical-row.ts";
import { sortTexts } from "./canonical-row.ts";
import { type FieldMapping, optionProblems, timeZoneProblems, valueTableProblems } from "./check-mapping.ts";
import { compileCondition, findColumns, firstText, type When } from "./compile-condition.ts";
import { convertBoolean } from "./convert-boolean.ts";
import { roundingTest } from "./convert-decimal.ts";
import type { ConvertOptions } from "./convert-options.ts";
import { type Convert, valueConverter, valueTableConverter } from "./convert-value.ts";
import { detectDateForm, detectDecimal } from "./detect-format.ts";
import { exactDifference, exactQuotient, lesser, numberRange } from "./exact-decimal.ts";
import { fileHabits } from "./file-habits.ts";
import { type HeaderNames, headerNames } from "./header-names.ts";
import type { MapIssue } from "./map-issue.ts";
import { minorReading, minorRounding } from "./minor-unit-reading.ts";
import { plainDecimal } from "./plain-decimal.ts";
import { Problem, quote } from "./problem.ts";
import { type ColumnReader, isRequired } from "./read-plan.ts";

/** A row of a file. */
export type Fields = readonly string[];

/** What a map says for all its columns, and what it is held against. */
export interface ColumnContext {
  readonly names: HeaderNames;
  /** Rows whose values show the form of dates and numbers; absent where the map gives the forms. */
  readonly rows?: Iterable<Fields> | undefined;
  readonly timeZone?: string | undefined;
  /** The form of dates and numbers that the caller names, in place of a search. */
  readonly dateFormat?: string | undefined;
  readonly decimal?: "." | "," | undefined;
}

/** The reader of one column, and which fields it takes; or what is wrong with its mapping. */
export interface CompiledColumn {
  /** Absent where the mapping is wrong, or its columns are not in this header and need not be. */
  readonly reader?: ColumnReader<Fields>;
  readonly indexes: readonly number[];
  readonly issues: readonly MapIssue[];
  /** The form that was found, for people: `dates of CloseDate: ISO 8601`. */
  readonly note?: string;
}

/** How one mapping is read; `read` and `raw` are absent where its columns are left out. */
interface Reading {
  readonly label: string;
  readonly says?: string;
  readonly indexes: readonly number[];
  readonly issues: readonly MapIssue[];
  readonly note?: string;
  readonly read?: (fields: Fields) => CanonicalValue | null | Problem;
  readonly raw?: (fields: Fields) => string;
  readonly rounds?: (fields: Fields) => boolean;
}

interface Target extends ColumnContext {
  readonly column: Column;
  readonly path: string;
}

const noIssues: readonly MapIssue[] = [];

function issuesOf(path: string, messages: readonly string[]): readonly MapIssue[] {
  return messages.length === 0 ? noIssues : messages.map((message) => ({ path, message }));
}

function isNumeric({ type }: Column): boolean {
  return type === "money" || type === "number" || type === "integer";
}

/** Distinct values of a column, none empty. */
function valuesOf(rows: Iterable<Fields>, indexes: readonly number[]): string[] {
  const values = new Set<string>();
  for (const fields of rows) values.add(firstText(fields, indexes));
  values.delete("");
  return [...values];
}

interface Form {
  readonly options: ConvertOptions;
  readonly messages: readonly string[];
  readonly note?: string;
}

/** The options of a column whose map leaves the form of its values open. */
function detectForm(
  mapping: FieldMapping,
  options: ConvertOptions,
  target: Target,
  indexes: readonly number[],
): Form {
  const { column, rows } = target;
  const isDate = column.type === "date" && mapping.format === undefined;
  const isNumber = isNumeric(column) && mapping.decimal === undefined;
  if (mapping.values || (!isDate && !isNumber)) return { options, messages: [] };
  if (isDate && target.dateFormat !== undefined) {
    return { options: { ...options, format: [target.dateFormat, "iso"] }, messages: [] };
  }
  if (isNumber && target.decimal !== undefined) {
    return { options: { ...options, decimal: target.decimal }, messages: [] };
  }
  const texts = rows === undefined ? [] : valuesOf(rows, indexes);
  if (texts.length === 0) return { options, messages: [] };
  const found = isDate ? detectDateForm(texts, options) : detectDecimal(texts);
  if ("ambiguous" in found) {
    const habits = fileHabits(rows ?? []);
    const usual = found.forms.filter((form) => (isDate ? form[0] === habits.first : form === habits.decimal));
    if (usual.length === 1) {
      const [form = ""] = usual;
      const chosen = isDate ? { format: form } : { decimal: form as "." | "," };
      const shown = isDate ? form : quote(form);
      const note = `${isDate ? "dates" : "numbers"} of ${options.from}: ${shown}, as elsewhere in the file`;
      return { options: { ...options, ...chosen }, messages: [], note };
    }
    const forms = found.forms.map((form) => (form === "." || form === "," ? quote(form) : form)).join(" or ");
    const what = isDate ? "--date-format" : "--decimal";
    const fact = `${found.ambiguous} of ${quote(options.from ?? "")} may be written with ${forms}`;
    return { options, messages: [`${fact}; say which, with ${what} or in a map`] };
  }
  const note = `${isDate ? "dates" : "numbers"} of ${options.from}: ${found.says}`;
  if (found.form === undefined) return { options, messages: [], note };
  const form = isDate ? { format: found.form } : { decimal: found.form as "." | "," };
  return { options: { ...options, ...form }, messages: [], note };
}

function optionsOf(mapping: FieldMapping, target: Target, from: string): ConvertOptions {
  const { decimal, unit, format, part } = mapping;
  const zone = target.column.type === "date" ? (mapping.timeZone ?? target.timeZone) : undefined;
  return {
    from,
    ...(decimal === undefined ? {} : { decimal }),
    ...(unit === undefined || unit === "minor" ? {} : { unit }),
    ...(format === undefined ? {} : { format }),
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(part === undefined ? {} : { part }),
  };
}

/** Reads a text as true or false, then what that stands for. */
function booleanConverter(words: NonNullable<FieldMapping["boolean"]>, convert: Convert): Convert {
  const stands = { true: convert(words.true ?? ""), false: convert(words.false ?? "") };
  return (text) => {
    if (text === "") return null;
    const value = convertBoolean(text);
    return value instanceof Problem ? value : stands[value ? "true" : "false"];
  };
}

function atMost(
  limit: string | undefined,
  value: CanonicalValue | null | Problem,
): CanonicalValue | null | Problem {
  return limit === undefined || typeof value !== "string" ? value : lesser(value, limit);
}

function targetProblems(mapping: FieldMapping, direct: Convert): string[] {
  const texts = { ...mapping.values };
  const { true: yes, false: no } = mapping.boolean ?? {};
  if (yes !== undefined) texts.true = yes;
  if (no !== undefined) texts.false = no;
  return valueTableProblems(texts, direct);
}

function fromReading(mapping: FieldMapping, target: Target): Reading {
  const { names, column, path } = target;
  const { indexes, issues } = findColumns(names, mapping.from, path);
  const from = indexes[0] === undefined ? String(mapping.from) : names.header[indexes[0]]!;
  const messages = optionProblems(column, mapping);
  const plain = messages.length > 0 ? { from } : optionsOf(mapping, target, from);
  const form =
    target.rows === undefined || indexes.length === 0
      ? { options: plain, messages: [] }
      : detectForm(mapping, plain, target, indexes);
  const direct = valueConverter(column, form.options);
  if (mapping.values && mapping.boolean) messages.push("values and boolean exclude each other");
  messages.push(...targetProblems(mapping, direct), ...form.messages);
  const wrong = [...issues, ...issuesOf(path, messages)];
  const reading = {
    label: from,
    indexes,
    issues: wrong,
    ...(form.note === undefined ? {} : { note: form.note }),
  };
  if (indexes.length === 0) return reading;
  const [only, ...others] = indexes;
  const text = (fields: Fields): string =>
    others.length === 0 ? fields[only!]! : firstText(fields, indexes);
  if (mapping.unit === "minor") {
    const currency = findColumns(names, mapping.currency ?? "", path);
    const minor = minorReading(column, form.options);
    const rounds = minorRounding(column, form.options);
    return {
      ...reading,
      ...(rounds && {
        rounds: (fields: Fields) => rounds(text(fields), firstText(fields, currency.indexes)),
      }),
      indexes: [...indexes, ...currency.indexes],
      issues: [...wrong, ...currency.issues],
      raw: text,
      read: (fields) => atMost(mapping.atMost, minor(text(fields), firstText(fields, currency.indexes))),
    };
  }
  const convert = mapping.values
    ? valueTableConverter(mapping.values, direct, names.optional)
    : mapping.boolean
      ? booleanConverter(mapping.boolean, direct)
      : direct;
  const test = convert === direct ? roundingTest(column, form.options) : undefined;
  return {
    ...reading,
    ...(test && { rounds: (fields: Fields) => test(text(fields)) }),
    raw: text,
    read: (fields) => atMost(mapping.atMost, convert(text(fields))),
  };
}

function constantReading(constant: string, { column, path }: Target): Reading {
  const value = valueConverter(column, {})(constant.trim());
  const issues = value instanceof Problem ? issuesOf(path, [value.fact]) : noIssues;
  return {
    ...{ label: column.name, says: quote(constant), indexes: [], issues },
    raw: () => constant,
    read: () => value,
  };
}

const placeholder = /\{([^{}]+)\}/g;

function templateReading(template: string, { names, column, path }: Target): Reading {
  const columns = [...template.matchAll(placeholder)].map(([, name = ""]) => findColumns(names, name, path));
  const indexes = columns.flatMap((found) => found.indexes);
  const issues = columns.flatMap((found) => found.issues);
  if (columns.length === 0) {
    const message = `template ${quote(template)} names no column; write one as {column}`;
    return { label: template, indexes, issues: [{ path, message }] };
  }
  if (columns.some((found) => found.indexes.length === 0)) return { label: template, indexes, issues };
  const texts = template.split(placeholder).filter((_, at) => at % 2 === 0);
  const convert = valueConverter(column, {});
  const raw = (fields: Fields): string => {
    const parts = columns.map((found) => firstText(fields, found.indexes));
    if (parts.includes("")) return "";
    return texts.map((text, at) => text + (parts[at] ?? "")).join("");
  };
  return { label: template, indexes, issues, raw, read: (fields) => convert(raw(fields)) };
}

/** A number made of several columns; null where one of them is empty. */
function arithmeticReading(
  operation: {
    readonly name: "divide" | "subtract";
    readonly of: readonly (string | readonly string[])[];
    readonly compute: (first: string, others: readonly string[]) => string | null;
  },
  limit: string | undefined,
  { names, column, path }: Target,
  minorOf?: string,
): Reading {
  const currency = findColumns(names, minorOf ?? [], path);
  const minor = minorReading(column, {});
  const columns = operation.of.map((one) => findColumns(names, one, path));
  const indexes = columns.flatMap((found) => found.indexes);
  const issues = columns.flatMap((found) => found.issues);
  const sign = operation.name === "divide" ? " / " : " - ";
  const label = columns.map((found) => names.header[found.indexes[0] ?? -1]).join(sign);
  if (!isNumeric(column)) {
    const message = `${operation.name} gives a number, and ${column.name} is ${column.type}`;
    return { label, indexes, issues: [{ path, message }] };
  }
  if (columns.some((found) => found.indexes.length === 0)) return { label, indexes, issues };
  const raw = (fields: Fields): string => columns.map((found) => firstText(fields, found.indexes)).join(sign);
  const convert = valueConverter(column, {});
  const read = (fields: Fields): ReturnType<Convert> => {
    const texts = columns.map((found) => firstText(fields, found.indexes));
    if (texts.includes("")) return null;
    const wrong = texts.find((text) => plainDecimal(text) === null);
    if (wrong !== undefined)
      return new Problem("bad_number", `${quote(wrong)} is not a plain number`, "correct it");
    const [first, ...others] = texts;
    const result = operation.compute(first!, others);
    if (result === null) return null;
    return minorOf === undefined
      ? atMost(limit, convert(result))
      : minor(result, firstText(fields, currency.indexes));
  };
  return { label, indexes, issues, raw, read };
}

function objectReading(
  object: Readonly<Record<string, string | readonly string[]>>,
  target: Target,
): Reading {
  const { names, column, path } = target;
  const entries = Object.entries(object).map(
    ([name, from]) => [name, findColumns(names, from, path)] as const,
  );
  const indexes = entries.flatMap(([, found]) => found.indexes);
  const issues = entries.flatMap(([, found]) => found.issues);
  const label = Object.keys(object).join(", ");
  const says = entries
    .map(([name, found]) => `${name}: ${names.header[found.indexes[0] ?? -1] ?? "nothing"}`)
    .join(", ");
  if (column.type !== "json") {
    return {
      label,
      indexes,
      issues: [{ path, message: `object gives texts by name, and ${column.name} is ${column.type}` }],
    };
  }
  const texts = (fields: Fields): [string, string][] =>
    entries
      .map(([name, found]): [string, string] => [name, firstText(fields, found.indexes)])
      .filter(([, text]) => text !== "");
  return {
    label,
    says,
    indexes,
    issues,
    raw: (fields) => JSON.stringify(Object.fromEntries(texts(fields))),
    read: (fields) => {
      const found = texts(fields);
      return found.length === 0 ? null : sortTexts(found);
    },
  };
}

function firstReading(mappings: readonly ColumnMapping[], target: Target): Reading {
  const readings = mappings.map((mapping) => readingOf(mapping, target));
  const usable = readings.filter((reading) => reading.read !== undefined);
  const issues = readings.flatMap((reading) => reading.issues);
  const indexes = readings.flatMap((reading) => reading.indexes);
  const notes = readings.flatMap((reading) => reading.note ?? []);
  const from = usable.map((reading) => reading.says ?? reading.label);
  const label = [...new Set(from)].join(", else ");
  const shared = {
    label,
    indexes,
    issues,
    ...(notes.length === 0 ? {} : { note: [...new Set(notes)].join("; ") }),
  };
  if (usable.length === 0) return shared;
  return {
    ...shared,
    raw: (fields) => usable.map((reading) => reading.raw!(fields)).find((text) => text !== "") ?? "",
    read: (fields) => {
      for (const reading of usable) {
        const value = reading.read!(fields);
        if (value !== null) return value;
      }
      return null;
    },
    ...(usable.some(({ rounds }) => rounds) && {
      rounds: (fields: Fields) =>
        usable.find((reading) => reading.read!(fields) !== null)?.rounds?.(fields) ?? false,
    }),
  };
}

/** A reading that gives a value only where a condition holds. */
function conditional(reading: Reading, when: When | undefined, { names, path }: Target): Reading {
  if (when === undefined) return reading;
  const { holds, indexes, issues } = compileCondition(names, when, path);
  const { read } = reading;
  return {
    ...reading,
    indexes: [...reading.indexes, ...indexes],
    issues: [...reading.issues, ...issues],
    ...(read === undefined ? {} : { read: (fields: Fields) => (holds(fields) ? read(fields) : null) }),
  };
}

const divideAll = (first: string, others: readonly string[]): string | null =>
  exactQuotient(first, others, numberRange);

function readingOf(mapping: ColumnMapping, target: Target): Reading {
  if (typeof mapping === "string") return fromReading({ from: mapping }, target);
  if ("from" in mapping) return conditional(fromReading(mapping, target), mapping.when, target);
  if ("value" in mapping)
    return conditional(constantReading(String(mapping.value), target), mapping.when, target);
  if ("template" in mapping)
    return conditional(templateReading(mapping.template, target), mapping.when, target);
  if ("divide" in mapping) {
    const divide = { name: "divide", of: mapping.divide, compute: divideAll } as const;
    return conditional(arithmeticReading(divide, mapping.atMost, target), mapping.when, target);
  }
  if ("subtract" in mapping) {
    const subtract = { name: "subtract", of: mapping.subtract, compute: exactDifference } as const;
    const minorOf = mapping.unit === "minor" ? (mapping.currency ?? "currency") : undefined;
    return conditional(arithmeticReading(subtract, undefined, target, minorOf), mapping.when, target);
  }
  return "object" in mapping ? objectReading(mapping.object, target) : firstReading(mapping.first, target);
}

/** Compiles the reader of one canonical column from the map's entry for it. */
export function compileColumn(
  table: Table,
  column: Column,
  context: ColumnContext | Fields,
  mapping: ColumnMapping,
  path = `columns.${column.name}`,
): CompiledColumn {
  const target = { ...("names" in context ? context : { names: headerNames(context, false) }), column, path };
  const { label, says, indexes, issues, read, raw, rounds, note } = readingOf(mapping, target);
  const zone = issuesOf(path, timeZoneProblems(target.timeZone));
  const wrong = [...issues, ...zone];
  const noted = note === undefined ? {} : { note };
  if (wrong.length > 0 || !read || !raw) return { indexes, issues: wrong, ...noted };
  const required = isRequired(table, column);
  return {
    reader: {
      name: column.name,
      label,
      ...(says === undefined ? {} : { says }),
      required,
      raw,
      read,
      ...(rounds && { rounds }),
    },
    indexes,
    issues: wrong,
    ...noted,
  };
}
