/** Writes docs/metrics and docs/settings.md from the definitions, the names, the settings and the examples. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../test/docs/support/markdown.ts";
import { metricPages, metricPagesFolder } from "../test/docs/support/metric-pages.ts";
import { settingsPage, settingsPageFile } from "../test/docs/support/settings-page.ts";
import { workOutAll } from "../test/docs/support/work-out.ts";

const scratch = mkdtempSync(join(tmpdir(), "foresail-docs-"));
const pages = await metricPages(await workOutAll(join(scratch, "examples.duckdb")));
rmSync(scratch, { recursive: true, force: true });

const folder = join(root, metricPagesFolder);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(root, settingsPageFile), settingsPage());
console.log(`${pages.size} pages in ${metricPagesFolder}, and ${settingsPageFile}`);
