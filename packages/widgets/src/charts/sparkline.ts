import type { Point } from "@foresail/client";
import { svg, type TemplateResult } from "lit";
import { linePath } from "./path.ts";
import { extent } from "./scale.ts";

const width = 200;
const height = 44;
const inset = 5;

/**
 * A word-sized line without axes that ends in a dot; what is not over yet is dashed and hollow.
 *
 * Drawn in a fixed box and stretched by the browser: strokes do not scale, and dots are strokes of no length with
 * round ends, so they stay round.
 */
export function sparkline(points: readonly Point[], label: string): TemplateResult {
  const [low, high] = extent(points.map((point) => point.value)) ?? [0, 1];
  const x = points.map((_, i) => inset + ((width - 2 * inset) * i) / (points.length - 1 || 1));
  const y = points.map(({ value }) =>
    value == null ? null : height - inset - ((height - 2 * inset) * (value - low)) / (high - low || 1),
  );
  const end = y.findLastIndex((at) => at != null);
  const open = points[end]?.partial ?? false;
  const solid = open ? end : end + 1;
  const dot = `M${x[end]} ${y[end]}h0`;
  return svg`<svg part="chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path d=${linePath(x.slice(0, solid), y.slice(0, solid))}></path>
    ${open ? svg`<path class="open" d=${linePath(x.slice(end - 1, end + 1), y.slice(end - 1, end + 1))}></path>` : ""}
    <path class="dot" d=${dot}></path>${open ? svg`<path class="dot hollow" d=${dot}></path>` : ""}
  </svg>`;
}
