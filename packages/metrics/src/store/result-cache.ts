/**
 * Keeps the last results of costly computations, and lets equal ones that arrive together share one.
 *
 * A key begins with the tenant and names everything the result depends on, the data's version among it; so an entry is
 * never wrong, only unused once the data have changed.
 */
export class ResultCache<T> {
  readonly #entries = new Map<string, Promise<T>>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The result under a key; one that fails is forgotten. */
  get(tenant: string, key: readonly unknown[], compute: () => Promise<T>): Promise<T> {
    const name = JSON.stringify([tenant, ...key]);
    const known = this.#entries.get(name);
    this.#entries.delete(name);
    const result = known ?? compute();
    this.#entries.set(name, result);
    result.catch(() => this.#entries.delete(name));
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#capacity) break;
      this.#entries.delete(oldest);
    }
    return result;
  }
}
