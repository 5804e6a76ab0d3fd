/**
 * One timer for the deadlines of all connections. Each item has at most one deadline; it is due within one tick
 * of its time. After a stall of the process the wheel does not hurry to catch up, so that answers that waited in
 * the sockets are read before anyone is declared dead.
 */

/** Something with a deadline. `slot` belongs to the wheel; begin with -1. */
export interface WheelItem {
  slot: number
}

export class DeadlineWheel<Item extends WheelItem> {
  readonly #slots: Set<Item>[]
  readonly #tickMs: number
  readonly #due: (item: Item) => void
  #cursor = 0

  /** `longestMs` is the longest delay that will be asked for. */
  constructor(tickMs: number, longestMs: number, due: (item: Item) => void) {
    this.#tickMs = tickMs
    this.#due = due
    this.#slots = Array.from({ length: Math.ceil(longestMs / tickMs) + 2 }, () => new Set<Item>())
  }

  /** Sets the item's only deadline, that many milliseconds from now. */
  set(item: Item, delayMs: number): void {
    this.delete(item)
    const ticks = Math.min(Math.max(1, Math.ceil(delayMs / this.#tickMs)), this.#slots.length - 1)
    item.slot = (this.#cursor + ticks) % this.#slots.length
    this.#slots[item.slot]?.add(item)
  }

  delete(item: Item): void {
    if (item.slot >= 0) this.#slots[item.slot]?.delete(item)
    item.slot = -1
  }

  /** Call every `tickMs`. Calls `due` for each item whose time has come; its deadline is gone then. */
  tick(): void {
    this.#cursor = (this.#cursor + 1) % this.#slots.length
    const items = this.#slots[this.#cursor]
    if (items === undefined || items.size === 0) return
    this.#slots[this.#cursor] = new Set()
    for (const item of items) {
      item.slot = -1
      this.#due(item)
    }
  }
}
