/**
 * A storage within one transaction: whatever is written through it is there together, or not at all. For setting
 * the demo up; reads see what was written just before.
 */
import type { Transactions, Tx } from '../storage/storage.ts'

export class TransactionStorage implements Transactions {
  readonly #tx: Tx

  constructor(tx: Tx) {
    this.#tx = tx
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return work(this.#tx)
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return work(this.#tx)
  }
}
