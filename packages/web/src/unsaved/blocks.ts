/**
 * A Markdown text as its blocks: paragraphs, headings, and each line of a list, a table or a quotation. What stands
 * between two blocks is kept beside them, so that joining gives the very text back.
 */

export interface Blocks {
  /** Blank lines before the first block. */
  lead: string
  /** Without the line breaks around them. */
  blocks: string[]
  /** What follows each block, up to the next one: line breaks and blanks. */
  gaps: string[]
}

/** Begins a block even where no blank line is before it. */
const beginsBlock = /^ {0,8}(?:[-*+]|\d{1,9}[.)]|#{1,6}|>|\|)(?:\s|$|(?<=[|>]))/

/** Takes a text apart, in time that grows with its length alone. */
export function blocksOf(text: string): Blocks {
  const found: Blocks = { lead: '', blocks: [], gaps: [] }
  let block = ''
  let gap = ''
  const close = () => {
    if (block === '') return
    found.blocks.push(block)
    found.gaps.push(gap)
    block = ''
    gap = ''
  }
  for (const line of linesOf(text)) {
    const words = line.trimEnd()
    if (words === '') {
      if (block === '') found.lead += line
      else gap += line
      continue
    }
    const isNext = gap.includes('\n', gap.indexOf('\n') + 1) || beginsBlock.test(words)
    if (isNext) close()
    block += gap + words
    gap = line.slice(words.length)
  }
  close()
  return found
}

/** Lines with their line breaks. */
function linesOf(text: string): string[] {
  // linear: each match begins where the last one ended, and one of the two always matches
  return text.match(/[^\n]*\n|[^\n]+/g) ?? []
}

/** What to put after a block that had nothing after it and now has: lists and tables go on in the next line. */
export function gapAfter(block: string, next: string): string {
  return beginsBlock.test(block) && beginsBlock.test(next) ? '\n' : '\n\n'
}
