import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, minifySync } from "vite";
import { expect, test } from "vitest";

const pointMeasures = [
  "bias",
  "mae",
  "mape",
  "mase",
  "meanError",
  "mpe",
  "gmrae",
  "rmse",
  "rmsse",
  "smape",
  "theilU2",
  "wape",
];

test("all point measures together weigh less than 4 kB after gzip", async () => {
  const folder = mkdtempSync(join(tmpdir(), "point-measures-"));
  try {
    const entry = join(folder, "entry.js");
    const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url));
    writeFileSync(entry, `export { ${pointMeasures.join(", ")} } from ${JSON.stringify(index)};`);
    const result = await build({
      configFile: false,
      logLevel: "error",
      root: folder,
      build: { write: false, minify: false, lib: { entry, formats: ["es"] } },
    });
    const bundles = Array.isArray(result) ? result : [result];
    const code = bundles
      .flatMap((bundle) => ("output" in bundle ? bundle.output : []))
      .map((file) => (file.type === "chunk" ? file.code : ""))
      .join("");
    for (const name of pointMeasures) expect(code).toContain(name);
    expect(gzipSync(minifySync("bundle.js", code, { module: true }).code).length).toBeLessThan(4000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
