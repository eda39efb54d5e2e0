import { accountRecorder } from "./accounts.ts";
import { recordCustomerDeals } from "./customer-deals.ts";
import { simulateCustomers } from "./customers.ts";
import { dealRecorder } from "./deals.ts";
import { type Batch, createLedger, replay } from "./deliveries.ts";
import { deliverySchedule } from "./delivery-schedule.ts";
import { recordEvents } from "./events.ts";
import { recordInvoices } from "./invoices.ts";
import { simulateLeads } from "./leads.ts";
import { pursueLeads } from "./opportunities.ts";
import { recordOwners } from "./owners.ts";
import { recordPeople } from "./people.ts";
import { createRandom } from "./random.ts";
import { recordReferenceRows } from "./reference-rows.ts";
import { chooseRestatement, type Restatement } from "./restatement.ts";
import type { Tables } from "./rows.ts";
import { recordSpend } from "./spend.ts";
import { timelineOf } from "./story.ts";
import { recordSubscriptions } from "./subscription-versions.ts";
import { recordTargets } from "./targets.ts";
import { recordTouchpoints } from "./touchpoints.ts";
import { type SampleOptions, scaleOf, windowOf } from "./window.ts";
import type { World } from "./world.ts";

/** The books of a simulated company: current rows, and the deliveries in which they became known. */
export interface Books {
  readonly world: World;
  readonly restatement: Restatement;
  readonly tables: Tables;
  readonly batches: Batch[];
}

/** Simulates the company from first touches to payments. */
export function simulateBooks(options: SampleOptions): Books {
  const window = windowOf(options);
  const scale = scaleOf(options);
  const schedule = deliverySchedule(window);
  const ledger = createLedger(schedule);
  const root = createRandom(options.seed);
  const random = (concern: string): ReturnType<typeof createRandom> => root.fork(concern);
  const world: World = { window, scale, timeline: timelineOf(window), schedule, ledger, random };

  recordReferenceRows(world);
  recordTargets(world);
  const assignOwner = recordOwners(world);
  const addAccount = accountRecorder(world);
  const recordDeal = dealRecorder(world);
  const leads = simulateLeads(world);
  const pursuits = pursueLeads(world, leads, assignOwner, addAccount, recordDeal);
  const known = recordPeople(world, leads, pursuits);
  recordTouchpoints(world, known, pursuits);
  recordSpend(world, leads);
  const customers = simulateCustomers(world, pursuits.values(), addAccount, assignOwner);
  const restatement = chooseRestatement(customers, world.timeline.restatedQuarter);
  recordSubscriptions(world, customers, restatement);
  recordCustomerDeals(world, customers, recordDeal, assignOwner);
  recordInvoices(world, customers);
  recordEvents(world, known, customers);

  const batches = ledger.batches();
  return { world, restatement, tables: replay(batches), batches };
}
