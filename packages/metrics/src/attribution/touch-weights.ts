/** Models that weigh the touches of one conversion by where they stand, without looking at other conversions. */
export const positionModels = [
  "first",
  "last",
  "last_non_direct",
  "linear",
  "u_shaped",
  "w_shaped",
  "full_path",
  "time_decay",
] as const;
export type PositionModel = (typeof positionModels)[number];

/** What a touch was the last one at or before: the creation of the lead, of the opportunity. */
export type Milestone = "lead_creation" | "opportunity_creation";

/** One touch on the way to a conversion, oldest first. */
export interface Touch {
  readonly channel: string;
  /** Days from the touch to the conversion, parts of days included; for time decay. */
  readonly daysBefore?: number;
  readonly milestones?: readonly Milestone[];
  /** Whether it is direct traffic, where the channel's name is not what tells. */
  readonly direct?: boolean;
}

/** What vendors disagree on. */
export interface TouchWeightOptions {
  /** Days after which time decay halves a weight; 7 if absent. */
  readonly halfLifeDays?: number;
  /** "40-20-40" (Google, HubSpot) if absent, or "50-50" on first touch and lead creation (Marketo Measure). */
  readonly uShape?: "40-20-40" | "50-50";
  /** Whether a channel is direct traffic; "direct" and "(direct)" if absent. */
  readonly isDirect?: (channel: string) => boolean;
}

/** Channels that stand for no marketing at all. */
export function isDirectChannel(channel: string): boolean {
  return ["direct", "(direct)"].includes(channel.toLowerCase());
}

/**
 * Weights of the touches of one conversion: whole numbers whose sum is positive, so that shares of them are exact.
 *
 * A touch that is two milestones has both shares. The share of a missing milestone goes pro rata to those that are there,
 * and so does that of the other touches where there are none.
 *
 * - first, last: all on one touch. last_non_direct: on the last one that is not direct, or the last of all.
 * - linear: 1 / n.
 * - u_shaped: 40 % first, 40 % last, 20 % over the others; 50 / 50 for two touches.
 * - w_shaped: 30 % on first touch, lead creation, opportunity creation, 10 % over the others.
 * - full_path: 22.5 % on these and on the last touch before the close, 10 % over the others.
 * - time_decay: 2^(-days / half-life).
 *
 * @param touches - oldest first, at least one
 * @see Google Analytics, "About the default MCF attribution models"; Marketo Measure, "Attribution models"
 */
export function touchWeights(
  touches: readonly Touch[],
  model: PositionModel,
  options: TouchWeightOptions = {},
): bigint[] {
  const last = touches.length - 1;
  switch (model) {
    case "first":
      return onlyOn(touches, 0);
    case "last":
      return onlyOn(touches, last);
    case "last_non_direct": {
      const { isDirect = isDirectChannel } = options;
      const found = touches.findLastIndex(({ channel, direct }) => !(direct ?? isDirect(channel)));
      return onlyOn(touches, found === -1 ? last : found);
    }
    case "linear":
      return touches.map(() => 1n);
    case "u_shaped":
      return options.uShape === "50-50"
        ? milestoneWeights(touches, [0, milestoneAt(touches, "lead_creation")], 50n, 0n)
        : uShaped(touches.length);
    case "w_shaped":
      return milestoneWeights(touches, [0, ...ofLeadAndOpportunity(touches)], 300n, 100n);
    case "full_path":
      return milestoneWeights(touches, [0, ...ofLeadAndOpportunity(touches), last], 225n, 100n);
    case "time_decay":
      return decayed(touches, options.halfLifeDays ?? 7);
  }
}

function onlyOn(touches: readonly Touch[], position: number): bigint[] {
  return touches.map((_, index) => (index === position ? 1n : 0n));
}

function uShaped(count: number): bigint[] {
  if (count <= 2) return Array.from({ length: count }, () => 1n);
  // 40 % and 20 % / (n - 2), times the common denominator.
  const between = BigInt(count - 2);
  return Array.from({ length: count }, (_, index) =>
    index === 0 || index === count - 1 ? 2n * between : 1n,
  );
}

function milestoneAt(touches: readonly Touch[], milestone: Milestone): number {
  return touches.findIndex(({ milestones }) => milestones?.includes(milestone));
}

function ofLeadAndOpportunity(touches: readonly Touch[]): number[] {
  return [milestoneAt(touches, "lead_creation"), milestoneAt(touches, "opportunity_creation")];
}

/** Equal shares on the milestones that are there, `rest` over the touches that are none. */
function milestoneWeights(
  touches: readonly Touch[],
  positions: readonly number[],
  share: bigint,
  rest: bigint,
): bigint[] {
  const present = positions.filter((position) => position >= 0);
  const others = BigInt(touches.filter((_, index) => !present.includes(index)).length);
  const count = BigInt(present.length);
  const all = share * BigInt(positions.length);
  return touches.map((_, index) => {
    const own = BigInt(present.filter((position) => position === index).length);
    if (others === 0n || rest === 0n) return own;
    // all / count for each milestone, rest / others for each other touch, times count x others.
    return own > 0n ? own * all * others : rest * count;
  });
}

const resolution = 2 ** 52;

function decayed(touches: readonly Touch[], halfLifeDays: number): bigint[] {
  const days = touches.map(({ daysBefore = 0 }) => daysBefore);
  const nearest = Math.min(...days);
  // Relative to the nearest touch, so that the weights of a path long ago do not vanish.
  return days.map((day) => BigInt(Math.round(resolution * 2 ** (-(day - nearest) / halfLifeDays))));
}
