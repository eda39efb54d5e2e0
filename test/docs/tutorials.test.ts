import { expect, test } from "vitest";
import { follow } from "./support/walk.ts";

// A shell and curl are what the documents show; Windows has them in another form.
const onUnix = test.skipIf(process.platform === "win32");

onUnix.for([
  ["README.md", 5, 0],
  ["docs/tutorials/planner.md", 11, 0],
] as const)("%s can be followed as written", async ([document, commands, programs]) => {
  const walk = await follow(document);
  await walk.close();
  expect(walk.commands).toBeGreaterThanOrEqual(commands);
  expect(walk.programs).toBeGreaterThanOrEqual(programs);
}, 60_000);
