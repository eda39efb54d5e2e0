import { commands } from "./commands/index.ts";

/** What `foresail --help` prints. */
export function overview(version: string): string {
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join("\n");
  return `foresail ${version}: revenue KPIs and forecasts that keep an honest record

Usage: foresail COMMAND [arguments] [options]

${list}

foresail COMMAND --help explains one. Exit codes: 0 done; 1 failed, nothing written; 2 called wrongly;
3 done in part, rows or lines were rejected.
`;
}
