/** What documents say of files, metrics, tables, packages, commands, routes and elements is so. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { Readable } from "node:stream";
import { createApi } from "@foresail/api";
import { main } from "@foresail/cli";
import { builtInMetrics, type MetricsStore, tables } from "@foresail/metrics";
import { afterAll, describe, expect, test } from "vitest";
import { fencesOf, filesOf, root, textOf } from "./support/markdown.ts";

const documents = filesOf(".md");
const packages = filesOf("package.json", "packages").map(
  (file) => JSON.parse(textOf(file)) as { name: string; private?: boolean },
);

/** A document without its blocks of code, lines kept. */
function prose(file: string): string {
  return textOf(file).replace(/^( *`{3,})[\s\S]*?^\1 *$/gm, (block) => block.replace(/[^\n]/g, ""));
}

describe("links", () => {
  /** The name that a heading has in a link, as GitHub makes it. */
  const anchor = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
  const anchors = (file: string): string[] =>
    [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading));

  test.each(documents)("of %s lead to files and headings that exist", (file) => {
    const broken = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = "", heading] = target.split("#");
        const linked = path === "" ? file : posix.join(dirname(file), path);
        if (!existsSync(join(root, linked))) return true;
        return heading !== undefined && !anchors(linked).includes(heading);
      });
    expect(broken).toEqual([]);
  });
});

test("README names the two commands", () => {
  const readme = textOf("README.md");
  expect(readme).toContain("npm ci && npm start");
  expect(readme).toContain("npm ci && npm test");
});

describe("GLOSSARY", () => {
  const rows = textOf("GLOSSARY.md")
    .split("\n")
    .filter((line) => line.startsWith("| ["));

  test("links each term to a file", () => {
    expect(rows.length).toBeGreaterThan(60);
    const notFiles = rows
      .map((row) => /\]\(([^)]+)\)/.exec(row)?.[1] ?? row)
      .filter((path) => !existsSync(join(root, path)) || !statSync(join(root, path)).isFile());
    expect(notFiles).toEqual([]);
  });

  test.each(builtInMetrics.map(({ id }) => id))("has the metric %s, linked to where it is defined", (id) => {
    const row = rows.find((line) => line.includes(`| \`${id}\` |`)) ?? "";
    expect(row, `add to GLOSSARY.md: | [term](file) | \`${id}\` | meaning |`).not.toBe("");
    const file = /\]\(([^)]+)\)/.exec(row)?.[1] ?? "";
    expect(textOf(file)).toContain(`id: "${id}"`);
  });
});

test("README counts the metrics", () => {
  const said = /^- (\d+) metrics of/m.exec(textOf("README.md"))?.[1];
  expect(Number(said), "README.md, under Status: the number of metrics").toBe(builtInMetrics.length);
});

test("docs/data-model.md has the tables and columns of the code", () => {
  const said = textOf("docs/data-model.md")
    .split("\n")
    .filter((line) => /^\| `\w+` \| \w*\**\w+/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5)
    .map(([, table, columns, key]) => ({ table, columns, key }));
  const known = Object.values(tables).map(({ name, columns, naturalKey }) => ({
    table: `\`${name}\``,
    columns: columns
      .map(({ name: column, required, values }) => {
        const own = required ? `**${column}**` : column;
        return values ? `${own} (${values.join(", ")})` : own;
      })
      .join(", "),
    key:
      naturalKey.join(", ") ||
      (columns.some(({ name: column, required }) => column === "id" && required) ? "`id`" : "the whole row"),
  }));
  expect(said).toEqual(known);
});

