/** A signal that aborts with its parent's, without a listener on the parent: listeners are dear and can leak. */
export class AbortScope {
  /** Made when somebody asks for the signal: most steps of most runs never do, and it costs more than a small step. */
  #controller: AbortController | undefined;
  #aborted: { readonly reason: unknown } | undefined;
  readonly #parent: AbortScope | undefined;
  readonly #children = new Set<AbortScope>();

  constructor(parent?: AbortScope) {
    this.#parent = parent;
    if (parent !== undefined) parent.#children.add(this);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted.reason);
    }
    return this.#controller.signal;
  }

  /** Aborts this scope and all inside of it, and leaves the parent. */
  abort(reason: unknown): void {
    this.close();
    if (this.#children.size > 0) for (const child of [...this.#children]) child.abort(reason);
    this.#aborted ??= { reason };
    this.#controller?.abort(reason);
  }

  /** Leaves the parent without aborting: what belonged to it has ended. */
  close(): void {
    if (this.#parent !== undefined) this.#parent.#children.delete(this);
  }
}
