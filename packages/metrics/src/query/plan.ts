import type { Settings } from "@foresail/client";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";
import type { Measure } from "../catalogue/measure.ts";
import type { Row } from "../engine/engine.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, literal, type Sql, sql } from "../sql/sql.ts";
import type { ForeignRate } from "./foreign-rates.ts";
import { type HistoryColumn, historyColumns } from "./history-columns.ts";
import type { Scope } from "./relation.ts";

/** What every part of a statement needs to know. */
export interface PlanContext {
  readonly scope: Scope;
  readonly dialect: Dialect;
  /** Periods of which something is known, in order; never empty. */
  readonly periods: readonly Period[];
  readonly by: readonly string[];
  readonly where: Readonly<Record<string, readonly (string | null)[]>>;
  /** The tenant's settings with those that the query sets for itself. */
  readonly settings: Settings;
  /** Rates of the foreign currencies that subscriptions are in; none where all are in the reporting currency. */
  readonly foreignRates: readonly ForeignRate[];
}

/** The number of a measure that has a statement to itself: its rows do not name it. */
export const loneMeasure = 0;

/** Names of the columns of one measure in rows that hold several. */
export interface WideColumns {
  /** Absent where only the sum counts. */
  readonly n?: string;
  /** Absent where nothing is summed. */
  readonly total?: string;
  /** Not 0 where the measure has a row. */
  readonly present: string;
}

/** The period of all that came before the range. */
export const beforeRange = -1;

/** Keys of measures that are written as they are: each is asked for once a series. */
const keys = new WeakMap<Measure, string>();

/** A measure's name: equal measures share one. */
export function measureKey(measure: Measure): string {
  if (measure.kind === "balance") return measure.of;
  if (measure.kind === "movement") return `movement.${measure.of}`;
  if (measure.kind === "retention") return `${measure.window}.${measure.of}`;
  const key = keys.get(measure) ?? JSON.stringify(measure);
  keys.set(measure, key);
  return key;
}

/** First day of the range. */
export function rangeStart(context: Pick<PlanContext, "periods">): Day {
  return context.periods[0]?.starts ?? "";
}

/** First day after the range. */
export function rangeEnd(context: Pick<PlanContext, "periods">): Day {
  return context.periods.at(-1)?.ends ?? "";
}

/** The dimensions' columns, d1 ... dn, each with a comma before it. */
export function dimensionColumns(context: PlanContext, alias?: string): Sql {
  const prefix = alias === undefined ? sql`` : sql`${id(alias)}.`;
  return join(
    context.by.map((_, index) => sql`, ${prefix}${id(`d${index + 1}`)}`),
    "",
  );
}

/** Rows of one measure as a planner gives them, before they are grouped. */
export interface PlannedPart {
  /** The measure's key, or a column of keys, and which there are, where one relation gives several measures. */
  readonly measure: string | { readonly column: Sql; readonly keys: readonly string[] };
  readonly period: Sql;
  readonly bucket?: Sql;
  /** Aggregates over the rows of `from`. */
  readonly n: Sql;
  readonly total?: Sql;
  /** The alias in `from` whose columns the rows have. */
  readonly alias: string;
  readonly from: Sql;
  readonly groupBy: Sql;
}

/** A measure that is added up beside others, over the same rows in the same groups. */
export interface SharedMeasure {
  /** The measure's key. */
  readonly measure: string;
  /** Absent where only the sum counts; then `present` is given. */
  readonly n?: Sql;
  readonly total?: Sql;
  /** An aggregate that is true where rows of the group could not be converted: their sum is unknown, and null. */
  readonly unconverted?: Sql;
  /** An aggregate that is 0 where the group has no row of this measure; `n` if absent. */
  readonly present?: Sql;
}

/** Measures that one pass over one relation gives. */
export interface SharedPart extends Pick<PlannedPart, "period" | "alias" | "from"> {
  /** Absent where each row of `from` is a group of its own. */
  readonly groupBy?: Sql;
  readonly measures: readonly SharedMeasure[];
}

/**
 * The same in a select over a join, each under its own name: where both sides have a column, ClickHouse names it after its
 * table.
 */
export function namedDimensionColumns(context: PlanContext, alias: string): Sql {
  return join(
    context.by.map((_, index) => {
      const column = id(`d${index + 1}`);
      return sql`, ${id(alias)}.${column} as ${column}`;
    }),
    "",
  );
}

