/**
 * A Markdown text as a comment's document: the blocks, line by line, as CommonMark finds them. Linear in the text, and
 * no call per level, since people write at will. Pure.
 */
import { withoutEnd, withoutEscapes } from './characters.ts'
import { type Block, type CommentDocument, type List, type ListItem, maxContainers } from './document.ts'
import { indentOf, isBlank, type Line, wholeLine, withoutIndent, withoutSigns } from './line.ts'
import { parseInline } from './parse-inline.ts'

/** What holds blocks and is not closed yet. A list holds items alone. */
type Container =
  | { kind: 'root'; blocks: Block[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; list: List; sign: string }
  | { kind: 'item'; item: ListItem; blocks: Block[]; width: number }

/** The block of lines that the next line may go on with. */
type Leaf =
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'fence'; mark: string; indent: number; info: string; lines: string[] }
  | { kind: 'indented'; lines: string[] }

/** The document of a comment. Whatever is no part of the schema is in it as text. */
export function parseComment(text: string): CommentDocument {
  const blocks = new OpenBlocks()
  // The last line ends with the text, whether or not a line feed says so.
  for (const line of text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/)) blocks.add(wholeLine(line))
  return blocks.close()
}

const rule = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const heading = /^#{1,6}(?:[ \t]+|$)/
const fence = /^(?:`{3,}|~{3,})/
const marker = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/
const task = /^\[([ xX])\][ \t]+(?=\S)/

class OpenBlocks {
  readonly #root: Block[] = []
  readonly #open: Container[] = [{ kind: 'root', blocks: this.#root }]
  #leaf: Leaf | null = null

  close(): CommentDocument {
    this.#closeTo(1)
    return this.#root
  }

  add(whole: Line): void {
    let { line, matched } = this.#match(whole)
    const isMatched = matched === this.#open.length
    if (isMatched && this.#goOnWithCode(line)) return
    let hasBegun = false
    for (;;) {
      if (isBlank(line)) {
        this.#closeTo(matched, { keepsList: true })
        return
      }
      const isParagraph = this.#leaf?.kind === 'paragraph' && !hasBegun
      const next = this.#begin(line, matched, isParagraph, isParagraph && isMatched)
      if (next === 'whole') return
      if (next === null) break
      line = next
      matched = this.#open.length
      hasBegun = true
    }
    const words = line.rest.replace(/^[ \t]+/, '')
    // A line may go on with the paragraph above although the marks before it are missing.
    if (this.#leaf?.kind === 'paragraph' && !hasBegun) this.#leaf.lines.push(words)
    else {
      this.#closeTo(matched)
      this.#leaf = { kind: 'paragraph', lines: [words] }
    }
  }

  /** How many of the open containers the line goes on with, and what of it is left within them. */
  #match(whole: Line): { line: Line; matched: number } {
    let line = whole
    for (const [index, container] of this.#open.entries()) {
      const next = this.#within(container, line, index === this.#open.length - 1)
      if (next === null) return { line, matched: index }
      line = next
    }
    return { line, matched: this.#open.length }
  }

  #within(container: Container, line: Line, isLast: boolean): Line | null {
    if (container.kind === 'quote') return afterQuoteMark(line)
    if (container.kind !== 'item') return line
    if (isBlank(line)) {
      // An item may begin with one blank line, and not with two.
      const isEmpty = container.blocks.length === 0 && isLast && this.#leaf === null
      return isEmpty ? null : withoutIndent(line, container.width)
    }
    return indentOf(line) >= container.width ? withoutIndent(line, container.width) : null
  }

  /** Whether the line belongs to a block of code. */
  #goOnWithCode(line: Line): boolean {
    const leaf = this.#leaf
    if (leaf?.kind === 'fence') {
      const indent = indentOf(line)
      const closing = line.rest.trim()
      if (indent < 4 && closing.startsWith(leaf.mark) && new Set(closing).size === 1) this.#closeLeaf()
      else leaf.lines.push(withoutIndent(line, Math.min(indent, leaf.indent)).rest)
      return true
    }
    if (leaf?.kind !== 'indented' || (!isBlank(line) && indentOf(line) < 4)) return false
    leaf.lines.push(withoutIndent(line, 4).rest)
    return true
  }

  /** What is left after the beginning of a block; `whole` if that was all of the line, null if none begins. */
  #begin(line: Line, matched: number, isLazy: boolean, isWithin: boolean): Line | 'whole' | null {
    const indent = indentOf(line)
    if (indent >= 4) {
      if (isLazy) return null
      this.#closeTo(matched)
      this.#leaf = { kind: 'indented', lines: [withoutIndent(line, 4).rest] }
      return 'whole'
    }
    const { rest } = withoutIndent(line, indent)
    const isDeepest = this.#open.filter(({ kind }) => kind !== 'list').length > maxContainers
    const afterMark = isDeepest ? null : afterQuoteMark(line)
    if (afterMark !== null) {
      this.#closeTo(matched)
      this.#enter({ kind: 'quote', blocks: [] })
      return afterMark
    }
    if (heading.test(rest)) {
      this.#closeTo(matched)
      this.#addHeading(rest)
      return 'whole'
    }
    const [mark = ''] = fence.exec(rest) ?? []
    const info = rest.slice(mark.length).trim()
    // Three backticks with another one behind them are a code span.
    if (mark.startsWith('~') || (mark !== '' && !info.includes('`'))) {
      this.#closeTo(matched)
      this.#leaf = { kind: 'fence', mark, indent, info, lines: [] }
      return 'whole'
    }
    if (rule.test(rest)) {
      this.#closeTo(matched)
      this.#add({ kind: 'rule' })
      return 'whole'
    }
    return isDeepest ? null : this.#beginItem(line, rest, matched, isWithin)
  }

  #beginItem(line: Line, rest: string, matched: number, isWithin: boolean): Line | null {
    const [written, bullet, number, dot] = marker.exec(rest) ?? []
    if (written === undefined) return null
    const after = withoutSigns(line, written.length)
    // Within a paragraph a number or a dash at the start of a line is a word, unless a list clearly begins.
    if (isWithin && (isBlank(after) || (number !== undefined && Number(number) !== 1))) return null
    const spaces = indentOf(after)
    const isBare = isBlank(after) || spaces > 4
    const sign = bullet ?? dot ?? ''
    this.#closeTo(matched, { keepsList: true })
    const around = this.#open.at(-1)
    if (around?.kind !== 'list' || around.sign !== sign) {
      this.#closeTo(this.#open.length)
      const list: List = { kind: 'list', start: number === undefined ? null : Number(number), items: [] }
      this.#add(list)
      this.#open.push({ kind: 'list', list, sign })
    }
    const width = indentOf(line) + written.length + (isBare ? 1 : spaces)
    const item: ListItem = { isChecked: null, blocks: [] }
    this.#enter({ kind: 'item', item, blocks: item.blocks, width })
    return isBlank(after) ? { rest: '', column: after.column } : withoutIndent(after, isBare ? 1 : spaces)
  }

  #enter(container: Exclude<Container, { kind: 'root' | 'list' }>): void {
    const around = this.#open.at(-1)
    if (container.kind === 'item' && around?.kind === 'list') around.list.items.push(container.item)
    else if (container.kind === 'quote') this.#add({ kind: 'quote', blocks: container.blocks })
    this.#open.push(container)
  }

  #addHeading(written: string): void {
    const words = withoutEnd(written.replace(heading, ''), ' \t')
    const bare = withoutEnd(words, '#')
    const isClosed = bare === '' || /[ \t]$/.test(bare)
    const content = parseInline(withoutEnd(isClosed ? bare : words, ' \t'), ['strong'])
    if (content.length > 0) this.#add({ kind: 'paragraph', content })
  }

  #add(block: Block): void {
    const container = this.#open.at(-1)
    if (container && 'blocks' in container) container.blocks.push(block)
  }

  /** Closes what is open beyond so many containers, and a list at the end unless an item follows. */
  #closeTo(count: number, { keepsList = false } = {}): void {
    this.#closeLeaf()
    this.#open.length = count
    if (!keepsList && this.#open.at(-1)?.kind === 'list') this.#open.pop()
  }

  #closeLeaf(): void {
    const leaf = this.#leaf
    this.#leaf = null
    if (leaf?.kind === 'paragraph') this.#closeParagraph(leaf.lines)
    else if (leaf?.kind === 'fence') {
      this.#add({ kind: 'code_block', info: withoutEscapes(leaf.info), text: leaf.lines.join('\n') })
    } else if (leaf?.kind === 'indented') {
      const { lines } = leaf
      while (lines.at(-1)?.trim() === '') lines.pop()
      this.#add({ kind: 'code_block', info: '', text: lines.join('\n') })
    }
  }

  #closeParagraph(lines: string[]): void {
    const container = this.#open.at(-1)
    let words = withoutEnd(lines.join('\n'), ' \t')
    if (container?.kind === 'item' && container.blocks.length === 0) {
      const [written = '', sign] = task.exec(words) ?? []
      if (sign !== undefined) container.item.isChecked = sign !== ' '
      words = words.slice(written.length)
    }
    this.#add({ kind: 'paragraph', content: parseInline(words) })
  }
}

function afterQuoteMark(line: Line): Line | null {
  if (indentOf(line) > 3) return null
  const isQuote = line.rest.trimStart().startsWith('>')
  if (!isQuote) return null
  const after = withoutSigns(line, 1)
  return indentOf(after) > 0 ? withoutIndent(after, 1) : after
}
