import { type CSSResult, css } from "lit";

export const recordStyles: CSSResult = css`
.cards { display: grid; gap: 10px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); margin-block-start: 20px }
.cards .badge { margin: 0 }
.lags { inline-size: auto; margin-block-start: 4px }
.lags th:first-child { padding-inline-end: 24px }
.bars { text-align: start }
.bars span { display: inline-block; min-inline-size: 4em; padding-inline-end: 10px; text-align: end }
.bars svg { vertical-align: -1px }
.bar { fill: var(--_accent) }
`;
