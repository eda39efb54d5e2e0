import type { Point } from "@foresail/client";
import { svg, type TemplateResult } from "lit";
import { decimate } from "./decimate.ts";
import { linePath } from "./path.ts";
import { extent, linearScale } from "./scale.ts";

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
  const values = points.map((point) => point.value);
  const across = linearScale([0, Math.max(1, points.length - 1)], [inset, width - inset]);
  const up = linearScale(extent(values) ?? [0, 1], [height - inset, inset]);
  const x = points.map((_, i) => across(i));
  const y = values.map((value) => (value == null ? null : up(value)));
  const end = y.findLastIndex((at) => at != null);
  const open = points[end]?.partial ?? false;
  const solid = decimate(x, y, width).filter((i) => i < (open ? end : end + 1));
  const dot = `M${x[end]} ${y[end]}h0`;
  return svg`<svg part="chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path d=${linePath(
      solid.map((i) => x[i]!),
      solid.map((i) => y[i]!),
    )}></path>
    ${open ? svg`<path class="open" d=${linePath(x.slice(end - 1, end + 1), y.slice(end - 1, end + 1))}></path>` : ""}
    <path class="dot" d=${dot}></path>${open ? svg`<path class="dot hollow" d=${dot}></path>` : ""}
  </svg>`;
}
