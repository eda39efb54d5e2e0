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

/** Fragments joined by a separator, `, ` by default. */
export function join(fragments: readonly Sql[], separator = ", "): Sql {
  if (fragments.length === 0) return new Sql([""], []);
  return new Sql(["", ...fragments.slice(1).map(() => separator), ""], fragments);
}

/** A short comment on a line of its own, so that an analyst can follow the query. */
export function comment(text: string): Sql {
  return new Sql([`-- ${text.replace(/[\r\n]+/g, " ")}\n`], []);
}

/** A statement as an engine takes it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/** Renders a fragment with the parameters numbered `$1`, `$2` ... */
export function render(root: Sql): Statement {
  const values: Value[] = [];
  const walk = (node: Sql | Value): string => {
    if (!(node instanceof Sql)) {
      values.push(node);
      return `$${values.length}`;
    }
    return node.text
      .map((text, index) => (index < node.parts.length ? text + walk(node.parts[index] ?? null) : text))
      .join("");
  };
  return { text: walk(root), values };
}
