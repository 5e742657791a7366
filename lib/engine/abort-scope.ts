/** A signal that aborts with its parent's, without a listener on the parent: listeners are dear and can leak. */
export class AbortScope {
  readonly #controller = new AbortController();
  readonly #parent: AbortScope | undefined;
  readonly #children = new Set<AbortScope>();

  constructor(parent?: AbortScope) {
    this.#parent = parent;
    if (parent !== undefined) parent.#children.add(this);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts this scope and all inside of it, and leaves the parent. */
  abort(reason: unknown): void {
    this.close();
    for (const child of [...this.#children]) child.abort(reason);
    this.#controller.abort(reason);
  }

  /** Leaves the parent without aborting: what belonged to it has ended. */
  close(): void {
    if (this.#parent !== undefined) this.#parent.#children.delete(this);
  }
}
