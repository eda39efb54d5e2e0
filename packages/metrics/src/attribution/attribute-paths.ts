import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { exact, toNumber } from "../query/decimal.ts";
import { allocate } from "./allocate.ts";
import { type CountedPath, removalEffects } from "./markov.ts";
import {
  type PositionModel,
  positionModels,
  type Touch,
  type TouchWeightOptions,
  touchWeights,
} from "./touch-weights.ts";

/** Every attribution model; `markov` has order 1, `markov2` order 2. */
export const attributionModels: readonly AttributionModel[] = [
  ...positionModels,
  "markov",
  "markov2",
  "shapley",
];
export type AttributionModel = PositionModel | "markov" | "markov2" | "shapley";

/** Journeys that went the same way. */
export interface AttributionPath {
  /** Channels, or touches with what models need beside the channel, oldest first; empty for no touch at all. */
  readonly path: readonly (string | Touch)[];
  /** How many journeys converted. */
  readonly conversions: number;
  /** What they brought together: an amount with at most 16 decimals. */
  readonly value?: number;
  /** How many journeys did not convert, or have not yet; only Markov models look at them. */
  readonly nulls?: number;
}

/** What one channel is credited with. */
export interface ChannelCredit {
  /** null: conversions without any touch. */
  readonly channel: string | null;
  readonly conversions: number;
  readonly value: number;
}

/** Credits in whole units of 10^-16, before they become numbers. */
export interface ExactCredit {
  conversions: bigint;
  value: bigint;
}

const unattributed = null;

/**
 * Credits of channels for conversions, under one model. They add up to the conversions and to their value, exactly as
 * decimals: what rounding leaves goes to the largest remainders. Conversions without a touch are a row of their own.
 *
 * Shapley with "a set of channels converts what converts within it" is an equal split over the distinct channels of each
 * path. Markov credits are total x removal effect / sum of removal effects; conversions without a touch stay apart.
 *
 * @throws {ForesailError} `invalid_query` for an unknown model, or counts and values that are not finite numbers
 * @see Zhao, Mahboobi and Bagheri (2018), "Shapley value methods for attribution modeling in online advertising"
 *
 * @example
 * attributePaths([{ path: ["ads", "mail"], conversions: 1, value: 100 }], "linear");
 * // => [{ channel: "ads", conversions: 0.5, value: 50 }, { channel: "mail", conversions: 0.5, value: 50 }]
 */
export function attributePaths(
  paths: readonly AttributionPath[],
  model: AttributionModel,
  options: TouchWeightOptions = {},
): ChannelCredit[] {
  return [...exactCredits(paths, model, options)]
    .map(([channel, { conversions, value }]) => ({
      channel,
      conversions: toNumber(conversions),
      value: toNumber(value),
    }))
    .sort(byChannel);
}

function byChannel(a: ChannelCredit, b: ChannelCredit): number {
  if (a.channel === b.channel) return 0;
  if (a.channel === null) return 1;
  if (b.channel === null) return -1;
  return a.channel < b.channel ? -1 : 1;
}

/** Credits as exact decimals, by channel. */
export function exactCredits(
  paths: readonly AttributionPath[],
  model: AttributionModel,
  options: TouchWeightOptions = {},
): Map<string | null, ExactCredit> {
  return creditsOf(
    paths.map(
      (path, index): ExactPath => ({
        touches: path.path.map((touch): Touch => (typeof touch === "string" ? { channel: touch } : touch)),
        conversions: exactOf("conversions", path.conversions, index),
        value: exactOf("value", path.value ?? 0, index),
        nulls: path.nulls ?? 0,
      }),
    ),
    checkedModel(model),
    options,
  );
}

