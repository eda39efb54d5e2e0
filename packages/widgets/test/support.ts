import type { Point, QueryResult, Series } from "@foresail/client";
import axe from "axe-core";
import { expect } from "vitest";

/** Twelve months of MRR from December 2025: the last one runs still. */
export function mrrSeries(options: Partial<Series> & { values?: (number | null)[] } = {}): Series {
  const {
    values = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 90].map((v) => v * 1000),
    ...rest
  } = options;
  const points: Point[] = values.map((value, i) => ({
    period: new Date(Date.UTC(2025, 11 + i, 1)).toISOString().slice(0, 10),
    value,
    numerator: null,
    denominator: null,
    partial: i === values.length - 1,
  }));
  return {
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dimensions: {},
    points,
    ...rest,
  };
}

export const result = (...series: Series[]): QueryResult => ({ series, asOf: null, dataVersion: "v1" });

/** An element in the page, set up and drawn. */
export async function mount<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  set: Partial<HTMLElementTagNameMap[Name]> = {},
  attributes: Record<string, string> = {},
  parent: Element = document.body,
): Promise<HTMLElementTagNameMap[Name]> {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  Object.assign(element, set);
  parent.append(element);
  await settled(element);
  return element;
}

/** Waits until an element has nothing left to draw, and for its data, though not for data that never come. */
export async function settled(element: HTMLElement): Promise<void> {
  const drawn = element as HTMLElement & { updateComplete?: Promise<boolean>; state?: string };
  for (let rest = 20; rest > 0; rest--) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if ((await (drawn.updateComplete ?? true)) && drawn.state !== "loading") return;
  }
}

/** Text an element shows, whitespace folded. */
export function shown(element: Element, selector: string): string {
  const found = element.shadowRoot?.querySelector(selector);
  return found?.textContent?.replace(/\s+/g, " ").trim() ?? "";
}

/** Expects no accessibility violation in an element, its shadow root included. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

/** Replaces fetch by a function of path and body until the returned function is called. */
export function fakeApi(answer: (path: string, init: RequestInit) => unknown | Promise<unknown>): () => void {
  const real = window.fetch;
  window.fetch = async (input, init = {}) => {
    const value = await answer(new URL(String(input), location.href).pathname, init);
    return value instanceof Response ? value : Response.json(value);
  };
  return () => {
    window.fetch = real;
  };
}
