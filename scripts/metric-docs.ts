/** Writes docs/metrics and docs/settings.md from the definitions, the names, the settings and the examples. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDBStore } from "../packages/metrics/src/duckdb.ts";
import { root } from "../test/docs/support/markdown.ts";
import { metricPages, metricPagesFolder } from "../test/docs/support/metric-pages.ts";
import { settingsPage, settingsPageFile } from "../test/docs/support/settings-page.ts";
import { exampleClock } from "../test/docs/support/work-out.ts";

const scratch = mkdtempSync(join(tmpdir(), "foresail-docs-"));
const store = await openDuckDBStore({ file: join(scratch, "examples.duckdb"), clock: exampleClock });
const pages = await metricPages(store);
await store.close();
rmSync(scratch, { recursive: true, force: true });

const folder = join(root, metricPagesFolder);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(root, settingsPageFile), settingsPage());
console.log(`${pages.size} pages in ${metricPagesFolder}, and ${settingsPageFile}`);
