import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, minifySync } from "vite";

const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url));
const entry = "virtual:entry";

/**
 * The code that a browser loads for some exports of the package: one file, unused exports shaken out, minified.
 *
 * @param names - exports, as they stand in an import; `*` for all
 */
export async function bundle(names: string): Promise<string> {
  const code = await bundleCode(`export ${names} from ${JSON.stringify(index)};`);
  return minifySync("bundle.js", code, { module: true }).code;
}

/** One file of code and all that it imports, not minified. */
export async function bundleCode(source: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "entry",
        // Vite takes the entry for a path.
        resolveId: (id) => (id.endsWith(entry) ? entry : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry, formats: ["es"], fileName: "bundle" },
    },
  });
  const chunks = (Array.isArray(result) ? result : [result])
    .flatMap((one) => ("output" in one ? one.output : []))
    .filter((file) => file.type === "chunk");
  return chunks.map(({ code }) => code).join("");
}

/** Size after gzip, in kB of 1,000 bytes. */
export function gzippedKilobytes(code: string): number {
  return gzipSync(code, { level: 9 }).length / 1000;
}
