/** A comment's document as Markdown that reads as just that document: `parseComment(printComment(document))` is equal. */
import { asReference } from './characters.ts'
import type { Block, CodeBlock, CommentDocument, List, ListItem } from './document.ts'
import { printInline } from './print-inline.ts'

/** The Markdown of a document as `parseComment` gives it. */
export function printComment(document: CommentDocument): string {
  return linesOf(document).join('\n')
}

/** `isWithinOther`: whether the item around them has the other one of two signs. */
function linesOf(blocks: readonly Block[], isWithinOther = true): string[] {
  const lines: string[] = []
  let isOther = isWithinOther
  blocks.forEach((block, index) => {
    const before = blocks[index - 1]
    // A list right below another one would go on with it, and three dashes in a line would be a rule.
    const isBeside =
      block.kind === 'list' && (index === 0 || (before?.kind === 'list' && isSameKind(block, before)))
    isOther = isBeside && !isOther
    if (before !== undefined) lines.push('')
    lines.push(...linesOfBlock(block, isOther))
  })
  return lines
}

function isSameKind(a: List, b: List): boolean {
  return (a.start === null) === (b.start === null)
}

function linesOfBlock(block: Block, isOther: boolean): string[] {
  switch (block.kind) {
    case 'paragraph':
      return printInline(block.content).split('\n')
    case 'code_block':
      return linesOfCode(block)
    case 'quote':
      return block.blocks.length === 0
        ? ['>']
        : linesOf(block.blocks).map((line) => (line ? `> ${line}` : '>'))
    case 'list':
      return block.items.flatMap((item, index) => linesOfItem(item, signOf(block, index, isOther), isOther))
    case 'rule':
      // Of signs that begin no item of a list.
      return ['___']
  }
}

const highestNumber = 999_999_999

function signOf({ start }: List, index: number, isOther: boolean): string {
  if (start === null) return isOther ? '*' : '-'
  return `${Math.min(start + index, highestNumber)}${isOther ? ')' : '.'}`
}

function linesOfItem({ isChecked, blocks }: ListItem, sign: string, isOther: boolean): string[] {
  const indent = ' '.repeat(sign.length + 1)
  const task = isChecked === null ? '' : `[${isChecked ? 'x' : ' '}] `
  if (blocks.length === 0) return [sign]
  return linesOf(blocks, isOther).map((line, index) => {
    if (index === 0) return `${sign} ${task}${line}`
    return line === '' ? '' : indent + line
  })
}

function linesOfCode({ info, text }: CodeBlock): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const language = info.replace(/[`\\&\n\r]|^[ \t]|[ \t]$/g, asReference)
  return [fence + language, ...(text === '' ? [] : text.split('\n')), fence]
}
