/**
 * Attribution worked out the plain way, for tests: every touch is held against every conversion, weights are fractions as
 * the definitions say them, and Markov chains are solved by elimination. It shares no code with the engine, and knows UTC alone.
 */

export interface PlainTouch {
  readonly id: string;
  readonly at: string;
  readonly person_id?: string;
  readonly anonymous_id?: string;
  readonly account_id?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
}
export interface PlainPerson {
  readonly id: string;
  readonly account_id?: string;
  readonly anonymous_id?: string;
  readonly created_at?: string;
}
export interface PlainDeal {
  readonly id: string;
  readonly outcome: string;
  readonly closed_at?: string;
  readonly created_at?: string;
  readonly account_id?: string;
  readonly person_id?: string;
  readonly type?: string;
  readonly owner?: string;
  readonly amount?: number;
}
export interface PlainCompany {
  readonly touches: readonly PlainTouch[];
  readonly people: readonly PlainPerson[];
  readonly deals: readonly PlainDeal[];
}
export interface PlainQuestion {
  readonly of: "revenue" | "conversions" | "new_customers" | "pipeline";
  readonly dimension: "channel" | "source" | "medium" | "campaign";
  readonly from: string;
  readonly to: string;
  readonly lookbackDays: number;
  readonly halfLifeDays: number;
  readonly uShape: string;
}

const dayMs = 86_400_000;
const dayOf = (at: string): number => Math.floor(Date.parse(at.slice(0, 10)) / dayMs);
const hasTime = (at: string): boolean => at.length > 10;

/** Days from a to b. */
function gap(a: string, b: string): number {
  if (hasTime(a) && hasTime(b)) return (Date.parse(b) - Date.parse(a)) / dayMs;
  return dayOf(b) - dayOf(a);
}

function earliestFirst(a: PlainTouch, b: PlainTouch): number {
  if (dayOf(a.at) !== dayOf(b.at)) return dayOf(a.at) - dayOf(b.at);
  if (hasTime(a.at) !== hasTime(b.at)) return hasTime(a.at) ? 1 : -1;
  if (a.at !== b.at) return Date.parse(a.at) - Date.parse(b.at);
  return a.id < b.id ? -1 : 1;
}

const first = (people: readonly PlainPerson[]): PlainPerson | undefined =>
  [...people].sort((a, b) => {
    const [x, y] = [a.created_at ?? "9999", b.created_at ?? "9999"];
    return x < y || (x === y && a.id < b.id) ? -1 : 1;
  })[0];

interface Way {
  readonly path: { value: string | null; direct: boolean; days: number }[];
  readonly lead: number;
  readonly deal: number;
  readonly conversions: number;
  readonly amount: number;
  readonly owner: string | null;
}

