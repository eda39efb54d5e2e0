import "./changes-section.ts";
import "./fresh-section.ts";
import "./gap-section.ts";
import "./glances.ts";
import "./kpi-section.ts";
import "./landing-section.ts";
import "./record-section.ts";
import { createClient } from "@foresail/client/client";
import { BoardData } from "./board-data.ts";
import type { Company } from "./logic/company.ts";
import { formatInstant } from "./logic/format.ts";
import { BoardSection } from "./section.ts";
import { getToken } from "./token.ts";

/** Asks whose board it is, says so in the header, and gives the sections their data. */
async function startBoard(): Promise<void> {
  const client = createClient({ baseUrl: "", getToken });
  const [company, { timeZone }] = await Promise.all([readCompany(), client.settings()]);
  write("company", company.name ?? "Your company");
  write("as-of", `As of ${formatInstant(new Date(company.now), timeZone)}`);
  const data = new BoardData(client, company, timeZone);
  for (const section of document.querySelectorAll(".section > *"))
    if (section instanceof BoardSection) section.data = data;
}

async function readCompany(): Promise<Company> {
  const response = await fetch("/demo/company");
  if (!response.ok) throw new Error("the demo does not answer");
  return (await response.json()) as Company;
}

function write(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
}

startBoard().catch((error: unknown) => {
  write("as-of", `The board could not start: ${error instanceof Error ? error.message : String(error)}`);
});
