/**
 * Moves labels apart so that none overlap, and as little as that needs: order kept, inside [low, high] while they fit.
 *
 * @param wanted - pixel positions, in any order
 * @param gap - least distance of two labels
 * @returns new positions, in the order of `wanted`
 * @example
 * spread([50, 52], 14, 0, 100); // => [44, 58]
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  // Blocks of touching labels, each centred on the mean of what its members want (pool adjacent violators).
  const blocks: { members: number[]; sum: number }[] = [];
  const top = (block: { members: number[]; sum: number }): number => {
    const size = (block.members.length - 1) * gap;
    const centred = block.sum / block.members.length - size / 2;
    return Math.max(low, Math.min(high - size, centred));
  };
  for (const index of order) {
    let block = { members: [index], sum: wanted[index]! };
    for (let previous = blocks.at(-1); previous; previous = blocks.at(-1)) {
      if (top(previous) + previous.members.length * gap <= top(block)) break;
      blocks.pop();
      block = { members: [...previous.members, ...block.members], sum: previous.sum + block.sum };
    }
    blocks.push(block);
  }
  const result: number[] = new Array(wanted.length).fill(0);
  for (const block of blocks) {
    const start = top(block);
    block.members.forEach((index, rank) => {
      result[index] = start + rank * gap;
    });
  }
  return result;
}
