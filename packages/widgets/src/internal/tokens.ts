import { type CSSResult, css } from "lit";

/**
 * Design tokens and what every element shares: surface, type, states.
 *
 * Private names (--_x) resolve the public --foresail-x, so that a page may set those anywhere above.
 */
export const tokens: CSSResult = css`
:host {
  --_ink: var(--foresail-ink, light-dark(#14161a, #f1f3f6));
  --_muted: var(--foresail-muted, light-dark(#5b6470, #a3adba));
  --_line: var(--foresail-line, light-dark(#e3e7ec, #2b3038));
  --_surface: var(--foresail-surface, light-dark(#fff, #14161a));
  --_accent: var(--foresail-accent, light-dark(#0067a6, #4da3ff));
  --_good: var(--foresail-good, light-dark(#0067a6, #4da3ff));
  --_bad: var(--foresail-bad, light-dark(#b84a00, #ff8f4d));
  --_radius: var(--foresail-radius, 14px);
  --_space: var(--foresail-space, 20px);
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  min-inline-size: 0;
  color: var(--_ink);
  font-family: var(--foresail-font, inherit);
  font-size: var(--foresail-font-size, 14px);
  line-height: 1.45;
  font-variant-numeric: tabular-nums;
  content-visibility: auto;
  contain-intrinsic-size: auto 240px;
}
:host([hidden]), [hidden] { display: none }
* { box-sizing: border-box }
.base {
  container: base / inline-size;
  display: flex;
  flex-direction: column;
  min-block-size: var(--_block);
  margin: 0;
  padding: var(--_space);
  background: var(--_surface);
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  text-align: start;
}
.label { font-weight: 600; text-wrap: balance }
p, dl, dd { margin: 0 }
.muted { color: var(--_muted) }
.small { font-size: .9em }
button, summary {
  min-block-size: 44px;
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
  font-size: .9em;
  color: var(--_muted);
  cursor: pointer;
}
button:hover, summary:hover { color: var(--_ink); text-decoration: underline; text-underline-offset: .25em }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; border-radius: 4px }
.state {
  flex: 1;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 4px;
  text-align: center;
  color: var(--_muted);
}
.stale { display: flex; flex: none; flex-wrap: wrap; gap: 0 12px; place-content: start; align-items: center; margin-block-start: 8px; padding-block-start: 8px; border-block-start: 1px solid var(--_line); text-align: start }
.state button { color: var(--_accent); font-weight: 600 }
.skeleton { flex: 1; margin-block-start: 12px; border-radius: 8px; background: var(--_line); opacity: .7 }
@media (prefers-reduced-motion: no-preference) {
  .skeleton { animation: pulse 1.6s ease-in-out infinite alternate }
}
@keyframes pulse { to { opacity: .3 } }
@media (forced-colors: active) {
  :host {
    --_ink: CanvasText; --_muted: CanvasText; --_line: GrayText; --_surface: Canvas;
    --_accent: Highlight; --_good: CanvasText; --_bad: CanvasText;
  }
}
@media print {
  :host { content-visibility: visible }
  .base { break-inside: avoid }
  button, summary { display: none }
}
`;
