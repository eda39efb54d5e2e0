/**
 * An SVG element, made by hand: a template would leave a comment beside every value, twice the nodes of a chart.
 *
 * @param children - elements, or text
 */
export function shape(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes)
    if (attributes[key] !== undefined) element.setAttribute(key, String(attributes[key]));
  element.append(...children);
  return element;
}