/** Ways to conversions in the range, and ways that led nowhere. */
export function plainWays(
  company: PlainCompany,
  question: PlainQuestion,
): { ways: Way[]; lost: (string | null)[][] } {
  const { of, dimension, from, to, lookbackDays } = question;
  const personOf = (touch: PlainTouch): { id?: string; account?: string } => {
    if (touch.person_id !== undefined) {
      const known = company.people.find(({ id }) => id === touch.person_id);
      return { id: touch.person_id, ...(known?.account_id ? { account: known.account_id } : {}) };
    }
    const met = first(
      company.people.filter((one) => one.anonymous_id && one.anonymous_id === touch.anonymous_id),
    );
    return met ? { id: met.id, ...(met.account_id ? { account: met.account_id } : {}) } : {};
  };
  const touches = [...company.touches]
    .sort(earliestFirst)
    .map((touch) => ({ touch, person: personOf(touch) }));
  const date = (deal: PlainDeal): string | undefined =>
    of === "pipeline" ? deal.created_at : deal.closed_at;
  const events = company.deals.filter((deal) => (of === "pipeline" || deal.outcome === "won") && date(deal));
  const firstWon = (deal: PlainDeal): boolean => {
    if (deal.account_id === undefined) return true;
    const won = company.deals.filter(
      (other) => other.outcome === "won" && other.account_id === deal.account_id,
    );
    const [least] = won.sort((a, b) => {
      const [x, y] = [a.closed_at ?? "", b.closed_at ?? ""];
      if (dayOf(x) !== dayOf(y)) return dayOf(x) - dayOf(y);
      return x < y || (x === y && a.id < b.id) ? -1 : 1;
    });
    return least?.id === deal.id;
  };
  const counted = events
    .filter((deal) => date(deal)!.slice(0, 10) >= from && date(deal)!.slice(0, 10) < to)
    .filter(
      (deal) => of !== "new_customers" || deal.type === "new" || (deal.type === undefined && firstWon(deal)),
    );
  const ways = counted.map((deal): Way => {
    const when = date(deal)!;
    const path = touches.filter(({ touch, person }) => {
      const mine =
        (deal.account_id !== undefined && [touch.account_id, person.account].includes(deal.account_id)) ||
        (deal.person_id !== undefined && person.id === deal.person_id);
      const days = gap(touch.at, when);
      return mine && days >= 0 && days <= lookbackDays;
    });
    const own = company.people.find(({ id }) => id === deal.person_id)?.created_at;
    const dated = company.people.filter(
      (one) => deal.account_id && one.account_id === deal.account_id && one.created_at,
    );
    const leadAt = own ?? first(dated)?.created_at;
    const lastBefore = (milestone: string | undefined): number =>
      milestone === undefined
        ? -1
        : path.reduce((found, { touch }, index) => (gap(touch.at, milestone) >= 0 ? index : found), -1);
    return {
      path: path.map(({ touch }) => ({
        value: touch[dimension] ?? null,
        direct: ["direct", "(direct)"].includes((touch.channel ?? "").toLowerCase()),
        days: gap(touch.at, when),
      })),
      lead: lastBefore(leadAt),
      deal: lastBefore(deal.created_at),
      conversions: 1,
      amount: deal.amount ?? 0,
      owner: deal.owner ?? null,
    };
  });
  const lost = new Map<string, { path: (string | null)[]; won: boolean }>();
  for (const { touch, person } of touches) {
    if (touch.at.slice(0, 10) >= to) continue;
    const account = touch.account_id ?? person.account;
    const key = account
      ? `a${account}`
      : person.id
        ? `p${person.id}`
        : touch.anonymous_id
          ? `v${touch.anonymous_id}`
          : `t${touch.id}`;
    const way = lost.get(key) ?? { path: [], won: false };
    lost.set(key, way);
    if (touch.at.slice(0, 10) >= from) way.path.push(touch[dimension] ?? null);
    way.won ||= events.some(
      (deal) =>
        date(deal)!.slice(0, 10) < to &&
        ((deal.account_id !== undefined && [touch.account_id, person.account].includes(deal.account_id)) ||
          (deal.person_id !== undefined && deal.person_id === person.id)),
    );
  }
  return {
    ways,
    lost: [...lost.values()].filter(({ path, won }) => !won && path.length > 0).map(({ path }) => path),
  };
}

/** Shares of the touches of one way, which add up to 1. */
function shares({ path, lead, deal }: Way, model: string, { halfLifeDays, uShape }: PlainQuestion): number[] {
  const n = path.length;
  const give = (marks: readonly (readonly [number, number])[], rest: number): number[] => {
    const present = marks.filter(([at]) => at >= 0);
    const others = path.filter((_, index) => !present.some(([at]) => at === index)).length;
    const all =
      marks.reduce((sum, [, share]) => sum + share, 0) * (others === 0 || rest === 0 ? 1 / (1 - rest) : 1);
    const given = present.reduce((sum, [, share]) => sum + share, 0);
    return path.map((_, index) => {
      const own = present.filter(([at]) => at === index).reduce((sum, [, share]) => sum + share, 0);
      return own > 0 ? (own / given) * all : rest / others;
    });
  };
  const only = (at: number): number[] => path.map((_, index) => (index === at ? 1 : 0));
  switch (model) {
    case "first":
      return only(0);
    case "last":
      return only(n - 1);
    case "last_non_direct": {
      const indices = path.flatMap(({ direct }, index) => (direct ? [] : [index]));
      return only(indices.at(-1) ?? n - 1);
    }
    case "linear":
      return path.map(() => 1 / n);
    case "u_shaped":
      if (uShape === "50-50")
        return give(
          [
            [0, 0.5],
            [lead, 0.5],
          ],
          0,
        );
      if (n === 1) return [1];
      if (n === 2) return [0.5, 0.5];
      return path.map((_, index) => (index === 0 || index === n - 1 ? 0.4 : 0.2 / (n - 2)));
    case "w_shaped":
      return give(
        [
          [0, 0.3],
          [lead, 0.3],
          [deal, 0.3],
        ],
        0.1,
      );
    case "full_path":
      return give(
        [
          [0, 0.225],
          [lead, 0.225],
          [deal, 0.225],
          [n - 1, 0.225],
        ],
        0.1,
      );
    case "time_decay": {
      const nearest = Math.min(...path.map(({ days }) => days));
      const weights = path.map(({ days }) => 2 ** (-(days - nearest) / halfLifeDays));
      const sum = weights.reduce((a, b) => a + b, 0);
      return weights.map((weight) => weight / sum);
    }
    default:
      throw new Error(model);
  }
}

