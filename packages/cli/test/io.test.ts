import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";

const bin = new URL("../bin/foresail.js", import.meta.url).pathname;
const fullDevice = "/dev/full";

test.skipIf(!existsSync(fullDevice))("output to a full disk fails with one line, not a stack", async () => {
  const full = await open(fullDevice, "w");
  onTestFinished(() => full.close());
  const child = spawn(process.execPath, [bin, "--help"], { stdio: ["ignore", full.fd, "pipe"] });
  const ended = once(child, "exit");
  let stderr = "";
  for await (const chunk of child.stderr!) stderr += chunk;
  expect((await ended)[0]).toBe(1);
  expect(stderr).toBe(
    "foresail: the output cannot be written: no space left on the device; free some, or write it elsewhere\n",
  );
});