/** Common table expressions by name; parts that need the same one share it. */
export class Plan {
  readonly #ctes = new Map<string, Sql>();
  readonly #selects: ((alone: boolean) => Sql)[] = [];
  readonly #names = new Map<number, string>();
  readonly #cumulative = new Set<string>();
  /** Numbers of measures whose sum is null where it is unknown. */
  readonly #summed = new Set<number>();
  readonly #wide = new Map<string, WideColumns>();
  readonly #listed: (() => PlannedPart)[] = [];
  readonly context: PlanContext;
  /** What is read of the history of opportunities. */
  readonly history: readonly HistoryColumn[];

  constructor(context: PlanContext, history: readonly HistoryColumn[] = historyColumns) {
    this.context = context;
    this.history = history;
  }

  /** What was added, for those who ask for the rows behind a number. */
  get parts(): PlannedPart[] {
    return this.#listed.map((part) => part());
  }

  /** Whether nothing was added. */
  get empty(): boolean {
    return this.#selects.length === 0;
  }

  /** Keys of measures by the numbers that they have in rows: a key may be long, and each row carries one. */
  get measures(): ReadonlyMap<number, string> {
    return this.#names;
  }

  /**
   * Columns of measures by their keys where each row holds all of them: where a statement has no others. Null where each
   * row is of one measure.
   */
  get wide(): ReadonlyMap<string, WideColumns> | null {
    return this.#wide.size > 0 && this.#alone ? this.#wide : null;
  }

