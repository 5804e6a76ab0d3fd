/** How much of a comment's document is drawn: more than a screen of elements freezes the browser while it lays them out. Pure. */
import type { Block, CommentDocument } from '@copydesk/contract'

/** Elements and pieces of text of one comment. */
const maxSize = 4_000

export interface CutDocument {
  shown: CommentDocument
  /** Whole blocks that are too many. */
  rest: CommentDocument
}

export function cutDocument(document: CommentDocument): CutDocument {
  let room = maxSize
  const end = document.findIndex((block) => {
    room -= sizeOf(block)
    return room < 0
  })
  return end < 0
    ? { shown: document, rest: [] }
    : { shown: document.slice(0, end), rest: document.slice(end) }
}

/** The depth of a document is bounded. */
function sizeOf(block: Block): number {
  switch (block.kind) {
    case 'paragraph':
      return block.content.reduce((size, run) => size + ('marks' in run ? 1 + run.marks.length : 1), 1)
    case 'quote':
      return sum(block.blocks)
    case 'list':
      return block.items.reduce((size, { blocks }) => size + sum(blocks), 1)
    case 'code_block':
    case 'rule':
      return 2
  }
}

function sum(blocks: CommentDocument): number {
  return blocks.reduce((size, block) => size + sizeOf(block), 1)
}
