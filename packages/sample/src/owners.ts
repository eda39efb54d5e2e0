import { regions, type SegmentName } from "./catalogue.ts";
import { personName } from "./names.ts";
import type { Random } from "./random.ts";
import { counter, type World } from "./world.ts";

/** Finds the seller of a deal. */
export type AssignOwner = (random: Random, region: string, segment: SegmentName) => string;

const teams = ["Inside sales", "Field sales"] as const;

/**
 * Files the sales organisation: a head, a manager for each region, and sellers in two teams. Small
 * customers go to inside sales, others to field sales; one deal in twenty is sold from another region.
 */
export function recordOwners({ ledger, window, scale, random }: World): AssignOwner {
  const draws = random("owners");
  const next = counter("own");
  const add = (manager: string | null, team: string, region: string): string => {
    const id = next();
    ledger.record("owners", window.start, { id, name: personName(draws), manager, team, region });
    return id;
  };
  const head = add(null, "Sales leadership", regions[0]!.name);
  const sellers = new Map<string, string[]>();
  const reps = 16 * Math.sqrt(scale);
  for (const region of regions) {
    const manager = add(head, "Sales leadership", region.name);
    for (const team of teams) {
      const size = Math.max(1, Math.round((reps / teams.length) * (region.weight / 100)));
      sellers.set(
        `${team}/${region.name}`,
        Array.from({ length: size }, () => add(manager, team, region.name)),
      );
    }
  }
  return (stream, region, segment) => {
    const from = stream.chance(0.05) ? stream.pick(regions).name : region;
    return stream.pick(sellers.get(`${segment === "SMB" ? teams[0] : teams[1]}/${from}`)!);
  };
}
