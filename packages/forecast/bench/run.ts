// Accuracy, calibration and speed of the forecast package.
//
//   npm run bench -w packages/forecast -- [--part m3|revenue|arima|speed]... [--method NAME]... [--every K]
//                                         [--holdout] [--data m3.json] [--seed N]
//
// Without --part all parts run, in one process. --holdout scores the ends of the training parts instead of the test
// parts: whatever is chosen by results is chosen there. --every K takes every K-th series. --method takes the id of any
// registered model beside the methods that run without it.
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { arimaPart } from "./arima-part.ts";
import { m3Part } from "./m3-part.ts";
import { loadM3, type ScoredPart } from "./m3-series.ts";
import { methodNames, methods } from "./methods.ts";
import { revenuePart } from "./revenue-part.ts";
import { speedPart } from "./speed-part.ts";

const PARTS = ["m3", "revenue", "arima", "speed"] as const;

const { values } = parseArgs({
  options: {
    part: { type: "string", multiple: true, default: [...PARTS] },
    method: { type: "string", multiple: true, default: Object.keys(methods) },
    every: { type: "string", default: "1" },
    holdout: { type: "boolean", default: false },
    data: {
      type: "string",
      default: fileURLToPath(new URL("../../../../shared/data/m3.json", import.meta.url)),
    },
    seed: { type: "string", default: "1" },
  },
});
const { part: parts, method: names, data, holdout } = values;
refuseUnknown("--part", parts, PARTS);
refuseUnknown("--method", names, methodNames);

const scored: ScoredPart = holdout ? "holdout" : "test";
const list = loadM3(data, scored).filter((_, index) => index % Number(values.every) === 0);
const processors = cpus();
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${processors.length} x ${processors[0]?.model ?? "unknown processor"}, seed ${values.seed}`,
);
console.log(holdout ? "scored on the ends of the training parts" : "scored on the test parts");
if (parts.includes("m3")) m3Part(list, names, !holdout);
if (parts.includes("revenue")) revenuePart(data, scored, names);
if (parts.includes("arima")) arimaPart(list, !holdout);
if (parts.includes("speed")) speedPart(list, Number(values.seed));

function refuseUnknown(option: string, given: readonly string[], known: readonly string[]): void {
  for (const one of given) {
    if (!known.includes(one)) throw new Error(`${option} ${one} is unknown; one of ${known.join(", ")}`);
  }
}
