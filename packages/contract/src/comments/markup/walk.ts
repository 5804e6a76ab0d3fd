/** What a document says, without how it looks: whom it mentions, and its words. Pure. */
import type { Id } from '../../core/ids.ts'
import type { MentionedKind } from '../mentions.ts'
import type { Block, CommentDocument, Inline } from './document.ts'
import { parseComment } from './parse.ts'

/** The people whom a comment mentions by name, each once, in the order of the text. A quote mentions nobody. */
export function mentionedIds(body: string): Id[] {
  return idsOf(body, 'person')
}

/** The groups that a comment mentions, as `mentionedIds`. */
export function mentionedGroupIds(body: string): Id[] {
  return idsOf(body, 'group')
}

function idsOf(body: string, of: MentionedKind): Id[] {
  // Most comments mention nobody, and need not be parsed for it.
  if (!body.toLowerCase().includes(`](${of}:`)) return []
  const found = new Set<Id>()
  for (const block of unquoted(parseComment(body))) {
    if (block.kind !== 'paragraph') continue
    for (const run of block.content) if (run.kind === 'mention' && run.of === of) found.add(run.id)
  }
  return [...found]
}

function* unquoted(blocks: CommentDocument): Generator<Block> {
  for (const block of blocks) {
    if (block.kind === 'list') for (const item of block.items) yield* unquoted(item.blocks)
    else if (block.kind !== 'quote') yield block
  }
}

/** The lines of a document as plain text: no marks, no addresses; an empty line between its blocks. */
export function* linesOfComment(blocks: CommentDocument): Generator<string> {
  for (const [index, block] of blocks.entries()) {
    if (index > 0) yield ''
    yield* linesOfBlock(block)
  }
}

function* linesOfBlock(block: Block): Generator<string> {
  switch (block.kind) {
    case 'paragraph':
      yield* block.content.map(wordsOf).join('').split('\n')
      break
    case 'code_block':
      yield* block.text.split('\n')
      break
    case 'quote':
      yield* linesOfComment(block.blocks)
      break
    case 'list':
      for (const item of block.items) yield* linesOfComment(item.blocks)
      break
    case 'rule':
      break
  }
}

function wordsOf(run: Inline): string {
  switch (run.kind) {
    case 'text':
    case 'code':
      return run.text
    case 'mention':
      return `@${run.name}`
    case 'picture':
      return run.alt
    case 'break':
      return '\n'
  }
}
