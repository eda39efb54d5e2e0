import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comment, id, join, render, sql } from "../../src/sql/sql.ts";

describe("sql", () => {
  test("binds values and never concatenates them", () => {
    const hostile = "x'; drop table accounts; --";
    expect(render(sql`select * from t where a = ${hostile} and b = ${1}`)).toEqual({
      text: "select * from t where a = $1 and b = $2",
      values: [hostile, 1],
    });
  });

  test("nests fragments and numbers their parameters in order of appearance", () => {
    const inner = sql`b = ${2}`;
    expect(render(sql`a = ${1} and (${inner}) and c = ${3} and (${inner})`)).toEqual({
      text: "a = $1 and (b = $2) and c = $3 and (b = $4)",
      values: [1, 2, 3, 2],
    });
  });

  test("joins fragments; none gives nothing", () => {
    expect(render(join([sql`a`, sql`${1}`, sql`b`])).text).toBe("a, $1, b");
    expect(render(join([], " and ")).text).toBe("");
  });

  test("keeps a comment on its line", () => {
    expect(render(sql`${comment("won\ndrop table x")}select 1`).text).toBe("-- won drop table x\nselect 1");
  });

  test("quotes identifiers that are lower-case words", () => {
    expect(render(id("closed_on")).text).toBe('"closed_on"');
  });

  test.each(['a"b', "a b", "A", "1a", "", "a;b", "a-b", "tablé"])("refuses the identifier %j", (name) => {
    expect(() => id(name)).toThrow("not an identifier");
  });

  test("no text that a caller gives reaches the statement, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (value) => {
        const { text, values } = render(
          sql`select * from t where a in (${join([sql`${value}`, sql`${value}`])})`,
        );
        expect(text).toBe("select * from t where a in ($1, $2)");
        expect(values).toEqual([value, value]);
      }),
    );
  });
});
