/** The nearest `lang` of an element, through shadow roots. */
function nearestLang(element: Element): string | undefined {
  for (let node: Element | undefined = element; node; ) {
    const lang = node.closest("[lang]")?.getAttribute("lang");
    if (lang) return lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : undefined;
  }
  return undefined;
}

/**
 * The one locale that rules numbers, dates and words of an element.
 *
 * Order: its attribute, its provider's, the nearest `lang`, the browser's, English. Tags that Intl refuses are passed over.
 */
export function resolveLocale(element: Element, ...explicit: (string | null | undefined)[]): string {
  for (const tag of [...explicit, nearestLang(element), navigator.language]) {
    try {
      if (tag) return Intl.getCanonicalLocales(tag)[0] ?? "en";
    } catch {
      // Not a language tag: the next source decides.
    }
  }
  return "en";
}
