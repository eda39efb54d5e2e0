/** An exact decimal with six places, as an integer number of millionths. */
export type Millionths = bigint;

/** Parses what an engine returns for DECIMAL(38,6), `-12.5` or `0.000001`. */
export function millionths(text: string): Millionths {
  const match = /^(-?)(\d+)(?:\.(\d{1,6})\d*)?$/.exec(text);
  if (!match) throw new Error(`not a decimal: ${JSON.stringify(text)}`);
  const size = BigInt(match[2] ?? "0") * 1_000_000n + BigInt((match[3] ?? "").padEnd(6, "0"));
  return match[1] === "-" ? -size : size;
}

/** The nearest JSON number: exact sums are rounded here, once, and nowhere before. */
export function toNumber(value: Millionths): number {
  const size = value < 0n ? -value : value;
  const text = `${size / 1_000_000n}.${String(size % 1_000_000n).padStart(6, "0")}`;
  return Number(value < 0n ? `-${text}` : text);
}
