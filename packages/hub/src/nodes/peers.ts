/** Which other nodes there are: those that were heard of lately. A node that stops says so, a dead one falls silent. */
export class Peers {
  readonly #heardAt = new Map<string, number>()

  /** A message of that node arrived. */
  heard(node: string, now: number): void {
    this.#heardAt.set(node, now)
  }

  has(node: string): boolean {
    return this.#heardAt.has(node)
  }

  all(): string[] {
    return [...this.#heardAt.keys()]
  }

  forget(node: string): void {
    this.#heardAt.delete(node)
  }

  /** Forgets the nodes that were last heard before then, and names them. */
  forgetSilent(before: number): string[] {
    const silent = [...this.#heardAt].filter(([, at]) => at < before).map(([node]) => node)
    for (const node of silent) this.#heardAt.delete(node)
    return silent
  }
}
