/** An increasing function to a scale on which a model fits better, and its inverse. */
export interface Transform {
  /** For ids and notes: "log", "box_cox", "logit". */
  readonly name: string;
  /** Parameters by name, for display. */
  readonly parameters: Readonly<Record<string, number>>;
  /** To the model's scale; finite for every value of the history. */
  forward(value: number): number;
  /** Back to the unit of the series; finite, and inside the bounds that the transform keeps. */
  inverse(z: number): number;
}

/** Makes a transform for a series: lambda, or the room at a bound, may depend on the history. */
export type TransformRule = (values: ArrayLike<number>, season: number) => Transform;
