/**
 * Pasted HTML as a comment's document: lists, quotes, code, links and marks; everything else is its words. The tree that
 * it walks belongs to no window: nothing in it runs or is fetched, and of an element nothing but what is named here is
 * taken over.
 */
import {
  type Block,
  type CommentDocument,
  type Inline,
  isHarmlessAddress,
  type LinkTarget,
  type List,
  type ListItem,
  type MarkName,
  markNames,
  maxContainers,
} from '@copydesk/contract'
import { LeveledLists, type ListPlace, numberOf } from './leveled-lists.ts'

/** What is no text of the page. */
const unread = new Set(
  'script style head template noscript iframe object embed svg math audio video canvas select textarea button title'.split(
    ' ',
  ),
)
const blocks = new Set(
  'address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const marks: Readonly<Record<string, MarkName>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
}
const code = new Set(['code', 'kbd', 'samp', 'tt'])

/** Elements within each other that are told apart. */
const maxDepth = 100

interface Look {
  marks: ReadonlySet<MarkName>
  link: LinkTarget | null
  isCode: boolean
}

const plain: Look = { marks: new Set(), link: null, isCode: false }

/** The document of what was pasted, `root` being its body. */
export function documentOfHtml(root: Element): CommentDocument {
  const reader = new Reader(0, 0)
  reader.readAll(root, plain)
  return reader.close()
}

class Reader {
  readonly #blocks: Block[] = []
  readonly #containers: number
  readonly #depth: number
  #line: Inline[] = []
  readonly #leveled = new LeveledLists()

  constructor(containers: number, depth: number) {
    this.#containers = containers
    this.#depth = depth
  }

  close(): Block[] {
    this.#endLine()
    return this.#blocks
  }

