/** Splits text that arrives in pieces into groups of whole lines: one group for each piece that ends a line. */
export async function* lineGroups(
  source: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let pending: string[] = [];
  for await (const piece of source) {
    const text = typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    const [first = "", ...rest] = text.split("\n");
    pending.push(first);
    if (rest.length === 0) continue;
    const last = rest.pop() ?? "";
    yield [pending.join(""), ...rest];
    pending = [last];
  }
  const end = pending.join("") + decoder.decode();
  if (end !== "") yield [end];
}
