import { type CSSResult, css } from "lit";

export const badgeStyles: CSSResult = css`
.lead { margin-block-start: 2px; color: var(--_muted) }
.lead b { color: var(--_ink) }
.badge { margin-block-start: 20px; padding: 12px 16px; border-radius: 10px; background: color-mix(in srgb, var(--_line) 45%, transparent) }
.badge > p { font-weight: 600 }
.badge dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 170px), 1fr)); gap: 10px 20px; margin-block-start: 8px }
.badge dt { color: var(--_muted) }
.badge dd { font-weight: 500 }
.better { color: var(--_good) }
.worse { color: var(--_bad) }
`;
