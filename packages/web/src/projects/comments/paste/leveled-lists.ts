/**
 * Lists whose items stand one after another and say how deep they are, as Word writes them: which list the next item is
 * for. Knows no HTML.
 */
import type { Block, List } from '@copydesk/contract'

/** How deep an item is: by its level and, of one level, by how far somebody indented it, in points. */
export interface ListPlace {
  level: number
  indent: number
}

/** Half of what Word indents by at a time. */
const noIndent = 9

export class LeveledLists {
  /** The list that goes on, and those within its last items. */
  readonly #open: { list: List; place: ListPlace }[] = []

  /** Lists that go on. */
  get size(): number {
    return this.#open.length
  }

  /**
   * The list that the item goes on with; where there is none, the blocks that its new list stands in: null for `blocks`
   * themselves. Lists go on as long as nothing else came after them.
   */
  find(
    blocks: readonly Block[],
    place: ListPlace,
    isNumbered: boolean,
    most: number,
  ): { parent: Block[] | null; list: List | null } {
    if (this.#open[0]?.list !== blocks.at(-1)) this.#open.length = 0
    while (this.#open.length > 1 && isDeeper(this.#top?.place, place)) this.#open.pop()
    const isFull = this.#open.length >= most
    if (this.#top !== undefined && !isFull && isDeeper(place, this.#top.place)) {
      return { parent: this.#top.list.items.at(-1)?.blocks ?? null, list: null }
    }
    const list = this.#top?.list ?? null
    if (list !== null && ((list.start !== null) === isNumbered || isFull)) return { parent: null, list }
    this.#open.pop()
    return { parent: this.#top?.list.items.at(-1)?.blocks ?? null, list: null }
  }

  /** The list that was begun where `find` said. */
  open(list: List, place: ListPlace): void {
    this.#open.push({ list, place })
  }

  get #top() {
    return this.#open.at(-1)
  }
}

function isDeeper(one: ListPlace | undefined, other: ListPlace): boolean {
  if (one === undefined || one.level !== other.level) return one !== undefined && one.level > other.level
  return one.indent > other.indent + noIndent
}

/** The number that an item is signed with: `3.`, `1.2`, `b)`. Null for a bullet. */
export function numberOf(sign: string): number | null {
  const bare = sign.trim()
  const [, digits] = /(\d{1,9})[.)]?$/.exec(bare) ?? []
  if (digits !== undefined) return Number(digits)
  // Markdown has numbers alone: letters and Roman numerals begin at one.
  return /^\(?[a-z]{1,5}[.)]$/i.test(bare) ? 1 : null
}
