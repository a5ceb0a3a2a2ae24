/** Which events were handled, in the memory of one process. */

/** @import { MemorySeenOptions, SeenState } from "../delivery.js" */

/** Ids in the order in which they were marked, those in progress apart from those that are done. */
export class MemorySeen {
  #max;
  #maxAge;
  #now;
  /** @type {Map<string, number>} When each was marked. */
  #inProgress = new Map();
  /** @type {Map<string, number>} */
  #done = new Map();

  /** @param {MemorySeenOptions} options */
  constructor({ max, maxAge, now = Date.now }) {
    if (!(max >= 1)) throw new TypeError("`max` is not a number of ids");
    if (!(maxAge > 0)) throw new TypeError("`maxAge` is not a number of milliseconds");
    this.#max = max;
    this.#maxAge = maxAge;
    this.#now = now;
  }

  /**
   * @param {string} id
   * @returns {SeenState}
   */
  begin(id) {
    this.#forget();
    if (this.#done.has(id)) return "done";
    if (this.#inProgress.has(id)) return "in_progress";
    this.#inProgress.set(id, this.#now());
    this.#forget();
    return "new";
  }

  /** @param {string} id */
  done(id) {
    this.release(id);
    this.#done.set(id, this.#now());
    this.#forget();
  }

  /** @param {string} id */
  release(id) {
    this.#inProgress.delete(id);
    this.#done.delete(id);
  }

  /** Forgets what is too old, then what is too much. */
  #forget() {
    const oldest = this.#now() - this.#maxAge;
    for (const marked of [this.#done, this.#inProgress]) {
      for (const [id, time] of marked) {
        const isKept = time >= oldest && this.#done.size + this.#inProgress.size <= this.#max;
        if (isKept) break;
        marked.delete(id);
      }
    }
  }
}
