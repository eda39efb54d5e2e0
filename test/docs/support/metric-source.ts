import { filesOf, textOf } from "./markdown.ts";

/** Where a metric is defined, and what stands above it. */
export interface MetricSource {
  /** Path from the root. */
  readonly file: string;
  /** What it counts and what not, in paragraphs. */
  readonly paragraphs: readonly string[];
  /** Literature. */
  readonly sources: readonly string[];
}

const definition =
  /\/\*\*\n((?: \*.*\n)+?) \*\/\nexport const \w+: MetricDefinition = \w+\(\s*\{\s*id: "([^"]+)"/g;

/** Every metric's comment, by id. */
export function metricSources(): ReadonlyMap<string, MetricSource> {
  const entries = filesOf(".ts", "packages/metrics/src/catalogue").flatMap((file) =>
    [...textOf(file).matchAll(definition)].map(([, comment = "", id = ""]): [string, MetricSource] => {
      const text = comment.replace(/^ \* ?/gm, "");
      const [prose = "", ...tags] = text.split(/^@/m);
      return [
        id,
        {
          file,
          // The rows of a comment are worked out again by the page's own example.
          paragraphs: prose
            .trim()
            .split(/\n{2,}/)
            .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " "))
            .filter((paragraph) => !/^Rows\b/.test(paragraph)),
          sources: tags
            .filter((tag) => /^see [^./]/.test(tag) && !/^see [a-z]\w*\b/.test(tag))
            .map((tag) =>
              tag
                .replace(/^see /, "")
                .trim()
                .replace(/\s*\n\s*/g, " "),
            ),
        },
      ];
    }),
  );
  return new Map(entries);
}
