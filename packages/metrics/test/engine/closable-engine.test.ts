import { expect, test } from "vitest";
import { ClosableEngine } from "../../src/engine/closable-engine.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { Mutex } from "../../src/engine/mutex.ts";
import { duckdbDialect } from "../../src/sql/duckdb-dialect.ts";

/** An engine that lets one piece of work at a time through, runs it `runs` times, and notes what it does. */
function plainEngine(log: string[], runs = 1): Engine {
  const mutex = new Mutex();
  const access = (() => Promise.resolve([])) as never;
  const run = <T>(work: (access: never) => Promise<T>): Promise<T> =>
    mutex.run(async () => {
      let result = await work(access);
      for (let more = 1; more < runs; more += 1) result = await work(access);
      return result;
    });
  return {
    dialect: duckdbDialect,
    read: run,
    write: run,
    close: async () => void log.push("closed"),
  };
}

test("finishes what has begun, refuses what waits and what comes later, and closes once, at the end", async () => {
  const log: string[] = [];
  const engine = new ClosableEngine(plainEngine(log));
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const slow = engine.read(async () => {
    begun.resolve();
    await goOn.promise;
    log.push("slow");
    return "answer";
  });
  const waiting = [engine.read(async () => log.push("read")), engine.write(async () => log.push("write"))];
  await begun.promise;
  const closing = [engine.close(), engine.close()];
  const refused = { status: "rejected", reason: { code: "store_closed" } };
  await expect(engine.read(async () => log.push("late"))).rejects.toMatchObject(refused.reason);
  goOn.resolve();
  expect(await slow).toBe("answer");
  expect(await Promise.allSettled(waiting)).toMatchObject([refused, refused]);
  await Promise.all(closing);
  expect(log).toEqual(["slow", "closed"]);
});

test("work that an engine runs again is not refused in between", async () => {
  const log: string[] = [];
  const engine = new ClosableEngine(plainEngine(log, 2));
  let runs = 0;
  const closing: Promise<void>[] = [];
  const answer = await engine.read(async () => {
    closing.push(engine.close());
    runs += 1;
    return runs;
  });
  expect(answer).toBe(2);
  await Promise.all(closing);
  expect(log).toEqual(["closed"]);
});
