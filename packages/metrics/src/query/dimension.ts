import type { TableName } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { type Column, tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import type { PlanContext } from "./plan.ts";
import { relation } from "./relation.ts";

/** Where a dimension may be found, in this order, with the alias of each in SQL. */
const places = [
  { alias: "f", table: null },
  { alias: "a", table: "accounts" },
  { alias: "o", table: "owners" },
  { alias: "p", table: "products" },
] as const;
type Place = (typeof places)[number];

const attributePrefix = "attributes.";

function isDimension(column: Column): boolean {
  return ["text", "boolean", "integer"].includes(column.type) && column.name !== "id";
}

function dimensionsOf(table: TableName): string[] {
  return tables[table].columns.filter(isDimension).map((column) => column.name);
}

function has(table: TableName, column: string): boolean {
  return tables[table].columns.some((candidate) => candidate.name === column);
}

/** Which tables a fact's rows lead to: their account, its or their own owner, their product. */
function reachable(fact: TableName): Place[] {
  const account = has(fact, "account_id");
  return places.filter(
    ({ alias }) =>
      alias === "f" ||
      (alias === "a" && account) ||
      (alias === "o" && (account || has(fact, "owner"))) ||
      (alias === "p" && has(fact, "product")),
  );
}

/** What a query says of whose rows it wants, and of their dimensions. */
type Asked = Pick<PlanContext, "scope" | "by" | "where">;

/** Dimensions of one fact: their SQL, and the joins that they need. */
export class Dimensions {
  readonly #fact: TableName;
  readonly #dialect: Dialect;
  readonly #places: readonly Place[];
  readonly #metric: string;

  /**
   * @param metric - named in errors
   * @param accountsOnly - leave out the fact's own columns, for measures that follow accounts
   */
  constructor(fact: TableName, metric: string, dialect: Dialect, accountsOnly: boolean) {
    this.#fact = fact;
    this.#metric = metric;
    this.#dialect = dialect;
    this.#places = reachable(fact).filter(({ alias }) => !accountsOnly || alias === "a" || alias === "o");
  }

  /**
   * The value of a dimension as text: looked up on the row, then on its account, owner and product; null where none
   * of them has it.
   *
   * @throws {ForesailError} `unknown_dimension`, or `unsupported_dimension` where it is no column of the account
   */
  value(name: string): Sql {
    const type = this.#dialect.columnType("text");
    if (name === "account_id" && has(this.#fact, name)) return sql`cast(f.account_id as ${type})`;
    const found = this.#placesOf(name).map(({ alias }) =>
      name.startsWith(attributePrefix)
        ? this.#dialect.jsonText(sql`${id(alias)}.attributes`, name.slice(attributePrefix.length))
        : sql`cast(${id(alias)}.${id(name)} as ${type})`,
    );
    const [only, ...more] = found;
    if (!only) throw this.#unknown(name);
    return more.length === 0 ? only : sql`coalesce(${join(found)})`;
  }

  /** Whether all dimensions of some names are what accounts and their owners are, the same for all rows of an account. */
  areOfAccounts(names: readonly string[]): boolean {
    return names.every(
      (name) =>
        (name === "account_id" && has(this.#fact, name)) ||
        this.#placesOf(name).every(({ alias }) => alias === "a" || alias === "o"),
    );
  }

  /** The condition that keeps the rows asked for: one value per dimension or more, null among them if need be. */
  condition(where: Readonly<Record<string, readonly (string | null)[]>>): Sql[] {
    return Object.entries(where).map(([name, values]) => {
      const value = this.value(name);
      const given = values.filter((candidate) => candidate !== null);
      const alternatives = [
        ...(given.length > 0
          ? [sql`${value} in (${join(given.map((text) => this.#dialect.text(text)))})`]
          : []),
        ...(given.length < values.length ? [sql`${value} is null`] : []),
      ];
      return sql`(${join(alternatives, " or ")})`;
    });
  }

  /**
   * The fact's rows, `f`, joined to what the query's dimensions are looked up on.
   *
   * @param rows - a relation with the fact's columns, in the place of its table
   */
  source({ scope, by, where }: Asked, rows?: Sql): Sql {
    const from = (table: TableName, alias: string): Sql =>
      sql`${relation(table, scope, this.#dialect)} as ${id(alias)}`;
    const joins = [rows ? sql`${rows} as ${id("f")}` : from(this.#fact, "f")];
    const places = [...by, ...Object.keys(where)].flatMap((name) => this.#placesOf(name));
    const reach = reachable(this.#fact).map(({ alias }) => alias);
    const needed = (alias: Place["alias"]): boolean => places.some((place) => place.alias === alias);
    // An owner may be the account's.
    if (reach.includes("a") && (needed("a") || needed("o")))
      joins.push(sql`left join ${from("accounts", "a")} on a.id = f.account_id`);
    if (needed("o")) {
      const owners = [
        ...(has(this.#fact, "owner") ? [sql`f.owner`] : []),
        ...(reach.includes("a") ? [sql`a.owner`] : []),
      ];
      joins.push(sql`left join ${from("owners", "o")} on o.id = coalesce(${join(owners)})`);
    }
    if (needed("p")) joins.push(sql`left join ${from("products", "p")} on p.id = f.product`);
    return join(joins, "\n  ");
  }

  /** Where a dimension is looked up, in order. */
  #placesOf(name: string): readonly Place[] {
    if (name === "account_id" && has(this.#fact, name)) return [];
    if (name.startsWith(attributePrefix)) return this.#places;
    return this.#places.filter(({ table }) => dimensionsOf(table ?? this.#fact).includes(name));
  }

  #unknown(name: string): ForesailError {
    const known = [...new Set(this.#places.flatMap(({ table }) => dimensionsOf(table ?? this.#fact)))];
    const elsewhere = reachable(this.#fact).some(({ table }) =>
      dimensionsOf(table ?? this.#fact).includes(name),
    );
    if (elsewhere) {
      return new ForesailError(
        "unsupported_dimension",
        `${this.#metric} follows accounts, so ${JSON.stringify(name)} cannot split it; use a column of the account: ${known.join(", ")}`,
      );
    }
    const suggestions = nearest(name, known);
    const hint =
      suggestions.length > 0
        ? `did you mean ${suggestions.join(" or ")}?`
        : `it has ${known.join(", ")}, or attributes.x`;
    return new ForesailError(
      "unknown_dimension",
      `${this.#metric} has no dimension ${JSON.stringify(name)}; ${hint}`,
      {
        suggestions,
      },
    );
  }
}
