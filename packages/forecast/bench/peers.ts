import type { Score } from "./score.ts";

/** What another implementation reached; null where it was not measured. */
export interface PeerScore {
  readonly name: string;
  readonly all: { readonly [key in keyof Score]: number | null };
  /** sMAPE over series by group. */
  readonly smapeByGroup: Readonly<Record<string, number>>;
  readonly cpuSecondsPer1000: number | null;
}

type Row = readonly [
  name: string,
  byGroup: readonly [number, number, number, number],
  smapeOverSeries: number,
  smapeOverPoints: number,
  mase: number,
  coverage80: number | null,
  coverage95: number | null,
  msis: number | null,
  cpuSecondsPer1000: number | null,
];

/**
 * Peers on the test parts of all 3,003 series: R 4.2.2 with forecast 8.20 and forecTheta 3.0 at their defaults, run in
 * November 2026 on one thread, scored as here; Theta and ForecastPro as submitted to the competition, rescored.
 */
const rows: readonly Row[] = [
  ["R naive", [17.88, 11.32, 18.18, 6.3], 15.7, 16.58, 1.787, 76.7, 89.1, 19.4, 1.1],
  ["R snaive", [17.88, 11.07, 17.23, 6.3], 15.19, 15.88, 1.764, 74.2, 88.8, 16.94, 1.3],
  ["M3's ForecastPro", [17.27, 9.82, 13.9, 4.6], 13.06, 13.23, 1.467, null, null, null, null],
  ["M3's Theta", [16.97, 8.96, 13.89, 4.41], 12.76, 13.05, 1.395, null, null, null, null],
  ["R thetaf", [16.76, 9.2, 13.86, 4.92], 12.79, 13.06, 1.419, 73.5, 88.2, 13.8, 4.3],
  ["forecTheta dotm", [15.94, 9.28, 13.74, 4.58], 12.56, 12.9, 1.355, 69.2, 84.3, 15.42, 59],
  ["R ets", [17.0, 9.68, 14.14, 4.37], 13.07, 13.34, 1.425, 75.0, 89.2, 13.07, 306],
  ["R mean(ets, dotm)", [16.02, 9.06, 13.59, 4.36], 12.44, 12.76, 1.339, 74.6, 89.1, 12.39, 365],
  ["R mean(ets, thetaf)", [16.24, 8.92, 13.59, 4.4], 12.45, 12.76, 1.351, 77.2, 90.9, 11.77, 310],
];

export const m3Peers: readonly PeerScore[] = rows.map(
  ([name, [yearly, quarterly, monthly, other], series, points, mase, c80, c95, msis, cpu]) => ({
    name,
    all: {
      smapeOverSeries: series,
      smapeOverPoints: points,
      mase,
      coverage80: c80,
      coverage95: c95,
      msis,
    },
    smapeByGroup: { yearly, quarterly, monthly, other },
    cpuSecondsPer1000: cpu,
  }),
);

/** sMAPE over series and MASE of the revenue case by length of the history: the same packages, the same 357 series. */
export const revenuePeers: Readonly<
  Record<number, Readonly<Record<string, readonly [smape: number, mase: number]>>>
> = {
  24: {
    "R snaive": [15.35, 0.956],
    "R naive": [16.22, 1.036],
    "R thetaf": [14.62, 0.955],
    "R ets": [14.56, 0.985],
    "forecTheta dotm": [14.37, 0.952],
    "R mean(ets, dotm)": [14.3, 0.955],
  },
  36: {
    "R thetaf": [13.95, 0.917],
    "R ets": [13.37, 0.797],
    "forecTheta dotm": [13.77, 0.914],
    "R mean(ets, dotm)": [13.37, 0.835],
  },
};
