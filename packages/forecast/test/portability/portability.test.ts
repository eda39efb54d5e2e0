import { describe, expect, test } from "vitest";
import { hashesInNode, hashesInWorkerd, otherNode, workerd } from "./engines.ts";
import { portableHashes } from "./portable-forecasts.ts";

const older = otherNode();
const worker = workerd();

describe("the same series and seed give the same bytes", async () => {
  const here = await portableHashes();
  test("as recorded, for Chromium to compare with (change them with -u)", async () => {
    await expect(`${JSON.stringify(here, null, 2)}\n`).toMatchFileSnapshot("expected-hashes.json");
  });
  test.skipIf(!older)(`in another Node (${older?.version ?? "only one is installed"})`, async () => {
    expect(await hashesInNode(older!.path)).toEqual(here);
  });
  test.skipIf(!worker)(
    `in workerd (${worker ? "found" : "not installed; FORESAIL_WORKERD names one"})`,
    async () => {
      expect(await hashesInWorkerd(worker!)).toEqual(here);
    },
  );
});
