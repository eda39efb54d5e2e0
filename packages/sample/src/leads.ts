import { addMonths, firstDayOf, isWeekend, monthOf, SECONDS_PER_DAY } from "./calendar.ts";
import {
  type Channel,
  channels,
  industries,
  type Region,
  regions,
  type Segment,
  segments,
} from "./catalogue.ts";
import type { Random } from "./random.ts";
import { FAILED_CAMPAIGN, leadSeason } from "./story.ts";
import { counter, type World } from "./world.ts";

/** A lead and how far it came. Instants; null where it did not get there. */
export interface Lead {
  readonly id: string;
  readonly anonymousId: string | null;
  readonly channel: Channel;
  readonly source: string;
  readonly campaign: string | null;
  readonly failedCampaign: boolean;
  readonly segment: Segment;
  readonly region: Region;
  readonly industry: string;
  readonly createdAt: number;
  readonly mqlAt: number | null;
  readonly sqlAt: number | null;
  readonly convertedAt: number | null;
  readonly disqualifiedAt: number | null;
}

/** Leads of the first month at scale 1, their growth by month, and the months simulated before the window. */
const FIRST_MONTH_LEADS = 270;
const MONTHLY_GROWTH = 1.021;
const WARM_UP_MONTHS = 8;
const FAILED_CAMPAIGN_SHARE = 0.55;

/** An instant in working hours of a month, rarely on a weekend. */
function workingInstant(random: Random, from: number, to: number): number {
  let day = random.int(from, to - 1);
  if (isWeekend(day) && random.chance(0.75)) day = day + 2 < to ? day + 2 : from + 2;
  return day * SECONDS_PER_DAY + random.int(7 * 3600, 20 * 3600);
}

const later = (random: Random, at: number, meanDays: number): number =>
  at + 300 + Math.round(random.exponential(meanDays) * SECONDS_PER_DAY);

/** How far a lead comes: qualified by marketing, by sales, turned into an opportunity, or disqualified. */
function qualify(random: Random, channel: Channel, failed: boolean, createdAt: number): Partial<Lead> {
  const [mql, sql, convert] = failed ? [0.3, 0.16, 0.4] : [channel.mqlRate, 0.56, 0.6];
  const mqlAt = random.chance(mql) ? later(random, createdAt, 4) : null;
  const sqlAt = mqlAt !== null && random.chance(sql) ? later(random, mqlAt, 5) : null;
  const convertedAt = sqlAt !== null && random.chance(convert) ? later(random, sqlAt, 4) : null;
  const last = sqlAt ?? mqlAt ?? createdAt;
  const gone = convertedAt === null && random.chance(0.7);
  const disqualifiedAt = gone ? last + random.int(5, 60) * SECONDS_PER_DAY : null;
  return { mqlAt, sqlAt, convertedAt, disqualifiedAt };
}

/**
 * The leads of the whole window, by month, with growth and yearly seasons, and the extra leads of the campaign
 * that failed. Leads from shortly before the window are among them, for the pipeline that is open when it starts.
 */
export function simulateLeads({ window, scale, timeline, random }: World): Lead[] {
  const draws = random("leads");
  const next = counter("per");
  const visitor = counter("anon");
  const leads: Lead[] = [];
  const add = (channel: Channel, failedCampaign: boolean, from: number, to: number): void => {
    const createdAt = workingInstant(draws, from, to);
    const funnel = qualify(draws, channel, failedCampaign, createdAt) as Pick<
      Lead,
      "mqlAt" | "sqlAt" | "convertedAt" | "disqualifiedAt"
    >;
    leads.push({
      id: next(),
      anonymousId: channel.name === "outbound" || draws.chance(0.06) ? null : visitor(),
      channel,
      source: failedCampaign ? "linkedin" : draws.pick(channel.sources),
      campaign: failedCampaign ? FAILED_CAMPAIGN : draws.pick(channel.campaigns),
      failedCampaign,
      segment: draws.weighted(segments),
      region: draws.weighted(regions),
      industry: draws.pick(industries),
      createdAt,
      ...funnel,
    });
  };
  const social = channels.find(({ name }) => name === "paid_social")!;
  const share = channels.reduce((sum, { weight }) => sum + weight, 0);
  for (let month = -WARM_UP_MONTHS; month < window.months; month += 1) {
    const from = addMonths(window.start, month);
    const to = firstDayOf(monthOf(from) + 1);
    const season = leadSeason[monthOf(from) % 12]!;
    const expected = FIRST_MONTH_LEADS * scale * MONTHLY_GROWTH ** month * season;
    for (const channel of channels) {
      const noise = 1 + 0.06 * draws.normal();
      const count = draws.round(expected * (channel.weight / share) * noise);
      for (let i = 0; i < count; i += 1) add(channel, false, from, to);
    }
    if (from >= timeline.failedCampaign.from && from < timeline.failedCampaign.to) {
      const extra = draws.round(expected * FAILED_CAMPAIGN_SHARE);
      for (let i = 0; i < extra; i += 1) add(social, true, from, to);
    }
  }
  return leads;
}
