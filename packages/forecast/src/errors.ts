/** Base of every error of this package; `code` is stable and safe to match on. */
export class ForecastError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** An argument lies outside what the function accepts; names the argument and its value. */
export class InvalidArgumentError extends ForecastError {
  readonly argument: string;
  readonly value: unknown;

  constructor(argument: string, value: unknown, message: string) {
    super("invalid_argument", message);
    this.argument = argument;
    this.value = value;
  }
}

/** A value of a series is NaN or infinite; names its place, counted from 0. */
export class NonFiniteValueError extends ForecastError {
  readonly index: number;
  readonly value: unknown;

  constructor(index: number, value: unknown) {
    super(
      "non_finite_value",
      `values[${index}] is ${String(value)}; every value must be a finite number or null`,
    );
    this.index = index;
    this.value = value;
  }
}

/** The series has too few observations for what was asked. */
export class InsufficientDataError extends ForecastError {
  readonly required: number;
  readonly actual: number;

  constructor(subject: string, required: number, actual: number) {
    super("insufficient_data", `${subject} requires at least ${required} observations, got ${actual}`);
    this.required = required;
    this.actual = actual;
  }
}

/** A model that takes logarithms met a value of zero or below. */
export class NonPositiveValueError extends ForecastError {
  readonly index: number;
  readonly value: number;

  constructor(model: string, index: number, value: number) {
    super("non_positive_value", `${model} requires positive values, values[${index}] is ${value}`);
    this.index = index;
    this.value = value;
  }
}

/** No model has this id; `suggestions` are the closest ids, nearest first. */
export class UnknownModelError extends ForecastError {
  readonly model: string;
  readonly suggestions: readonly string[];

  constructor(model: string, suggestions: readonly string[]) {
    const hint = suggestions.length > 0 ? `; did you mean ${suggestions.join(" or ")}` : "";
    super("unknown_model", `there is no model "${model}"${hint}`);
    this.model = model;
    this.suggestions = suggestions;
  }
}
