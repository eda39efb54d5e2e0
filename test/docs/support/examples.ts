import { fencesOf, filesOf, textOf } from "./markdown.ts";

/** A piece of TypeScript that a reader may take as it stands. */
export interface Example {
  /** Where it is: `README.md:5`. */
  readonly place: string;
  readonly file: string;
  /** Line of its first line of code. */
  readonly line: number;
  readonly code: string;
  /** run: on its own, here. follow: by the tutorials' test. type-check: names that it leaves open are allowed. */
  readonly use: "run" | "follow" | "type-check";
  /** Module, from the root, whose exports it uses without importing them. */
  readonly source: string | null;
}

const ownDocuments =
  /^(README|ARCHITECTURE|GLOSSARY|CONTRIBUTING|SECURITY)\.md$|^docs\/|^packages\/[^/]+\/README\.md$/;

/** Documents whose blocks of TypeScript are held to run. */
export function exampleDocuments(): string[] {
  return filesOf(".md").filter((file) => ownDocuments.test(file));
}

/** Blocks of TypeScript in documents. */
export function documentExamples(): Example[] {
  return exampleDocuments()
    .flatMap((file) => fencesOf(file))
    .filter(({ language }) => language === "ts")
    .map(({ file, line, code, marks }) => ({
      place: `${file}:${line}`,
      file,
      line,
      code,
      use: marks.includes("no-run") ? "type-check" : file.startsWith("docs/tutorials/") ? "follow" : "run",
      source: null,
    }));
}

const declared = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;

/** `@example` blocks of doc comments that show a value. */
export function commentExamples(): Example[] {
  return filesOf(".ts", "packages")
    .filter((file) => /^packages\/[^/]+\/src\//.test(file))
    .flatMap((file) => {
      const text = textOf(file);
      return [...text.matchAll(/^\/\*\*[\s\S]*?\*\//gm)].flatMap((comment) => {
        const lines = comment[0].split("\n");
        const start = lines.findIndex((line) => /^ \* @example\s*$/.test(line));
        if (start < 0) return [];
        const rest = lines.slice(start + 1, -1);
        const next = rest.findIndex((line) => /^ \* @\w/.test(line));
        const code = (next < 0 ? rest : rest.slice(0, next))
          .map((line) => line.replace(/^ \* ?/, ""))
          .join("\n");
        if (!code.includes("// =>")) return [];
        const line = text.slice(0, comment.index).split("\n").length + start + 1;
        return [
          { place: `${file}:${line}`, file, line, code: `${code}\n`, use: "run" as const, source: file },
        ];
      });
    });
}

/** Names that a module declares and an example uses. */
export function namesUsed(source: string, code: string): string[] {
  return [...textOf(source).matchAll(declared)]
    .map(([, name = ""]) => name)
    .filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}