/** Chance of a conversion from the start of a chain, one value leading nowhere, by Gaussian elimination. */
function chance(
  paths: readonly { states: string[]; ends: string[]; converts: boolean }[],
  removed: string | null,
): number {
  const names = [...new Set(["start", ...paths.flatMap(({ states }) => states)])];
  const counts = names.map(() => new Map<number, number>());
  const won = names.map(() => 0);
  const total = names.map(() => 0);
  const valueOfState = new Map(
    paths.flatMap(({ states, ends }) => states.map((state, index) => [state, ends[index]!] as const)),
  );
  for (const { states, converts } of paths) {
    let at = 0;
    for (const state of states) {
      const next = names.indexOf(state);
      counts[at]!.set(next, (counts[at]!.get(next) ?? 0) + 1);
      total[at]! += 1;
      at = next;
    }
    total[at]! += 1;
    if (converts) won[at]! += 1;
  }
  const n = names.length;
  const rows = names.map((name, i) => {
    const row = new Array<number>(n + 1).fill(0);
    row[i] = 1;
    if ((removed !== null && valueOfState.get(name) === removed) || total[i] === 0) return row;
    for (const [j, count] of counts[i]!) row[j]! -= count / total[i]!;
    row[n] = won[i]! / total[i]!;
    return row;
  });
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column; i < n; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    if (Math.abs(rows[column]![column]!) < 1e-13) continue;
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const factor = rows[i]![column]! / rows[column]![column]!;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
    }
  }
  return rows[0]![n]! / rows[0]![0]!;
}

const nameOf = (value: string | null): string => (value === null ? "null" : `=${value}`);

/** Credits by the value of the dimension, null for conversions without a touch and touches without a value; 0 left out. */
export function plainCredits(
  company: PlainCompany,
  question: PlainQuestion,
  model: string,
  known: ReturnType<typeof plainWays> = plainWays(company, question),
): Map<string | null, number> {
  const { ways, lost } = known;
  const money = question.of === "revenue" || question.of === "pipeline";
  const worth = (way: Way): number => (money ? way.amount : way.conversions);
  const credits = new Map<string | null, number>();
  const add = (value: string | null, amount: number): void => {
    credits.set(value, (credits.get(value) ?? 0) + amount);
  };
  for (const way of ways.filter(({ path }) => path.length === 0)) add(null, worth(way));
  const touched = ways.filter(({ path }) => path.length > 0);
  if (model.startsWith("markov")) {
    const order = model === "markov" ? 1 : 2;
    const chain = (values: readonly (string | null)[], converts: boolean) => ({
      states: values.map((value, index) =>
        order === 1
          ? nameOf(value)
          : `${index === 0 ? "first" : nameOf(values[index - 1]!)} ${nameOf(value)}`,
      ),
      ends: values.map(nameOf),
      converts,
    });
    const paths = [
      ...touched.map(({ path }) =>
        chain(
          path.map(({ value }) => value),
          true,
        ),
      ),
      ...lost.map((values) => chain(values, false)),
    ];
    const base = touched.length === 0 ? 0 : chance(paths, null);
    // Also a channel that only lost ways came through may lead on to one that converts.
    const values = [
      ...new Set([...touched.flatMap(({ path }) => path.map(({ value }) => value)), ...lost.flat()]),
    ];
    const effects = values.map(
      (value) => [value, base === 0 ? 0 : 1 - chance(paths, nameOf(value)) / base] as const,
    );
    const sum = effects.reduce((all, [, effect]) => all + effect, 0);
    const total = touched.reduce((all, way) => all + worth(way), 0);
    if (sum > 0) for (const [value, effect] of effects) add(value, (total * effect) / sum);
  } else {
    for (const way of touched) {
      const values = way.path.map(({ value }) => value);
      if (model === "shapley") {
        const distinct = [...new Set(values)];
        for (const value of distinct) add(value, worth(way) / distinct.length);
        continue;
      }
      for (const [index, share] of shares(way, model, question).entries())
        add(values[index]!, worth(way) * share);
    }
  }
  return new Map([...credits].filter(([, credit]) => Math.abs(credit) > 1e-12));
}
