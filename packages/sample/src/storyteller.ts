import { isoDate, isoInstant } from "./calendar.ts";
import type { Books } from "./company.ts";
import { FAILED_CAMPAIGN, interval, type StoryItem } from "./story.ts";
import { type Truth, truthPoint, truthSeries } from "./truth/truth.ts";

const dollars = (value: number): string => `${Math.round(value).toLocaleString("en-US")} USD`;
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

function growth(truth: Truth): StoryItem {
  const values = truthSeries(truth, "mrr").map(({ value }) => Number(value));
  const [first, last] = [values[0]!, values[values.length - 1]!];
  return {
    id: "growth",
    title: "Steady growth",
    what: `MRR grew from ${dollars(first)} to ${dollars(last)}, ${(last / first).toFixed(1)} times as much.`,
    when: `${truth.start}/${truth.end}`,
  };
}

function failedCampaign({ tables, world }: Books): StoryItem {
  const spend = tables.spend.filter(({ campaign }) => campaign === FAILED_CAMPAIGN);
  const cost = spend.reduce((sum, { amount }) => sum + Number(amount), 0);
  const leads = spend.reduce((sum, row) => sum + (row.leads ?? 0), 0);
  return {
    id: "failed-campaign",
    title: "A campaign that failed",
    what: `The campaign ${FAILED_CAMPAIGN} on LinkedIn cost ${dollars(cost)} and brought ${leads} leads, none of which became a customer.`,
    when: interval(world.timeline.failedCampaign),
  };
}

/** Deals won later whose close was moved out of the quarter in its last days. */
function slippedDeals({ tables, world }: Books): number {
  const { to } = world.timeline.slippedQuarter;
  const [end, lastDays] = [isoDate(to), isoDate(to - 10)];
  const won = new Set(tables.opportunities.filter(({ outcome }) => outcome === "won").map(({ id }) => id));
  const pushed = tables.opportunity_changes.filter(
    ({ opportunity_id, at, expected_close, forecast_category }) =>
      at >= lastDays &&
      at < end &&
      expected_close >= end &&
      forecast_category === "best_case" &&
      won.has(opportunity_id),
  );
  return new Set(pushed.map(({ opportunity_id }) => opportunity_id)).size;
}

function slippedQuarter(books: Books, truth: Truth): StoryItem {
  const { from, to } = books.world.timeline.slippedQuarter;
  const bookings = (period: string): number =>
    Number(truthPoint(truth, { metric: "bookings", grain: "quarter", period })?.value ?? 0);
  return {
    id: "slipped-quarter",
    title: "A quarter that slipped",
    what: `In the last days of the quarter ${slippedDeals(books)} deals that were won later were pushed out of it: bookings were ${dollars(bookings(isoDate(from)))} in the quarter and ${dollars(bookings(isoDate(to)))} in the next.`,
    when: interval(books.world.timeline.slippedQuarter),
  };
}

function restated({ restatement, world }: Books, truth: Truth): StoryItem {
  const { from, to } = restatement.quarter;
  const months = truth.published.filter(({ period }) => period >= isoDate(from) && period < isoDate(to));
  const drops = months.map(({ firstPublished, current }) => 1 - Number(current) / Number(firstPublished));
  const range = `${percent(Math.min(...drops))} to ${percent(Math.max(...drops))}`;
  const known = isoInstant(world.timeline.restatedAt).slice(0, 10);
  return {
    id: "restatement",
    title: "A quarter that was restated",
    what: `A discount of ${restatement.discountPercent} %, granted for the quarter on ${restatement.segment.toLowerCase()} contracts in ${restatement.region}, had not been deducted. The correction became known on ${known} and lowered the MRR of three months by ${range}.`,
    when: interval(restatement.quarter),
  };
}

/** What happened to the company, in sentences with its numbers. */
export function tellStory(books: Books, truth: Truth): StoryItem[] {
  const seasonality: StoryItem = {
    id: "seasonality",
    title: "Seasons",
    what: "Leads are few in July, August and December, and deals close in the last weeks of a quarter.",
    when: `${truth.start}/${truth.end}`,
  };
  return [
    growth(truth),
    seasonality,
    failedCampaign(books),
    slippedQuarter(books, truth),
    restated(books, truth),
  ];
}
