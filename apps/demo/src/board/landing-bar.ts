import { html, svg, type TemplateResult } from "lit";
import { formatValue, type Measure } from "./logic/format.ts";
import type { Landing } from "./logic/landing.ts";

const barHeight = 44;

/**
 * A quarter on one line from zero: what is there, where it lands with its ranges, and the plan. Positions are shares of
 * the width, so it needs no measuring; the numbers stand below as text.
 */
export function landingBar(
  landing: Landing,
  plan: number | null,
  measure: Measure,
  quarter: string,
): TemplateResult {
  const levels = Object.keys(landing.ranges).toSorted((a, b) => Number(b) - Number(a));
  const top = Math.max(plan ?? 0, ...Object.values(landing.ranges).map(({ upper }) => upper)) * 1.04 || 1;
  const at = (value: number): string => `${((100 * value) / top).toFixed(2)}%`;
  const money = (value: number | undefined): string => formatValue(value ?? null, measure);
  const range = landing.ranges[80];
  const summary = `${quarter}: ${money(landing.soFar)} so far, lands at ${money(landing.value)}, 8 of 10 times between ${money(range?.lower)} and ${money(range?.upper)}${plan === null ? "" : `, plan ${money(plan)}`}`;
  return html`<figure class="landing-bar">
    <svg role="img" aria-label=${summary} width="100%" height=${barHeight}>
      <rect class="track" width="100%" height=${barHeight} rx="6"></rect>
      ${levels.map((level, index) => {
        const { lower, upper } = landing.ranges[level] as { lower: number; upper: number };
        return svg`<rect class="band b${index}" x=${at(lower)} width=${at(Math.max(0, upper - lower))} height=${barHeight}></rect>`;
      })}
      <rect class="so-far" y=${barHeight / 2 - 6} height="12" width=${at(landing.soFar)}></rect>
      <line class="lands" x1=${at(landing.value)} x2=${at(landing.value)} y2=${barHeight}></line>
      ${plan === null ? "" : svg`<line class="plan" x1=${at(plan)} x2=${at(plan)} y2=${barHeight}></line>`}
    </svg>
    <figcaption>
      <dl class="figures">
        <div><dt><i class="key so-far"></i>Booked so far</dt><dd>${money(landing.soFar)}</dd></div>
        <div><dt><i class="key lands"></i>Lands at</dt><dd>${money(landing.value)}</dd></div>
        ${levels.toReversed().map((level) => {
          const { lower, upper } = landing.ranges[level] as { lower: number; upper: number };
          return html`<div><dt><i class="key band b${levels.indexOf(level)}"></i>${often(level)}</dt><dd>${money(lower)} – ${money(upper)}</dd></div>`;
        })}
        ${plan === null ? "" : html`<div><dt><i class="key plan"></i>Plan</dt><dd>${money(plan)}</dd></div>`}
      </dl>
      <p class="small">Complete months as they are, the others as forecast. The ranges of the months are added bound by bound, which is wide rather than narrow.</p>
    </figcaption>
  </figure>`;
}

/** How often a range of this level holds: "8 of 10 times". */
const often = (level: string): string =>
  Number(level) % 10 === 0 ? `${Number(level) / 10} of 10 times` : `${Number(level) / 5} of 20 times`;