test("ARCHITECTURE.md has the imports between packages", () => {
  const said = [...textOf("ARCHITECTURE.md").matchAll(/^- ((?:`\w+`(?:, | and )?)+) → (.+)$/gm)].flatMap(
    ([, from = "", to = ""]) => {
      const names = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
      return names(from).map((name) => [name, names(to)] as const);
    },
  );
  const found = packages.map(({ name }) => {
    const own = name.replace("@foresail/", "");
    const imports = filesOf(".ts", `packages/${own}/src`).flatMap((file) =>
      // A line that begins with an asterisk is an example in a comment.
      [...textOf(file).matchAll(/^(?! *\*).*from "@foresail\/(\w+)/gm)].map(([, other = ""]) => other),
    );
    return [own, [...new Set(imports)].sort()] as const;
  });
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(found));
});

test("the first changeset names every public package", () => {
  const front = /^---\n([\s\S]*?)\n---/.exec(textOf(".changeset/first-release.md"))?.[1] ?? "";
  const named = [...front.matchAll(/^"(.+)": minor$/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(
    packages
      .filter((manifest) => !manifest.private)
      .map(({ name }) => name)
      .sort(),
  );
});

describe("commands", () => {
  const folder = mkdtempSync(join(tmpdir(), "foresail-docs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    let stdout = "";
    let stderr = "";
    const code = await main(args, {
      cwd: folder,
      env: {},
      stdin: Readable.from([]),
      clock: () => new Date("2026-01-15T12:00:00Z"),
      stdout: {
        write: (text) => {
          stdout += text;
        },
      },
      stderr: {
        write: (text) => {
          stderr += text;
        },
      },
    });
    return { code, stdout, stderr };
  }

  const names = async (): Promise<string[]> =>
    [...(await run(["--help"])).stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name = ""]) => name);

  test("every example of a help text does what it says", async () => {
    const rows = "id,account_id,starts_at,mrr\ns1,a1,2025-01-01,100\ns2,a2,2025-03-01,50\n";
    writeFileSync(join(folder, "subscriptions.csv"), rows);
    writeFileSync(join(folder, "deals.csv"), "id,state,closed_at\n1,Won,2025-01-02\n");
    const outcome = { from: "state", values: { Won: "won", "*": "open" } };
    writeFileSync(join(folder, "deals.map.json"), JSON.stringify({ columns: { outcome } }));
    writeFileSync(join(folder, "revenue.csv"), "period,value\n2025-01,1\n2025-02,2\n2025-03,3\n");
    expect((await run(["import", "csv:subscriptions", "subscriptions.csv"])).code).toBe(0);
    const examples: string[] = [];
    for (const name of await names()) {
      const { stdout } = await run([name, "--help"]);
      examples.push(...[...stdout.matchAll(/^Example: foresail (.+)$/gm)].map(([, line = ""]) => line));
    }
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const example of examples) {
      const { code, stderr } = await run(example.split(" "));
      expect({ example, code, stderr }).toEqual({ example, code: 0, stderr: "" });
    }
  }, 60_000);

  test("the map of docs/data-model.md reads such a file", async () => {
    const [map] = fencesOf("docs/data-model.md").filter(({ language }) => language === "json");
    writeFileSync(join(folder, "crm.map.json"), map?.code ?? "");
    const header = "opportunity_id,sales_agent,deal_stage,close_value,engage_date,close_date,series";
    writeFileSync(join(folder, "crm.csv"), `${header}\no1,Ann,Won,"1200,50",31.01.2025,2025-02-03,GTX\n`);
    const args = ["import", "csv:opportunities", "crm.csv", "--map", "crm.map.json", "--db", "crm.duckdb"];
    expect(await run(args)).toMatchObject({ code: 0, stderr: "" });
    await run(["settings", "reportingCurrency=EUR", "--db", "crm.duckdb"]);
    const query = ["query", "bookings", "sales_cycle_days", "--by", "attributes.series", "--format", "csv"];
    const { stdout } = await run([
      ...query,
      "--from",
      "2025-02-01",
      "--to",
      "2025-03-01",
      "--db",
      "crm.duckdb",
    ]);
    expect(stdout).toContain("EUR,month,2025-02-01,GTX,1200.5,");
    expect(stdout).toContain("2025-02-01,GTX,3,");
  });

  const shown = documents.flatMap((file) =>
    fencesOf(file)
      .filter(({ language }) => language === "sh")
      .flatMap(({ code }) => [...code.matchAll(/^(?:\$ )?(?:npx )?foresail (.+)$/gm)])
      .map(([, line = ""]) => [file, line] as const),
  );

  test("in blocks of shell have names and options that exist", async () => {
    expect(shown.length).toBeGreaterThan(20);
    const known = await names();
    const wrong: string[] = [];
    for (const [file, line] of shown) {
      const [name = "", ...rest] = line.split(/\s+/);
      const help = known.includes(name) ? (await run([name, "--help"])).stdout : "";
      const options = rest.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0] ?? "");
      const missing = options.filter((option) => !new RegExp(`${option}\\b`).test(help));
      if (help === "" || missing.length > 0) wrong.push(`${file}: foresail ${line} (${missing.join(", ")})`);
    }
    expect(wrong).toEqual([]);
  });
});

