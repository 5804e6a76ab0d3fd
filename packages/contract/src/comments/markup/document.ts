/**
 * What a comment can be made of: a closed schema over Markdown. What a text holds beyond it (tables, HTML, footnotes)
 * is words as they were typed, so that nothing is lost; a heading is a strong paragraph. Text is kept flat: each run
 * has all of its marks, and neighbours of one kind and the same marks are one run.
 */
import type { Id } from '../../core/ids.ts'
import type { MentionedKind } from '../mentions.ts'

/** From the outermost to the innermost, as they are written and drawn. */
export const markNames = ['strong', 'emphasis', 'strike'] as const
export type MarkName = (typeof markNames)[number]

export interface LinkTarget {
  /** Harmless: it cannot run. */
  url: string
  title: string | null
}

/** What a run is marked with: in the order of `markNames`. */
export interface Marked {
  marks: readonly MarkName[]
  link: LinkTarget | null
}

export interface TextRun extends Marked {
  kind: 'text'
  text: string
}

export interface CodeRun extends Marked {
  kind: 'code'
  text: string
}

/** People named: `@[name](person:id)`, `@[name](group:id)`. */
export interface MentionRun {
  kind: 'mention'
  marks: readonly MarkName[]
  of: MentionedKind
  id: Id
  /** As it was when it was written. */
  name: string
}

export interface Picture {
  kind: 'picture'
  url: string
  alt: string
}

/** Where a line ends within a paragraph. */
export interface LineBreak {
  kind: 'break'
}

export type Inline = TextRun | CodeRun | MentionRun | Picture | LineBreak

export interface Paragraph {
  kind: 'paragraph'
  content: Inline[]
}

export interface CodeBlock {
  kind: 'code_block'
  /** The language and whatever else was written behind the fence. */
  info: string
  text: string
}

export interface Quote {
  kind: 'quote'
  blocks: Block[]
}

export interface ListItem {
  /** Whether it is done; null for an item that is no task. */
  isChecked: boolean | null
  blocks: Block[]
}

export interface List {
  kind: 'list'
  /** The number of the first item; null for a list of bullets. */
  start: number | null
  items: ListItem[]
}

export interface Rule {
  kind: 'rule'
}

export type Block = Paragraph | CodeBlock | Quote | List | Rule

/** A comment, or another text of the kind. */
export type CommentDocument = readonly Block[]

/** Quotes and list items within each other; the marks of deeper ones are words. People write about six. */
export const maxContainers = 20

/** As GitHub allows them; an address without a scheme is relative. */
const harmlessAddress = /^(?:(?:https?|ircs?|mailto|xmpp):|[^:]*$|[^:/?#]*[/?#])/i

/** Whether an address cannot run. */
export function isHarmlessAddress(address: string): boolean {
  return harmlessAddress.test(address)
}