  readAll(parent: Element, look: Look, depth = this.#depth): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#addText(node.nodeValue ?? '', look)
      else if (node.nodeType === Node.ELEMENT_NODE) this.#read(node as Element, look, depth + 1)
    }
  }

  #read(element: Element, look: Look, depth: number): void {
    const name = element.localName
    const style = element.getAttribute('style') ?? ''
    if (isUnread(element)) return
    if (depth > maxDepth) this.#addText(wordsOf(element), look)
    else if (name === 'br') this.#line.push({ kind: 'break' })
    else if (name === 'img') this.#addText(element.getAttribute('alt') ?? '', look)
    else if (!blocks.has(name)) this.readAll(element, lookOf(element, name, style, look), depth)
    else {
      this.#endLine()
      this.#readBlock(element, name, style, look, depth)
      this.#endLine()
    }
  }

  #readBlock(element: Element, name: string, style: string, look: Look, depth: number): void {
    const isDeepest = this.#containers >= maxContainers
    if (name === 'hr') this.#blocks.push({ kind: 'rule' })
    else if (name === 'pre') this.#addCode(element)
    else if (name === 'blockquote' && !isDeepest) {
      const within = this.#within(element, look, depth)
      if (within.length > 0) this.#blocks.push({ kind: 'quote', blocks: within })
    } else if ((name === 'ul' || name === 'ol') && !isDeepest) this.#addList(element, name, look, depth)
    else if (/mso-list:\s*l/i.test(style) && !isDeepest && element.closest('li') === null)
      this.#addWordItem(element, style, look, depth)
    else if (name === 'tr') this.#addRow(element, look, depth)
    else {
      const isHeading = /^h[1-6]$/.test(name)
      this.readAll(element, isHeading ? { ...look, marks: new Set([...look.marks, 'strong']) } : look, depth)
    }
  }

  #within(element: Element, look: Look, depth: number, around = 0): Block[] {
    const reader = new Reader(this.#containers + around + 1, depth)
    reader.readAll(element, look)
    return reader.close()
  }

  #addList(element: Element, name: string, look: Look, depth: number): void {
    const start = startOf(element)
    const children = [...element.children]
    if (children.length > 0 && children.every(isLeveledItem)) {
      this.#addWebWordItems(children, name, start, look, depth)
      return
    }
    const items: ListItem[] = []
    for (const child of element.children) {
      const own = this.#within(child, look, depth + 1)
      const last = items.at(-1)
      // Browsers take a list beside the items for one within the item before.
      if (child.localName !== 'li' && last !== undefined) last.blocks.push(...blocksOf(child, own))
      else if (own.length > 0) items.push({ isChecked: checkOf(child), blocks: own })
    }
    if (items.length === 0) return
    this.#blocks.push({ kind: 'list', start: name === 'ul' ? null : start, items })
  }

  /** Word's items are paragraphs with a level; those that follow each other are a list. */
  #addWordItem(element: Element, style: string, look: Look, depth: number): void {
    const blocks = this.#within(element, look, depth, this.#leveled.size)
    const sign = element.querySelector('[style*="mso-list:Ignore" i]')?.textContent ?? ''
    const level = Number(/mso-list:[^;]{0,40}\blevel(\d)/i.exec(style)?.[1] ?? 1)
    const indent = Number(/margin-left:\s*([\d.]{1,8})pt/i.exec(style)?.[1] ?? 0)
    if (blocks.length > 0) this.#addLeveled({ isChecked: null, blocks }, { level, indent }, numberOf(sign))
  }

  /** Those of Word in a browser are lists of one item, which say how deep they are. */
  #addWebWordItems(items: readonly Element[], name: string, start: number, look: Look, depth: number): void {
    for (const [index, item] of items.entries()) {
      const blocks = this.#within(item, look, depth + 1, this.#leveled.size)
      const level = Number(item.getAttribute('aria-level'))
      const number = name === 'ul' ? null : start + index
      if (blocks.length > 0) this.#addLeveled({ isChecked: null, blocks }, { level, indent: 0 }, number)
    }
  }

  #addLeveled(item: ListItem, place: ListPlace, number: number | null): void {
    const most = maxContainers - this.#containers
    const { parent, list } = this.#leveled.find(this.#blocks, place, number !== null, most)
    if (list !== null) list.items.push(item)
    else {
      const begun: List = { kind: 'list', start: number, items: [item] }
      ;(parent ?? this.#blocks).push(begun)
      this.#leveled.open(begun, place)
    }
  }

  /** The cells of a table in a line. */
  #addRow(element: Element, look: Look, depth: number): void {
    for (const [index, cell] of [...element.children].entries()) {
      if (index > 0) this.#addText(' | ', look)
      this.#addText(wordsOf(cell), depth > maxDepth ? plain : look)
    }
  }

  #addCode(element: Element): void {
    const text = (element.textContent ?? '').replace(/\r\n?/g, '\n').replace(/^\n|\n$/g, '')
    const language = /\blanguage-([\w+#.-]{1,30})/.exec(
      `${element.className} ${element.firstElementChild?.className ?? ''}`,
    )?.[1]
    if (text.trim() !== '') this.#blocks.push({ kind: 'code_block', info: language ?? '', text })
  }

  #addText(written: string, { marks: own, link, isCode }: Look): void {
    const text = written.replace(/[\s\u00a0]+/gu, ' ')
    const run = { text, marks: markNames.filter((mark) => own.has(mark)), link }
    if (text !== '') this.#line.push({ kind: isCode ? 'code' : 'text', ...run })
  }

  #endLine(): void {
    const content = tidied(this.#line)
    this.#line = []
    if (content.length > 0) this.#blocks.push({ kind: 'paragraph', content })
  }
}

/** The number of an ordered list's first item. */
function startOf(element: Element): number {
  const start = Number(element.getAttribute('start') ?? 1)
  return Number.isInteger(start) && start >= 0 && start < 1_000_000_000 ? start : 1
}

function isLeveledItem(element: Element): boolean {
  return element.localName === 'li' && /^[1-9]$/.test(element.getAttribute('aria-level') ?? '')
}

