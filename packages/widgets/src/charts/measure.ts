/** Width of a text in pixels, as the chart will print it; an estimate where nothing can be drawn. */
export function textMeasure(host: Element): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => text.length * 7;
  context.font = `600 12px ${getComputedStyle(host).fontFamily}`;
  return (text) => context.measureText(text).width;
}
