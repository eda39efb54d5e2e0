/** A path through channels, and how often it ended in a conversion or without one. */
export interface CountedPath {
  readonly channels: readonly string[];
  readonly conversions: number;
  /** How often the path ended without a conversion. */
  readonly nulls: number;
}

/** A state's ways on: to other states by index, to a conversion, and (the rest) to none. */
interface State {
  /** What tells it from the others. */
  readonly name: string;
  /** The channel that this state is at; null for the start. */
  readonly channel: string | null;
  readonly to: Map<number, number>;
  converted: number;
  total: number;
}

/** Sweeps until no probability moves by more than this. */
const tolerance = 1e-14;
const mostSweeps = 100_000;

/**
 * Removal effect of each channel: the share of conversions that is lost if every path that comes to the channel ended there
 * without one.
 *
 * The states of order 1 are channels, those of order 2 pairs of one channel and the one before it; the chance of a
 * conversion from each is the solution of p = P p + c, found by Gauss-Seidel sweeps. Repeating a channel does not matter at
 * order 1.
 *
 * @param order - how many touches a state remembers
 * @returns by channel, from 0 to 1; empty where nothing converted
 * @see Anderl, Becker, von Wangenheim and Schumann (2016), "Mapping the customer journey", International Journal of
 *   Research in Marketing 33(3)
 */
export function removalEffects(paths: readonly CountedPath[], order: 1 | 2): Map<string, number> {
  const states = inOrder(statesOf(paths, order));
  const base = conversionChance(states, null);
  const channels = [...new Set(states.map(({ channel }) => channel).filter((channel) => channel !== null))];
  if (base === 0) return new Map();
  return new Map(channels.map((channel) => [channel, 1 - conversionChance(states, channel) / base]));
}

/**
 * States from the start on, each before those that it leads to, and these by their names. Sweeps add binary numbers state by
 * state: in the order in which an engine happened to give the touches, the last digit would differ from run to run.
 */
function inOrder(states: readonly State[]): State[] {
  const places = new Map([[0, 0]]);
  const order = [0];
  for (const index of order) {
    const next = [...(states[index] as State).to.keys()].filter((one) => !places.has(one));
    for (const one of next.sort((a, b) => ((states[a] as State).name < (states[b] as State).name ? -1 : 1))) {
      places.set(one, order.length);
      order.push(one);
    }
  }
  return order.map((index) => {
    const state = states[index] as State;
    const to = [...state.to].map(([next, count]): [number, number] => [places.get(next) as number, count]);
    return { ...state, to: new Map(to.sort(([a], [b]) => a - b)) };
  });
}

function statesOf(paths: readonly CountedPath[], order: 1 | 2): State[] {
  const states: State[] = [{ name: "", channel: null, to: new Map(), converted: 0, total: 0 }];
  const indices = new Map<string, number>();
  const indexOf = (previous: string | null, channel: string): number => {
    const key = JSON.stringify(order === 1 ? [channel] : [previous, channel]);
    const known = indices.get(key);
    if (known !== undefined) return known;
    indices.set(key, states.length);
    states.push({ name: key, channel, to: new Map(), converted: 0, total: 0 });
    return states.length - 1;
  };
  for (const { channels, conversions, nulls } of paths) {
    const count = conversions + nulls;
    if (count === 0) continue;
    let at = 0;
    channels.forEach((channel, position) => {
      const next = indexOf(channels[position - 1] ?? null, channel);
      const state = states[at] as State;
      state.to.set(next, (state.to.get(next) ?? 0) + count);
      state.total += count;
      at = next;
    });
    const end = states[at] as State;
    end.converted += conversions;
    end.total += count;
  }
  return states;
}

/** Chance of a conversion from the start, with one channel leading nowhere. */
function conversionChance(states: readonly State[], removed: string | null): number {
  const chance = new Float64Array(states.length);
  const dead = states.map(({ channel, total }) => total === 0 || (removed !== null && channel === removed));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let moved = 0;
    // States are numbered from the start on: going backwards, most of what a state leads to is new already.
    for (let index = states.length - 1; index >= 0; index--) {
      if (dead[index]) continue;
      const { to, converted, total } = states[index] as State;
      const own = to.get(index) ?? 0;
      let sum = converted;
      for (const [next, count] of to) if (next !== index) sum += count * (chance[next] as number);
      // A state that leads to itself is solved for, not iterated.
      const value = total === own ? 0 : sum / (total - own);
      moved = Math.max(moved, Math.abs(value - (chance[index] as number)));
      chance[index] = value;
    }
    if (moved < tolerance) break;
  }
  return chance[0] as number;
}
