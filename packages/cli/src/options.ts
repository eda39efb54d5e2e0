import { parseArgs } from "node:util";
import { nearNames } from "@foresail/api";
import { usageError } from "./errors.ts";

/** One option of a command: whether it takes a value, and whether it may be given more than once. */
interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The arguments of one call, taken apart and checked against a command's options. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, readonly (string | true)[]>>;

  constructor(positionals: readonly string[], values: Readonly<Record<string, readonly (string | true)[]>>) {
    this.positionals = positionals;
    this.#values = values;
  }

  /** The value of an option; the last one where it was given more than once. */
  text(name: string): string | undefined {
    const value = this.#values[name]?.at(-1);
    return value === true ? undefined : value;
  }

  /** All values of an option, in order. */
  texts(name: string): readonly string[] {
    return (this.#values[name] ?? []).filter((value) => value !== true);
  }

  flag(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** One of a few words; the first is the default. */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.text(name);
    if (value === undefined) return choices[0];
    const found = choices.find((choice) => choice === value);
    if (found === undefined)
      throw usageError(`--${name} ${JSON.stringify(value)} is not one of ${choices.join(", ")}`);
    return found;
  }

  /** A whole number from `least` up. */
  integer(name: string, least: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (value.trim() === "" || !Number.isSafeInteger(number) || number < least) {
      throw usageError(`--${name} ${JSON.stringify(value)} is not a whole number from ${least} up`);
    }
    return number;
  }

  /** `NAME=VALUE` pairs of an option, in order. */
  pairs(name: string): readonly (readonly [name: string, value: string])[] {
    return this.texts(name).map((text) => pair(text, `--${name}`));
  }
}

/** Takes `NAME=VALUE` apart at its first `=`. */
export function pair(text: string, place: string): readonly [name: string, value: string] {
  const equals = text.indexOf("=");
  if (equals < 1) throw usageError(`${place} ${JSON.stringify(text)} is not NAME=VALUE`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/**
 * Takes the arguments of a command apart.
 *
 * @throws {CommandError} for an unknown option (near ones are named), one without its value, one with a value too many
 */
export function parseArguments(args: readonly string[], specs: OptionSpecs): Arguments {
  const options = Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }]));
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const values: Record<string, (string | true)[]> = {};
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, specs);
    const value = optionValue(token, spec);
    const before = values[token.name] ?? [];
    if (before.length > 0 && !spec.multiple) throw usageError(`${token.rawName} is given twice`);
    values[token.name] = [...before, value];
  }
  return new Arguments(positionals, values);
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionValue(token: OptionToken, spec: OptionSpec): string | true {
  if (spec.type === "boolean") {
    if (token.value !== undefined) throw usageError(`${token.rawName} takes no value`);
    return true;
  }
  const looksLikeOption = token.value?.startsWith("--") && !token.inlineValue;
  if (token.value === undefined || looksLikeOption) throw usageError(`${token.rawName} needs a value`);
  return token.value;
}

function unknownOption(rawName: string, specs: OptionSpecs): Error {
  const names = Object.keys(specs);
  const [nearest] = nearNames(rawName.replace(/^-+/, ""), names, 1);
  const remedy =
    nearest === undefined
      ? `options are ${names.map((name) => `--${name}`).join(", ")}`
      : `did you mean --${nearest}?`;
  return usageError(`unknown option ${rawName}; ${remedy}`);
}
