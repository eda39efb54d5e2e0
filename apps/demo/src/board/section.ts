import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import type { BoardData } from "./board-data.ts";
import type { StoryItem } from "./logic/company.ts";

/** How an answer is to be taken; shown by a word as well as by colour. */
export type Tone = "good" | "bad" | "plain";

/** An answer in a few signs, for the row at the top of the board. */
export interface Glance {
  readonly figure: string;
  readonly note: string;
  readonly tone: Tone;
}

/** An answer: one sentence in large type, and what else there is to say. */
export interface Answer {
  readonly lead: string;
  readonly more: string;
}

/** Told by a section once it knows. */
export class GlanceEvent extends Event {
  static readonly type = "board-glance";
  readonly section: string;
  readonly glance: Glance;

  constructor(section: string, glance: Glance) {
    super(GlanceEvent.type, { bubbles: true });
    this.section = section;
    this.glance = glance;
  }
}

/**
 * One question of the board: asks for its data, answers in a sentence, shows the evidence.
 *
 * Its heading stands in the page itself. It renders into the light DOM, so the page's style sheet and outline hold.
 */
export abstract class BoardSection<Model> extends LitElement {
  static override properties: PropertyDeclarations = {
    data: { attribute: false },
    model: { state: true },
    fault: { state: true },
  };

  declare data: BoardData | undefined;
  declare protected model: Model | undefined;
  declare protected fault: string | undefined;

  protected abstract load(data: BoardData): Promise<Model>;
  protected abstract answer(model: Model): Answer;
  protected abstract glance(model: Model): Glance;
  protected abstract evidence(model: Model): TemplateResult;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("data") && this.data !== undefined) void this.#ask(this.data);
  }

  async #ask(data: BoardData): Promise<void> {
    this.fault = undefined;
    try {
      const model = await this.load(data);
      this.model = model;
      this.dispatchEvent(new GlanceEvent(this.id, this.glance(model)));
    } catch (error) {
      this.fault = error instanceof Error ? error.message : String(error);
      this.dispatchEvent(new GlanceEvent(this.id, { figure: "–", note: "not available", tone: "plain" }));
    }
  }

  /** A passage of the company's story that explains what is seen. */
  protected story(...ids: readonly string[]): TemplateResult {
    const items = ids.flatMap(
      (id) => this.data?.company.story.find((item: StoryItem) => item.id === id) ?? [],
    );
    return html`${items.map(({ title, what }) => html`<p class="story"><b>${title}.</b> ${what}</p>`)}`;
  }

  protected override render(): TemplateResult {
    const { model, fault } = this;
    if (fault !== undefined)
      return html`<div class="answer" role="alert"><p class="lead">This cannot be answered now.</p><p>${fault}</p>
        <button type="button" class="button" @click=${this.#retry}>Try again</button></div>`;
    if (model === undefined)
      return html`<div class="answer"><p class="lead waiting">Reading the books…</p></div><div class="evidence waiting"></div>`;
    const { lead, more } = this.answer(model);
    return html`<div class="answer"><p class="lead">${lead}</p><p>${more}</p></div>
      <div class="evidence">${this.evidence(model)}</div>`;
  }

  #retry(): void {
    if (this.data !== undefined) void this.#ask(this.data);
  }
}

/** A word that says how something stands, with its colour. */
export function toneWord(text: string, tone: Tone): TemplateResult | typeof nothing {
  return text === "" ? nothing : html`<span class="tone ${tone}">${text}</span>`;
}
