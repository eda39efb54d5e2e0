/*
 * The metrics of opportunities written down a second time: rows in memory, one loop per deal, day and period, whole cents,
 * no thought for speed. It shares no code with the engine. Days are numbers: days since 1970.
 */

/** A change of a deal; what is absent keeps its value. */
export interface PlainChange {
  readonly day: number;
  readonly stage?: string;
  readonly amount?: number;
  readonly probability?: number;
  readonly expected?: number;
}

/** A deal with its changes in the order in which they happened. */
export interface PlainDeal {
  readonly id: string;
  readonly owner: string | null;
  readonly created: number | null;
  readonly closed: number | null;
  readonly outcome: "open" | "won" | "lost";
  readonly stage: string | null;
  readonly amount: number | null;
  readonly probability: number | null;
  readonly expected: number | null;
  readonly changes: readonly PlainChange[];
}

/** A stage of the only pipeline. */
export interface PlainStage {
  readonly name: string;
  readonly position: number;
  readonly probability: number;
  readonly outcome: "open" | "won" | "lost";
}

export interface PlainPeriod {
  readonly starts: number;
  readonly ends: number;
}

/** What a deal said of itself at the end of a day; the stage and the probability of a closed one are those of its end. */
function endOf(
  day: number,
  deal: PlainDeal,
): Pick<PlainDeal, "stage" | "amount" | "probability" | "expected"> {
  let { amount, expected } = deal;
  let [stage, probability] = deal.outcome === "open" ? [deal.stage, deal.probability] : [null, null];
  for (const change of deal.changes) {
    if (change.day > day) continue;
    stage = change.stage ?? stage;
    amount = change.amount ?? amount;
    probability = change.probability ?? probability;
    expected = change.expected ?? expected;
  }
  return { stage, amount, probability, expected };
}

/** Whether a deal is open just before a day: created before it, and not closed before it. */
export function openBefore(day: number, { created, closed }: PlainDeal): boolean {
  return created !== null && created < day && (closed === null || closed >= day);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Amounts of open deals just before a day, in whole units. */
export function pipelineBefore(day: number, deals: readonly PlainDeal[], stage?: string | null): number {
  return sum(
    deals
      .filter((deal) => openBefore(day, deal))
      .map((deal) => endOf(day - 1, deal))
      .filter((state) => stage === undefined || state.stage === stage)
      .map(({ amount }) => amount ?? 0),
  );
}

/** Amounts times probabilities in hundredths, just before a day. */
export function weightedBefore(
  day: number,
  deals: readonly PlainDeal[],
  stages: readonly PlainStage[],
): number {
  return sum(
    deals
      .filter((deal) => openBefore(day, deal))
      .map((deal) => endOf(day - 1, deal))
      .map(({ amount, probability, stage }) => {
        const ofStage = stages.find(({ name }) => name === stage)?.probability ?? 0;
        return (amount ?? 0) * Math.round((probability ?? ofStage) * 100);
      }),
  );
}

/** Deals expected in a period when it begins, and those of them that slipped. */
export function slippage({ starts, ends }: PlainPeriod, deals: readonly PlainDeal[]): [number, number] {
  const expected = deals.filter((deal) => {
    const close = endOf(starts - 1, deal).expected;
    return openBefore(starts, deal) && close !== null && close >= starts && close < ends;
  });
  const slipped = expected.filter(
    (deal) => openBefore(ends, deal) && (endOf(ends - 1, deal).expected ?? 0) >= ends,
  );
  return [slipped.length, expected.length];
}

/** The value of a lost deal: its amount, else the last that was not 0. */
export function lostValue(deal: PlainDeal): number {
  if (deal.amount !== null && deal.amount !== 0) return deal.amount;
  let last = deal.amount ?? 0;
  for (const change of deal.changes) {
    if (change.day <= (deal.closed ?? 0) && change.amount) last = change.amount;
  }
  return last;
}

/** The amount of a deal at the end of the day on which it was created. */
export function createdValue(deal: PlainDeal): number {
  return endOf(deal.created ?? 0, deal).amount ?? 0;
}

/** Entries into stages, from a deal's history or, for an open one without, from its row. */
function moves(deal: PlainDeal): { day: number; stage: string }[] {
  const told = deal.changes.flatMap(({ day, stage }) => (stage === undefined ? [] : [{ day, stage }]));
  if (told.length > 0) return told;
  return deal.outcome === "open" && deal.stage !== null && deal.created !== null
    ? [{ day: deal.created, stage: deal.stage }]
    : [];
}

/** The day on which a deal entered a stage and the one on which it got further; null where it did not. */
export function conversion(
  deal: PlainDeal,
  stage: PlainStage,
  stages: readonly PlainStage[],
): { entered: number; further: number | null } | null {
  const reached = moves(deal).flatMap(({ day, stage: name }) => {
    const found = stages.find((candidate) => candidate.name === name);
    return found && found.outcome !== "lost"
      ? [{ day, position: found.position, open: found.outcome === "open" }]
      : [];
  });
  const stood = reached.filter(({ open }) => open).map(({ position }) => position);
  if (stood.length === 0 || stage.position < Math.min(...stood)) return null;
  if (deal.outcome === "won") reached.push({ day: deal.closed ?? 0, position: 1e9, open: false });
  const first = (days: number[]): number | null => (days.length === 0 ? null : Math.min(...days));
  const entered = first(reached.filter(({ position }) => position >= stage.position).map(({ day }) => day));
  if (entered === null) return null;
  return {
    entered,
    further: first(reached.filter(({ position }) => position > stage.position).map(({ day }) => day)),
  };
}

/** A stretch of days, ended by an event or not; `until` null while it lasts. */
export interface PlainSpan {
  readonly since: number;
  readonly until: number | null;
  readonly event: boolean;
}

/** Visits of open stages. */
export function visits(deal: PlainDeal, stages: readonly PlainStage[]): (PlainSpan & { stage: string })[] {
  const entries = moves(deal).filter(
    ({ stage }, index, all) => index === 0 || all[index - 1]?.stage !== stage,
  );
  return entries.flatMap(({ day, stage }, index) => {
    const next = entries[index + 1]?.day ?? null;
    const { closed } = deal;
    const known = stages.find(({ name }) => name === stage);
    if (known && known.outcome !== "open") return [];
    const leftOpen = next !== null && (closed === null || next <= closed);
    if (closed !== null && day >= closed && !leftOpen) return [];
    return [{ stage, since: day, until: leftOpen ? next : closed, event: true }];
  });
}

/**
 * The Kaplan-Meier median of a period, day by day of age: at risk at an age are the spans that are observed in the
 * period at that age, the last day of the period included.
 */
export function survivalMedian(spans: readonly PlainSpan[], { starts, ends }: PlainPeriod): number | null {
  let survival = 1;
  for (let age = 0; age < 2_000; age += 1) {
    let atRisk = 0;
    let events = 0;
    for (const { since, until, event } of spans) {
      const day = since + age;
      if (day < starts || day >= ends || (until !== null && day > until)) continue;
      atRisk += 1;
      if (event && day === until) events += 1;
    }
    if (events > 0) survival *= 1 - events / atRisk;
    if (events > 0 && survival <= 0.5 + 1e-9) return age;
  }
  return null;
}
