/** One channel of a fake hub: what was published, and how much of it is still there. */

export class FakeChannel {
  epoch = 'e'
  readonly #publications: unknown[] = []
  #forgotten = 0

  get head(): number {
    return this.#publications.length
  }

  publish(data: unknown): { data: unknown; offset: number } {
    this.#publications.push(data)
    return { data, offset: this.head }
  }

  /** Everything that was ever published: what a snapshot shows. */
  all(): unknown[] {
    return [...this.#publications]
  }

  /** What came after a position (in whatever epoch where that is empty); null when not all of it can be told. */
  after({ epoch, offset }: { epoch: string; offset: number }): { data: unknown; offset: number }[] | null {
    if ((epoch !== '' && epoch !== this.epoch) || offset < this.#forgotten || offset > this.head) return null
    return this.#publications
      .slice(offset)
      .map((data, index) => ({ data: structuredClone(data), offset: offset + index + 1 }))
  }

  /** Makes what was published so far unrecoverable. */
  forget(): void {
    this.#forgotten = this.head
  }

  /** A backup was restored: the same number of publications, another history. */
  rotate(): void {
    this.epoch = `${this.epoch}+`
    this.#forgotten = this.head
  }
}
