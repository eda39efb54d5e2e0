/** Undoing against a plain model: what holds is what the imports that are not void say, the last one of each row. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { WriteTransaction } from "../../src/engine/engine.ts";
import type { BatchHeader, JournalRow, NewBatch } from "../../src/journal/batch.ts";
import { headerOf } from "../../src/journal/batch.ts";
import type { Journal } from "../../src/journal/journal.ts";
import { undoImport } from "../../src/store/undo-import.ts";

/** A journal in memory. */
function memoryJournal(): Journal & {
  readonly batches: { header: BatchHeader; content: readonly JournalRow[] }[];
} {
  const batches: { header: BatchHeader; content: readonly JournalRow[] }[] = [];
  return {
    batches,
    headers: async () => batches.map(({ header }) => header),
    rows: async (header) => batches[header.seq - 1]!.content,
    append: async (batch: NewBatch) => {
      const header = headerOf(batches.length + 1, batch);
      batches.push({ header, content: batch.content });
      return header;
    },
  };
}

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const transaction = {} as WriteTransaction;

/** What holds of each row after all batches, by value. */
function present(batches: readonly { content: readonly JournalRow[] }[]): Record<string, unknown> {
  const last = new Map<string, unknown>();
  for (const { content } of batches) for (const row of content) last.set(row.id, row.values?.amount ?? null);
  return Object.fromEntries([...last].filter(([, amount]) => amount !== null).sort());
}

const row = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  amount: fc.option(fc.integer({ min: 1, max: 3 })),
});
const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ rows: fc.uniqueArray(row, { selector: ({ id }) => id, minLength: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(20) }) },
);

test("any imports and undos leave what the imports that stand would have left", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
      const journal = memoryJournal();
      const imports: { seq: number; content: JournalRow[]; isVoid: boolean }[] = [];
      for (const [minute, step] of actions.entries()) {
        const when = { recordedAt: at(minute), receivedAt: at(minute), backfill: false };
        if ("rows" in step) {
          const content = step.rows.map(
            ({ id, amount }): JournalRow =>
              amount === null ? { id, hash: "" } : { id, hash: String(amount), values: { amount } },
          );
          const batch = {
            tenant: "t",
            table: "opportunities",
            sourceSystem: "csv",
            ...when,
            content,
          } as const;
          imports.push({ seq: (await journal.append(batch, transaction)).seq, content, isVoid: false });
          continue;
        }
        const open = imports.filter(({ isVoid }) => !isVoid);
        const chosen = open[step.undo % Math.max(open.length, 1)];
        if (!chosen) continue;
        chosen.isVoid = true;
        const request = { tenant: "t", batch: chosen.seq, now: new Date(at(minute)), journal, transaction };
        await journal.append((await undoImport(request)).batch, transaction);
        expect(present(journal.batches)).toEqual(present(imports.filter(({ isVoid }) => !isVoid)));
      }
    }),
    { numRuns: 300 },
  );
});
