import { html, nothing, type TemplateResult } from "lit";
import type { BadgeText } from "./verdict.ts";

/** An accuracy badge: heading, then terms and texts; the verdict's colour only repeats its word. */
export function badge({ heading, early, verdict, rows }: BadgeText): TemplateResult {
  return html`<section part="badge" class="badge small ${early ? "early" : ""}">
    <h3>${heading}</h3>
    ${
      rows.length === 0
        ? nothing
        : html`<dl>${rows.map(
            ([term, text], i) =>
              html`<div><dt>${term}</dt><dd class=${i === 0 ? (verdict ?? "") : ""}>${text}</dd></div>`,
          )}</dl>`
    }
  </section>`;
}