test("routes that documents name are in the OpenAPI document", async () => {
  const api = createApi({ store: {} as MetricsStore, authenticate: () => null });
  const { paths } = (await (await api.request("/openapi.json")).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const routes = Object.entries(paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`),
    methods: Object.keys(methods).map((method) => method.toUpperCase()),
  }));
  const named = documents.flatMap((file) =>
    [
      ...textOf(file).matchAll(
        /(?:\b(GET|POST|PUT|DELETE) )?(?<![\w.])(?:http:\/\/127\.0\.0\.1:8787)?(\/v1\/[\w:<>{}/.-]+)/g,
      ),
    ].map(([, method, path = ""]) => ({ file, method, path: path.replace(/[.:]+$/, "") })),
  );
  expect(named.length).toBeGreaterThan(20);
  const unknown = named.filter(
    ({ method, path }) =>
      !routes.some(
        ({ pattern, methods }) => pattern.test(path) && (method === undefined || methods.includes(method)),
      ),
  );
  expect(unknown).toEqual([]);
});

test("elements and attributes that documents show exist", async () => {
  const { ForesailForecast, ForesailKpi, ForesailProvider, ForesailRecord, ForesailTrend } = {
    ...(await import("@foresail/widgets/components/forecast.js")),
    ...(await import("@foresail/widgets/components/kpi.js")),
    ...(await import("@foresail/widgets/components/provider.js")),
    ...(await import("@foresail/widgets/components/record.js")),
    ...(await import("@foresail/widgets/components/trend.js")),
  };
  const elements: Readonly<Record<string, { readonly observedAttributes: string[] }>> = {
    forecast: ForesailForecast,
    kpi: ForesailKpi,
    provider: ForesailProvider,
    record: ForesailRecord,
    trend: ForesailTrend,
  };
  const tags = documents.flatMap((file) =>
    fencesOf(file)
      .filter(({ language }) => language === "html")
      .flatMap(({ code }) => [...code.matchAll(/<foresail-([\w-]+)([^>]*)>/g)])
      .map(([, name = "", attributes = ""]) => ({ file, name, attributes })),
  );
  expect(tags.length).toBeGreaterThan(8);
  const wrong = tags.flatMap(({ file, name, attributes }) => {
    const own = elements[name]?.observedAttributes;
    if (own === undefined) return [`${file}: <foresail-${name}>`];
    return [...attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)]
      .map(([, attribute = ""]) => attribute)
      .filter((attribute) => !own.includes(attribute) && !["id", "class"].includes(attribute))
      .map((attribute) => `${file}: <foresail-${name} ${attribute}>`);
  });
  expect(wrong).toEqual([]);
});

test("no document is empty or ends without a line feed", () => {
  const wrong = documents.filter((file) => !/\S[^\n]*\n$/.test(readFileSync(join(root, file), "utf8")));
  expect(wrong).toEqual([]);
});
