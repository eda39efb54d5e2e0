/** Lets one asynchronous task at a time through, in the order of arrival. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `task` when all earlier ones have ended, whatever became of them. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
