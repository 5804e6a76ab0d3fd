/**
 * A storage within one transaction: whatever is written through it is there together, or not at all. For setting
 * the demo up; reads see what was written just before.
 */
import { Storage, type Tx } from '../storage/storage.ts'

export class TransactionStorage extends Storage {
  readonly #tx: Tx

  constructor(tx: Tx) {
    super({ writer: tx, reader: tx, failureOf: () => undefined })
    this.#tx = tx
  }

  override write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return work(this.#tx)
  }

  override read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return work(this.#tx)
  }
}
