import type { Verdict } from "@foresail/client";
import { html, nothing, type TemplateResult } from "lit";

/** A title with pairs of term and text: what an accuracy badge says. */
export interface BadgeText {
  readonly title: string;
  readonly early: boolean;
  /** The verdict that the first row gives in words. */
  readonly verdict?: Verdict | undefined;
  readonly rows: readonly (readonly [term: string, text: string])[];
}

/**
 * An accuracy badge: a title, then terms and texts; the verdict's colour only repeats its word.
 *
 * The title names a group and is no heading: a level would have to fit the headings of the page around.
 *
 * @param id - of the title, its own in the shadow root
 */
export function badge({ title, early, verdict, rows }: BadgeText, id: string): TemplateResult {
  return html`<div part="badge" class="badge small ${early ? "early" : ""}" role="group" aria-labelledby=${id}>
    <p id=${id}>${title}</p>
    ${
      rows.length === 0
        ? nothing
        : html`<dl>${rows.map(
            ([term, text], i) =>
              html`<div><dt>${term}</dt><dd class=${i === 0 ? (verdict ?? "") : ""}>${text}</dd></div>`,
          )}</dl>`
    }
  </div>`;
}
