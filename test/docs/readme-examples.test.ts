/**
 * Every block of TypeScript in a README, and every `@example` that shows a value, is what it says: written to an
 * ignored folder, type-checked, imported by package name and run, `expression; // => value` being an assertion.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Checked, withAssertions } from "./support/assertions.ts";
import { commentExamples, documentExamples, type Example, namesUsed } from "./support/examples.ts";
import { root } from "./support/markdown.ts";

const folder = join(root, "test", ".generated", "examples");
/** The root and a module, as written files import them. */
const fromFolder = "../../..";
const checkModule = `${fromFolder}/test/docs/support/check.ts`;
const examples = [...documentExamples(), ...commentExamples()];

const nameOf = ({ place }: Example): string => `${place.replace(/[^A-Za-z0-9]+/g, "-")}.ts`;
const fileOf = (example: Example): string => join(folder, nameOf(example));

/** Two lines stand before the example's first. */
const linesBefore = 2;

function written(example: Example): Checked {
  const place = (line: number): string => `${example.file}:${example.line + line - 1}`;
  const { code, assertions } = withAssertions(example.code, place, checkModule);
  const names = example.source === null ? [] : namesUsed(example.source, example.code);
  const own =
    names.length === 0
      ? ""
      : `import { ${names.join(", ")} } from ${JSON.stringify(`${fromFolder}/${example.source}`)};`;
  return { code: `${own}\n${code}`, assertions };
}

/** Examples that are no TypeScript, or whose assertions cannot be found, with the reason. */
const unwritten = new Map<Example, unknown>();

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const example of examples) {
    try {
      writeFileSync(fileOf(example), written(example).code);
    } catch (error) {
      unwritten.set(example, error);
    }
  }
  const settings = {
    extends: "../../../tsconfig.test.json",
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runnable = examples.filter(({ use }) => use === "run");

test("there are examples in documents and in comments", () => {
  expect(runnable.filter(({ source }) => source === null).length).toBeGreaterThan(5);
  expect(runnable.filter(({ source }) => source !== null).length).toBeGreaterThan(20);
});

test.each(runnable.map((example) => [example.place, example] as const))("%s runs", async (_, example) => {
  expect(
    written(example).assertions,
    "a block that runs shows a value with // =>; mark the others no-run",
  ).toBeGreaterThan(0);
  await import(pathToFileURL(fileOf(example)).href);
});

/** Codes of "cannot find name": what a block that does not run may leave to its reader. */
const openNames = /error TS(2304|2552|18004):/;

test("every example has the types that the packages have", () => {
  expect([...unwritten.values()].map(String)).toEqual([]);
  const problems = compile().filter((problem) => {
    const example = exampleOf(problem);
    return !(example?.use === "type-check" && openNames.test(problem));
  });
  expect(problems.map(inDocument)).toEqual([]);
}, 60_000);

/** The example that a complaint is about; undefined where it is about another file. */
function exampleOf(problem: string): Example | undefined {
  const name = basename(/^([^(]+)\(/.exec(problem)?.[1] ?? "");
  return examples.find((one) => nameOf(one) === name);
}

/** The compiler's complaints, one a line. */
function compile(): string[] {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  try {
    execFileSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: string };
    return stdout.split("\n").filter((line) => /error TS\d+/.test(line));
  }
}

/** Says a complaint of a written file in the place of the document. */
function inDocument(problem: string): string {
  const example = exampleOf(problem);
  const [, line = "1", rest = problem] = /\((\d+),\d+\): (.*)$/.exec(problem) ?? [];
  return example === undefined
    ? problem
    : `${example.file}:${example.line + Number(line) - 1 - linesBefore}: ${rest}`;
}
