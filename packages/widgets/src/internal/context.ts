import type { Connection } from "./connection.ts";

/** What a provider gives to the elements inside it. */
export interface Surroundings {
  readonly connection: Connection | undefined;
  readonly locale: string | undefined;
}

/** Takes what the provider gives, now and after each change. */
export type Consumer = (surroundings: Surroundings | undefined) => void;

/** Detail of the event by which an element asks for its nearest provider. */
export interface ContextRequest {
  readonly consumer: Consumer;
  /** Set by the provider that answers; call it to stop listening. */
  release?: () => void;
}

export const requestEvent = "foresail-context-request";
export const arrivalEvent = "foresail-context-provider";

/**
 * Asks the nearest provider, and asks again when one is defined or connected later.
 *
 * Events rather than a shared object: provider and element may come from different files and versions.
 *
 * @returns a function that ends it
 */
export function consumeContext(element: Element, consumer: Consumer): () => void {
  let release: (() => void) | undefined;
  const ask = (): void => {
    release?.();
    const detail: ContextRequest = { consumer };
    element.dispatchEvent(new CustomEvent(requestEvent, { bubbles: true, composed: true, detail }));
    release = detail.release;
  };
  document.addEventListener(arrivalEvent, ask);
  ask();
  return () => {
    document.removeEventListener(arrivalEvent, ask);
    release?.();
  };
}
