/** The lines of a comment as people write them in plain text: `> ` before what is quoted, `- ` or a number before items. */
import { type CommentDocument, type ListItem, linesOfComment } from '@copydesk/contract'

export function* markedLines(blocks: CommentDocument): Generator<string> {
  for (const [index, block] of blocks.entries()) {
    if (index > 0) yield ''
    if (block.kind === 'quote') {
      for (const line of markedLines(block.blocks)) yield `> ${line}`
    } else if (block.kind === 'list') {
      for (const [at, item] of block.items.entries()) {
        yield* linesOfItem(item, block.start === null ? '- ' : `${block.start + at}. `)
      }
    } else {
      yield* linesOfComment([block])
    }
  }
}

function* linesOfItem({ isChecked, blocks }: ListItem, mark: string): Generator<string> {
  const task = isChecked === null ? '' : isChecked ? '[x] ' : '[ ] '
  const [first = '', ...others] = markedLines(blocks)
  yield `${mark}${task}${first}`
  yield* others
}