function isUnread(element: Element): boolean {
  return (
    unread.has(element.localName) ||
    element.hasAttribute('hidden') ||
    // What Word puts before the items of its lists stands in for their signs.
    /mso-list:\s*ignore|display:\s*none/i.test(element.getAttribute('style') ?? '')
  )
}

/** What is read of an element, as one line. */
function wordsOf(parent: Element): string {
  let words = ''
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) words += node.nodeValue ?? ''
    if (node.nodeType !== Node.ELEMENT_NODE) continue
    const element = node as Element
    const name = element.localName
    if (isUnread(element)) continue
    if (name === 'br') words += ' '
    else if (name === 'img') words += element.getAttribute('alt') ?? ''
    else words += blocks.has(name) ? ` ${wordsOf(element)} ` : wordsOf(element)
  }
  return words
}

function blocksOf({ localName }: Element, own: Block[]): Block[] {
  if (localName !== 'ul' && localName !== 'ol') return own
  return [
    {
      kind: 'list',
      start: localName === 'ul' ? null : 1,
      items: own.map((block) => ({ isChecked: null, blocks: [block] })),
    },
  ]
}

function checkOf(item: Element): boolean | null {
  const box = item.querySelector(':scope > input[type=checkbox], :scope > label > input[type=checkbox]')
  return box === null ? null : box.hasAttribute('checked')
}

function lookOf(element: Element, name: string, style: string, look: Look): Look {
  const own = new Set(look.marks)
  const mark = marks[name]
  // Editors wrap whole pages into a mark that they switch off again.
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1]
  if (mark !== undefined && !(mark === 'strong' && weight !== undefined)) own.add(mark)
  if (weight !== undefined) {
    if (weight === 'bold' || weight === 'bolder' || Number(weight) >= 600) own.add('strong')
    else own.delete('strong')
  }
  if (/font-style:\s*italic/i.test(style)) own.add('emphasis')
  // Bounded: looked for up to the end from each of thousands of beginnings, it would hold up the page for minutes.
  if (/text-decoration[^;]{0,200}line-through/i.test(style)) own.add('strike')
  const url = name === 'a' ? (element.getAttribute('href') ?? '') : ''
  const isLink = /^(?:https?|mailto):/i.test(url) && isHarmlessAddress(url) && !/\s/.test(url)
  return {
    marks: own,
    link: isLink ? { url, title: null } : look.link,
    isCode: look.isCode || code.has(name),
  }
}

/** No spaces beside line breaks and at the ends, none twice; no line break first, last or twice. */
function tidied(line: readonly Inline[]): Inline[] {
  const found: Inline[] = []
  const endsWithSpace = () => {
    const last = found.at(-1)
    return last === undefined || last.kind === 'break' || ('text' in last && last.text.endsWith(' '))
  }
  for (const run of line) {
    if (run.kind === 'break') {
      trimEnd(found)
      if (found.length > 0 && found.at(-1)?.kind !== 'break') found.push(run)
      continue
    }
    if (!('text' in run)) continue
    const text = endsWithSpace() ? run.text.trimStart() : run.text
    const last = found.at(-1)
    if (text === '') continue
    if (last !== undefined && 'text' in last && isAlike(last, run)) {
      found[found.length - 1] = { ...last, text: last.text + text }
    } else found.push({ ...run, text })
  }
  trimEnd(found)
  while (found.at(-1)?.kind === 'break') found.pop()
  return found
}

function trimEnd(found: Inline[]): void {
  for (let last = found.at(-1); last !== undefined && 'text' in last; last = found.at(-1)) {
    const text = last.text.trimEnd()
    found.pop()
    if (text !== '') {
      found.push({ ...last, text })
      return
    }
  }
}

type Words = Extract<Inline, { text: string }>

function isAlike(one: Words, other: Words): boolean {
  return one.kind === other.kind && one.link?.url === other.link?.url && `${one.marks}` === `${other.marks}`
}
