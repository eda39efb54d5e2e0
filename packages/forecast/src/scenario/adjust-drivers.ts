import { asDriver, type Drivers, withinBounds } from "../drivers/joint-paths.ts";
import { InvalidArgumentError } from "../errors.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { closest } from "../internal/closest.ts";

/** A change as plain data: `set`, then `multiply`, then `add`, in some periods. */
export interface DriverChange {
  /** The value instead of what is drawn. */
  readonly set?: number;
  /** A factor: 0.9 is a tenth less. */
  readonly multiply?: number;
  /** An amount in the driver's unit. */
  readonly add?: number;
  /** First period ahead that changes, 1 if absent. */
  readonly from?: number;
  /** Last period ahead that changes, the last one if absent. */
  readonly to?: number;
}

/** A change of one driver: plain data, a list of them applied in order, or a function of value and step (from 1). */
export type DriverAdjustment =
  | DriverChange
  | readonly DriverChange[]
  | ((value: number, step: number) => number);

/**
 * Drivers' paths with some of them changed; the others, and the randomness of all, stay as they are. Results beyond a
 * driver's bounds are set to the bound.
 *
 * @param paths - by driver, as from `jointPaths`
 * @throws {InvalidArgumentError} if a name is no driver (offers near ones), a change changes nothing, its periods are no
 * integers from 1 on, or it gives NaN or infinity
 */
export function adjustDrivers(
  drivers: Drivers,
  paths: Readonly<Record<string, readonly (readonly number[])[]>>,
  adjust: Readonly<Record<string, DriverAdjustment>>,
): Record<string, readonly (readonly number[])[]> {
  const result = { ...paths };
  for (const [name, adjustment] of Object.entries(adjust)) {
    const driver = drivers[name];
    if (!driver) {
      const near = closest(name, Object.keys(drivers));
      throw new InvalidArgumentError(
        "adjust",
        name,
        `adjust names "${name}", which is no driver${near.length > 0 ? `; did you mean ${near.join(" or ")}` : ""}`,
      );
    }
    const change = asFunction(name, adjustment);
    const bounds = asDriver(driver);
    result[name] = paths[name]!.map((path) =>
      path.map((value, h) => {
        const changed = change(value, h + 1);
        if (!Number.isFinite(changed)) {
          throw new InvalidArgumentError(
            `adjust.${name}`,
            changed,
            `adjust.${name} gave ${changed} for ${value} at step ${h + 1}; it must give a finite number`,
          );
        }
        return withinBounds(changed, bounds);
      }),
    );
  }
  return result;
}

function asFunction(name: string, adjustment: DriverAdjustment): (value: number, step: number) => number {
  if (typeof adjustment === "function") return adjustment;
  const changes = Array.isArray(adjustment)
    ? (adjustment as readonly DriverChange[])
    : [adjustment as DriverChange];
  for (const { set, multiply, add, from = 1, to } of changes) {
    if (set === undefined && multiply === undefined && add === undefined) {
      throw new InvalidArgumentError(
        `adjust.${name}`,
        adjustment,
        `adjust.${name} changes nothing; give set, multiply or add`,
      );
    }
    checkInteger(`adjust.${name}.from`, from, 1);
    if (to !== undefined) checkInteger(`adjust.${name}.to`, to, from);
  }
  return (value, step) =>
    changes.reduce((current, { set, multiply = 1, add = 0, from = 1, to = Number.MAX_SAFE_INTEGER }) => {
      if (step < from || step > to) return current;
      return (set ?? current) * multiply + add;
    }, value);
}