/** A model by its name. @throws {ForesailError} `invalid_query` for an unknown one, with near names */
export function checkedModel(model: string): AttributionModel {
  const known = attributionModels.find((name) => name === model);
  if (known) return known;
  const near = nearest(model, attributionModels);
  const hint =
    near.length > 0 ? `did you mean ${near.join(" or ")}?` : `known are ${attributionModels.join(", ")}`;
  throw new ForesailError("invalid_query", `unknown attribution model ${JSON.stringify(model)}; ${hint}`);
}

/** Journeys that went the same way, in exact decimals: see `AttributionPath`. */
export interface ExactPath extends ExactCredit {
  /** Oldest first; empty for no touch at all. */
  readonly touches: readonly Touch[];
  readonly nulls: number;
}

/**
 * Credits as exact decimals, by channel, from exact paths.
 *
 * @param weights - shares of channels under a Markov model, where they come from more paths than these
 */
export function creditsOf(
  paths: readonly ExactPath[],
  model: AttributionModel,
  options: TouchWeightOptions = {},
  weights: MarkovWeights | null = null,
): Map<string | null, ExactCredit> {
  const credits = new Map<string | null, ExactCredit>();
  const add = (channel: string | null, conversions: bigint, value: bigint): void => {
    const credit = credits.get(channel);
    if (credit === undefined) {
      credits.set(channel, { conversions, value });
      return;
    }
    credit.conversions += conversions;
    credit.value += value;
  };
  for (const { touches, conversions, value } of paths) {
    if (touches.length === 0 && (conversions !== 0n || value !== 0n)) add(unattributed, conversions, value);
  }
  const withTouches = paths.filter(({ touches }) => touches.length > 0);
  if (model === "markov" || model === "markov2") {
    const shares = weights ?? markovWeights(withTouches, model);
    if (shares.length === 0) return credits;
    const sizes = shares.map(([, size]) => size);
    const total = (of: "conversions" | "value") => withTouches.reduce((sum, path) => sum + path[of], 0n);
    const [conversions, value] = [allocate(total("conversions"), sizes), allocate(total("value"), sizes)];
    shares.forEach(([channel], index) => {
      add(channel, conversions[index] ?? 0n, value[index] ?? 0n);
    });
    return credits;
  }
  for (const { touches, conversions, value } of withTouches) {
    if (conversions === 0n && value === 0n) continue;
    const sharing = model === "shapley" ? distinctChannels(touches) : touches;
    const sizes = model === "shapley" ? sharing.map(() => 1n) : touchWeights(touches, model, options);
    const [ofConversions, ofValue] = [allocate(conversions, sizes), allocate(value, sizes)];
    sharing.forEach(({ channel }, index) => {
      add(channel, ofConversions[index] ?? 0n, ofValue[index] ?? 0n);
    });
  }
  return credits;
}

/** Channels with the whole numbers by which a Markov model shares. */
export type MarkovWeights = readonly (readonly [channel: string, size: bigint])[];

/** Removal effects of the channels of paths, as whole numbers; none where nothing with a touch converted. */
export function markovWeights(paths: readonly ExactPath[], model: "markov" | "markov2"): MarkovWeights {
  const counted = paths
    .filter(({ touches }) => touches.length > 0)
    .map(
      ({ touches, conversions, nulls }): CountedPath => ({
        channels: touches.map(({ channel }) => channel),
        conversions: toNumber(conversions),
        nulls,
      }),
    );
  return [...removalEffects(counted, model === "markov" ? 1 : 2)].map(
    ([channel, effect]) => [channel, BigInt(Math.round(Math.max(0, effect) * weightUnit))] as const,
  );
}

const weightUnit = 2 ** 52;

function distinctChannels(touches: readonly Touch[]): Touch[] {
  return [...new Set(touches.map(({ channel }) => channel))].map((channel) => ({ channel }));
}

function exactOf(field: string, value: number, index: number): bigint {
  if (!Number.isFinite(value)) {
    throw new ForesailError("invalid_query", `${field} of path ${index} is ${value}; give a finite number`);
  }
  const plain = String(value);
  return exact(/e/i.test(plain) ? value.toFixed(16) : plain);
}