  get #alone(): boolean {
    return this.#selects.length === 1;
  }

  /** Keys of measures whose rows are changes: what holds in a period is their sum up to it. */
  get cumulative(): ReadonlySet<string> {
    return this.#cumulative;
  }

  /**
   * Whether rows of this plan say that amounts in them could not be converted: a measure that sums has no sum.
   */
  unconverted(rows: readonly Row[]): boolean {
    if (this.#summed.size === 0) return false;
    if (this.wide !== null) {
      const columns = [...this.#summed].map((number) => this.#wide.get(this.#names.get(number) ?? ""));
      return rows.some((row) =>
        columns.some((one) => one?.total !== undefined && row[one.total] === null && row[one.present] !== 0),
      );
    }
    return rows.some(
      ({ measure, total }) => total === null && this.#summed.has(Number(measure ?? loneMeasure)),
    );
  }

  /**
   * Adds a common table expression once.
   *
   * @param name - may list its columns
   * @param isCheap - to compute it for each place that reads it costs less than to keep its rows
   */
  cte(name: string, explanation: string, build: () => Sql, isCheap = false): void {
    if (this.#ctes.has(name)) return;
    const { as, asCheap } = this.context.dialect;
    const body = sql`${comment(explanation)}${build()}`;
    this.#ctes.set(name, sql`${cteName(name)} ${isCheap ? asCheap : as} (\n${body}\n)`);
  }

  /**
   * Adds rows of one measure. All kinds have one shape: measure, period, d1 ... dn, a bucket of days (durations only), a
   * count `n` and an exact sum `total`, null where nothing is summed.
   *
   * A statement of one measure alone has no `measure`, and no column in which it would have null in every row.
   */
  add(part: PlannedPart): void {
    this.list(() => part);
    const measure = this.#code(part.measure);
    const dimensions = dimensionColumns(this.context, part.alias);
    this.#selects.push(
      (
        alone,
      ) => sql`select ${this.#head(measure, alone && typeof part.measure === "string")}${part.period} as period${dimensions},
  ${this.#values({ ...part, total: totalOf(part) }, alone)}
from ${part.from}
group by ${part.groupBy}${dimensions}`,
    );
  }

  /** The number of the measure, where a statement has several. */
  #head(measure: Sql | number, alone: boolean): Sql {
    return alone ? sql`` : sql`cast(${measure} as ${this.#type("position")}) as measure, `;
  }

  /** What rows say of their measure. */
  #values({ bucket, n, total }: MeasureColumns, alone: boolean): Sql {
    const [position, integer] = [this.#type("position"), this.#type("integer")];
    return join([
      ...(alone && !bucket ? [] : [sql`cast(${bucket ?? null} as ${position}) as bucket`]),
      ...(alone && !n ? [] : [sql`cast(${n ?? null} as ${integer}) as n`]),
      ...(alone && !total ? [] : [sql`${total ?? sql`cast(null as decimal(38, 16))`} as total`]),
    ]);
  }

  /** Names the rows behind a measure that is added up in another form, by `addShared`; built where they are asked for. */
  list(part: () => PlannedPart): void {
    this.#listed.push(part);
  }

  /**
   * Adds rows of several measures, whose relation is read once: in a statement of their own, one row for all of them.
   *
   * @param cumulative - the rows are changes of levels
   */
  addShared(part: SharedPart, { cumulative = false }: { readonly cumulative?: boolean } = {}): void {
    const { period, alias, from, groupBy, measures } = part;
    if (cumulative) for (const { measure } of measures) this.#cumulative.add(measure);
    const dimensions = dimensionColumns(this.context, alias);
    const grouping = groupBy === undefined ? sql`` : sql`\ngroup by ${groupBy}${dimensions}`;
    const integer = this.#type("integer");
    const short = measures.map((one) => this.#named(one.measure, one.unconverted !== undefined));
    const [only, ...more] = measures;
    if (only && more.length === 0) {
      this.#selects.push(
        (alone) => sql`select ${this.#head(short[0] ?? 0, alone)}${period} as period${dimensions},
  ${this.#values({ ...only, total: totalOf(only) }, alone)}
from ${from}${grouping}`,
      );
      return;
    }
    const columns = measures.map((one, place): WideColumns => {
      const n = one.n && { n: `n_${place}` };
      const total = one.total && { total: `total_${place}` };
      return { ...n, ...total, present: one.present || !one.n ? `present_${place}` : `n_${place}` };
    });
    for (const [place, { measure }] of measures.entries())
      this.#wide.set(measure, columns[place] as WideColumns);
    const aggregates = measures.flatMap((one, place) => {
      const { n, total, present } = columns[place] as WideColumns;
      const sum = totalOf(one);
      return [
        ...(n ? [sql`cast(${one.n ?? null} as ${integer}) as ${id(n)}`] : []),
        ...(total && sum ? [sql`${sum} as ${id(total)}`] : []),
        ...(present === n ? [] : [sql`cast(${one.present ?? null} as ${integer}) as ${id(present)}`]),
      ];
    });
    const wide = sql`select ${period} as period${namedDimensionColumns(this.context, alias)},
  ${join(aggregates, ",\n  ")}
from ${from}${grouping}`;
    const names = measures.map(
      (_, place) =>
        sql`select ${literal(place)} as place, cast(${short[place] ?? null} as ${this.#type("position")}) as measure`,
    );
    const picked = (name: keyof WideColumns): Sql | undefined => {
      const cases = columns.flatMap((one, place) => {
        const column = one[name];
        return column === undefined ? [] : [sql`when ${literal(place)} then g.${id(column)}`];
      });
      return cases.length === 0 ? undefined : sql`case m.place ${join(cases, " ")} end`;
    };
    const ofRows: MeasureColumns = { n: picked("n"), total: picked("total") };
    this.#selects.push((alone) =>
      alone
        ? wide
        : sql`select m.measure as measure, g.period as period${namedDimensionColumns(this.context, "g")},
  ${this.#values(ofRows, false)}
from (
${wide}
) as g cross join (${join(names, " union all ")}) as m
where ${picked("present") ?? null} <> 0`,
    );
  }

  /** The whole statement. */
  statement(): Sql {
    const alone = this.#alone;
    return this.with(
      join(
        this.#selects.map((select) => select(alone)),
        "\nunion all\n",
      ),
    );
  }

  /** Another statement on top of the same common table expressions. */
  with(select: Sql): Sql {
    const ctes = [...this.#ctes.values()];
    return ctes.length === 0 ? select : sql`with ${join(ctes, ",\n")}\n${select}`;
  }

  #type(type: "integer" | "position"): Sql {
    return this.context.dialect.columnType(type);
  }

  /** The number of a measure. */
  #named(key: string, summed = false): number {
    const name = this.#names.size;
    if (summed) this.#summed.add(name);
    this.#names.set(name, key);
    return name;
  }

  /** The number of the measure of a row. */
  #code(measure: PlannedPart["measure"]): Sql {
    if (typeof measure === "string") return sql`${this.#named(measure)}`;
    const cases = measure.keys.map((key) => sql`when ${key} then ${literal(this.#named(key))}`);
    return sql`case ${measure.column} ${join(cases, " ")} end`;
  }
}

/** What is selected of a measure. */
interface MeasureColumns {
  readonly bucket?: Sql | undefined;
  readonly n?: Sql | undefined;
  /** Whole: null where the sum is unknown. */
  readonly total?: Sql | undefined;
}

/** The exact sum of a measure, 0 of nothing, null where it is unknown; undefined where nothing is summed. */
function totalOf({ total, unconverted }: Pick<SharedMeasure, "total" | "unconverted">): Sql | undefined {
  if (total === undefined) return undefined;
  const sum = sql`cast(coalesce(${total}, 0) as decimal(38, 16))`;
  return unconverted === undefined ? sum : sql`case when ${unconverted} then null else ${sum} end`;
}

function cteName(name: string): Sql {
  const [table = "", columns] = name.replace(")", "").split("(");
  if (columns === undefined) return id(table);
  return sql`${id(table)}(${join(columns.split(",").map((column) => id(column.trim())))})`;
}
