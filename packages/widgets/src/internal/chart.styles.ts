import { type CSSResult, css } from "lit";

export const chartStyles: CSSResult = css`
:host {
  --_block: 398px;
  --_s0: var(--foresail-series-1, light-dark(#0067a6, #4da3ff));
  --_s1: var(--foresail-series-2, light-dark(#8e6d0b, #f0a742));
  --_s2: var(--foresail-series-3, light-dark(#b30f45, #f0427c));
  --_s3: var(--foresail-series-4, light-dark(#370b8e, #f8e5aa));
  --_s4: var(--foresail-series-5, light-dark(#4d1a4d, #bae8dd));
  contain-intrinsic-size: auto 420px;
}
.label { font-size: 1.15em }
.box { position: relative; direction: ltr; block-size: var(--foresail-chart-height, 280px); margin-block-start: 12px}
.plot, .over { display: block; position: absolute; overflow: visible }
.over { pointer-events: none }
.pad { position: absolute; inset: 0; touch-action: pan-y; cursor: crosshair }
.pad:focus-visible { outline-offset: -2px }
text { fill: var(--_muted); font-size: 12px; font-family: inherit }
.grid { stroke: var(--_line) }
.zero { stroke: var(--_muted) }
.s0 { --_c: var(--_s0) }
.s1 { --_c: var(--_s1) }
.s2 { --_c: var(--_s2) }
.s3 { --_c: var(--_s3) }
.s4 { --_c: var(--_s4) }
.s5 { --_c: var(--_ink) }
.line { fill: none; stroke: var(--_c); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.s1.line { stroke-dasharray: 7 4 }
.s2.line { stroke-dasharray: 2 4 }
.s3.line { stroke-dasharray: 10 4 2 4 }
.s4.line { stroke-dasharray: 14 5 }
.s5.line { stroke-width: 2.5 }
.ring { fill: none; stroke: var(--_bad); stroke-width: 2 }
.line.open { stroke-dasharray: 3 5 }
.thin { stroke: var(--_thin, var(--_muted)); stroke-width: 1; opacity: .55 }
.marker { fill: var(--_c); stroke: var(--_c); stroke-width: 2; stroke-linejoin: round }
.hollow { fill: var(--_surface) }
.end { fill: var(--_c); font-weight: 600 }
.band { fill: var(--_s0); fill-opacity: .16 }
.b1 { fill-opacity: .22 }
.b2 { fill-opacity: .3 }
.target { stroke: var(--_ink); stroke-dasharray: 6 4 }
.target-label { fill: var(--_ink) }
.boundary { stroke: var(--_muted); stroke-dasharray: 2 3 }
.cursor { stroke: var(--_muted) }
.note { margin-block-start: 4px }
ul { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 8px 0 0; padding: 0; list-style: none }
li, dt { display: flex; align-items: center; gap: 6px }
.sample { flex: none }
[part="tooltip"] {
  position: absolute;
  inset-block-start: 4px;
  max-inline-size: min(280px, 90%);
  padding: 8px 12px;
  background: var(--_surface);
  border: 1px solid var(--_line);
  border-radius: 8px;
  box-shadow: 0 4px 16px rgb(0 0 0 / .12);
  pointer-events: none;
}
[part="tooltip"] dl { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; margin-block-start: 2px }
[part="tooltip"] dd { text-align: end; font-weight: 600 }
.on { text-decoration: underline; text-underline-offset: .25em }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0 20px; margin-block: 6px -12px }
.fresh { margin-inline-start: auto }
@container base (max-width: 479px) { .fresh { flex-basis: 100% } .tools { margin-block-end: 0 } }
.scroll { max-block-size: 320px; overflow: auto; margin-block: 20px 0 }
table { inline-size: 100%; border-collapse: collapse; font-size: .93em }
caption { text-align: start; font-weight: 600; padding-block-end: 6px }
th, td { padding: 6px 10px; text-align: end; border-block-end: 1px solid var(--_line); white-space: nowrap }
th:first-child { text-align: start; padding-inline-start: 0 }
thead th { position: sticky; inset-block-start: 0; background: var(--_surface); color: var(--_muted); font-weight: 500 }
tbody th { font-weight: 500 }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (forced-colors: active) {
  :host { --_s0: CanvasText; --_s1: CanvasText; --_s2: CanvasText; --_s3: CanvasText; --_s4: CanvasText }
  .band { stroke: CanvasText }
  .grid { stroke-opacity: .35 }
}
@media print { .tools { display: none } }
`;
