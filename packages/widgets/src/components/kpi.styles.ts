import { type CSSResult, css } from "lit";

export const kpiStyles: CSSResult = css`
:host { --_block: 268px }
:host([target]) { --_block: 304px }
.base { gap: 2px }
.label { color: var(--_muted); font-weight: 500 }
[part="value"] {
  font-size: clamp(28px, 13cqi, 40px);
  font-weight: 650;
  line-height: 1.2;
  margin-block-start: 4px;
  letter-spacing: -.025em;
  white-space: nowrap;
}
[part="delta"] { margin-block-start: 8px }
.better { color: var(--_good) }
.worse { color: var(--_bad) }
.spark { display: flex; align-items: center; gap: 10px; margin-block: 12px 4px }
.spark svg { flex: 1; min-inline-size: 0; block-size: 44px; overflow: visible }
.spark p { white-space: nowrap; line-height: 1.3 }
path { fill: none; stroke: var(--_accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vector-effect: non-scaling-stroke }
.open { stroke-dasharray: 1 4 }
.dot { stroke-width: 9 }
.hollow { stroke: var(--_surface); stroke-width: 5 }
.bullet { margin-block: 4px; overflow: visible }
.track { fill: var(--_line) }
.bar { fill: var(--_accent) }
.mark { fill: var(--_ink) }
:host(:dir(rtl)) :is(.spark, .bullet) svg, :host(:dir(rtl)) .bullet { transform: scaleX(-1) }
details { margin-block: auto -12px }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; padding-block-end: 16px; overflow-wrap: anywhere }
dt { color: var(--_muted) }
`;
