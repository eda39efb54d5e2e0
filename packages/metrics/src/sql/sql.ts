/** A value that is bound, never concatenated. */
export type Value = string | number | boolean | null;

/**
 * A fragment of SQL: text with bound values and nested fragments between. Fragments are immutable and may be nested
 * and reused freely; `render` turns the outermost one into text and parameters.
 */
export class Sql {
  readonly text: readonly string[];
  readonly parts: readonly (Sql | Value)[];

  constructor(text: readonly string[], parts: readonly (Sql | Value)[]) {
    this.text = text;
    this.parts = parts;
  }
}

/** Tag of a SQL template: `sql\`select ${column} where id = ${value}\``. Everything but a fragment is bound. */
export function sql(text: TemplateStringsArray, ...parts: (Sql | Value)[]): Sql {
  return new Sql([...text], parts);
}

/** A quoted identifier. Only lower-case words pass, so that no caller's text becomes SQL. */
export function id(name: string): Sql {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return new Sql([`"${name}"`], []);
}

/** A whole number of the planner's own, such as the position of a period: engines fold it where they would not fold a value. */
export function literal(number: number): Sql {
  if (!Number.isSafeInteger(number)) throw new Error(`not a whole number: ${number}`);
  return new Sql([String(number)], []);
}

/** Fragments joined by a separator, `, ` by default. */
export function join(fragments: readonly Sql[], separator = ", "): Sql {
  if (fragments.length === 0) return new Sql([""], []);
  return new Sql(["", ...fragments.slice(1).map(() => separator), ""], fragments);
}

/** A short comment on a line of its own, so that an analyst can follow the query. */
export function comment(text: string): Sql {
  return new Sql([`-- ${text.replace(/[\r\n]+/g, " ")}\n`], []);
}

/**
 * A stored table where a statement names it. An engine may put another one in its place, and knows from it whose rows a
 * statement reads or changes.
 */
export class StoredTable extends Sql {
  readonly name: string;
  /** Whose rows the statement is about; null for a table that belongs to no tenant. */
  readonly tenant: string | null;
  readonly changed: boolean;

  constructor(name: string, tenant: string | null, changed: boolean) {
    super(id(name).text, []);
    this.name = name;
    this.tenant = tenant;
    this.changed = changed;
  }
}

/** A stored table that a statement reads. */
export function storedTable(name: string, tenant: string | null): StoredTable {
  return new StoredTable(name, tenant, false);
}

/** A stored table whose rows of a tenant a statement changes. */
export function changedTable(name: string, tenant: string | null): StoredTable {
  return new StoredTable(name, tenant, true);
}

/** The stored tables that a fragment names, in order of appearance. */
export function storedTablesIn(root: Sql): StoredTable[] {
  if (root instanceof StoredTable) return [root];
  return root.parts.flatMap((part) => (part instanceof Sql ? storedTablesIn(part) : []));
}

/** A statement as an engine takes it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/** How an engine writes what differs in the text of a statement. */
export interface RenderStyle {
  /** What stands for a bound value; values are numbered from 1. */
  placeholder(value: Value, number: number): string;
  table(table: StoredTable): string;
}

const numbered: RenderStyle = {
  placeholder: (_, number) => `$${number}`,
  table: ({ text }) => text.join(""),
};

/** Renders a fragment; by default parameters are `$1`, `$2` ... and tables stand under their own names. */
export function render(root: Sql, style: RenderStyle = numbered): Statement {
  const values: Value[] = [];
  const walk = (node: Sql | Value): string => {
    if (!(node instanceof Sql)) {
      values.push(node);
      return style.placeholder(node, values.length);
    }
    if (node instanceof StoredTable) return style.table(node);
    return node.text
      .map((text, index) => (index < node.parts.length ? text + walk(node.parts[index] ?? null) : text))
      .join("");
  };
  return { text: walk(root), values };
}
