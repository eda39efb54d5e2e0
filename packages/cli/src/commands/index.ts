import type { Command } from "../command.ts";
import { alertsCommand } from "./alerts.ts";
import { benchmarksCommand } from "./benchmarks.ts";
import { copyCommand } from "./copy.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { explainCommand } from "./explain.ts";
import { forecastCommand } from "./forecast.ts";
import { freezeCommand } from "./freeze.ts";
import { importCommand } from "./import.ts";
import { queryCommand } from "./query.ts";
import { rebuildCommand } from "./rebuild.ts";
import { reportCommand } from "./report.ts";
import { scoreCommand } from "./score.ts";
import { serveCommand } from "./serve.ts";
import { settingsCommand } from "./settings.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  importCommand,
  queryCommand,
  reportCommand,
  explainCommand,
  forecastCommand,
  freezeCommand,
  scoreCommand,
  alertsCommand,
  benchmarksCommand,
  settingsCommand,
  serveCommand,
  demoCommand,
  rebuildCommand,
  doctorCommand,
  copyCommand,
];
