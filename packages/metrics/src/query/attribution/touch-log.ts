import { byTime, type Moment } from "./moment.ts";

/** What models see of a touch: the values that it is split by, and whether it is direct traffic. */
export interface TouchKind {
  /** The values as one text. */
  readonly key: string;
  readonly direct: boolean;
}

/** What a reader calls a touch. */
export interface TouchName {
  readonly id: string;
  readonly person: string | null;
  /** When it was: an instant, or a day where no time is known. */
  readonly at: string;
}

/** One touch as it is read. */
export interface ReadTouch extends Moment {
  readonly id: string;
  /** When it was, as a reader sees it. */
  readonly happenedAt: string;
  readonly key: string;
  readonly direct: boolean;
  /** Accounts to which it belongs: its own, and that of its person. */
  readonly accounts: readonly string[];
  readonly person: string | null;
  /** Whose way it is a step of. */
  readonly journey: string;
  /** Whether an account or a person is known. */
  readonly identified: boolean;
  /** Day since 1970 on which its account or person first converted; infinite where it never did. */
  readonly convertsOn: number;
}

/**
 * Touches in order of time, kept as columns of numbers: 40 bytes or so each, whatever their texts. Coincident ones stand in
 * the order of their ids.
 */
export class TouchLog {
  readonly kinds: TouchKind[] = [];
  /** By number of a journey: the day since 1970 on which it first converted, infinite where it never did. */
  readonly convertsOn: number[] = [];
  /** By number of a journey: whether an account or a person is known. */
  readonly identified: boolean[] = [];
  readonly #days: number[] = [];
  readonly #instants: number[] = [];
  readonly #kinds: number[] = [];
  readonly #journeys: number[] = [];
  readonly #kindNumbers = new Map<string, number>();
  readonly #journeyNumbers = new Map<string, number>();
  readonly #byAccount = new Map<string, number[]>();
  readonly #byPerson = new Map<string, number[]>();
  readonly #names: TouchName[] | null;

  /** @param named - whether to keep what a reader calls each touch: some 200 bytes more */
  constructor(named = false) {
    this.#names = named ? [] : null;
  }

  get size(): number {
    return this.#days.length;
  }

  /** Adds touches; all of them later than those before. */
  add(touches: ReadTouch[]): void {
    touches.sort((a, b) => byTime(a, b) || (a.id < b.id ? -1 : 1));
    for (const touch of touches) {
      const { day, at, key, direct, accounts, person, journey, identified, convertsOn } = touch;
      this.#names?.push({ id: touch.id, person, at: touch.happenedAt });
      const index = this.#days.length;
      this.#days.push(day);
      this.#instants.push(at);
      this.#kinds.push(numberOf(this.#kindNumbers, `${Number(direct)}${key}`, this.kinds, { key, direct }));
      const way = numberOf(this.#journeyNumbers, journey, this.convertsOn, convertsOn);
      this.#journeys.push(way);
      this.identified[way] = identified;
      this.convertsOn[way] = Math.min(this.convertsOn[way] as number, convertsOn);
      for (const account of accounts) listIn(this.#byAccount, account).push(index);
      if (person !== null) listIn(this.#byPerson, person).push(index);
    }
  }

  /** Whether it keeps what readers call touches. */
  get isNamed(): boolean {
    return this.#names !== null;
  }

  /** What a reader calls a touch; null where the log keeps no names. */
  nameOf(index: number): TouchName | null {
    return this.#names?.[index] ?? null;
  }

  momentOf(index: number): Moment {
    return { day: this.#days[index] as number, at: this.#instants[index] as number };
  }

  dayOf(index: number): number {
    return this.#days[index] as number;
  }

  /** The number of a touch's kind. */
  kindOf(index: number): number {
    return this.#kinds[index] as number;
  }

  /** The number of a touch's journey. */
  journeyOf(index: number): number {
    return this.#journeys[index] as number;
  }

  /** Numbers of the touches on some days, the second exclusive: from the first one on, up to but not including the other. */
  range(first: number, end: number): { readonly from: number; readonly to: number } {
    const at = (day: number): number => lowerBound(this.size, (index) => this.dayOf(index) < day);
    return { from: at(first), to: at(end) };
  }

  /** Touches of an account or a person on some days, both inclusive, each once, in order. */
  touchesOf(account: string | null, person: string | null, first: number, last: number): number[] {
    const a = this.#between((account !== null && this.#byAccount.get(account)) || [], first, last);
    const b = this.#between((person !== null && this.#byPerson.get(person)) || [], first, last);
    if (b.length === 0) return a;
    if (a.length === 0) return b;
    return [...new Set([...a, ...b])].sort((left, right) => left - right);
  }

  #between(list: readonly number[], first: number, last: number): number[] {
    const at = (day: number): number =>
      lowerBound(list.length, (position) => this.dayOf(list[position] as number) < day);
    return list.slice(at(first), at(last + 1));
  }
}

/** The first position at which a condition, true up to some position, is not true any more. */
function lowerBound(length: number, isBefore: (position: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listIn(lists: Map<string, number[]>, key: string): number[] {
  const found = lists.get(key);
  if (found) return found;
  const list: number[] = [];
  lists.set(key, list);
  return list;
}

/** The number of a key: that under which its value was put away first. */
function numberOf<Value>(numbers: Map<string, number>, key: string, values: Value[], value: Value): number {
  const found = numbers.get(key);
  if (found !== undefined) return found;
  numbers.set(key, values.length);
  values.push(value);
  return values.length - 1;
}
