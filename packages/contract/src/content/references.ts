/**
 * Content that a text refers to: `[words](content:ID#part)` links to it, `![words](content:ID)` embeds it. One grammar
 * of the address for who reads it from a text, who draws it and who writes it. Pure.
 */
import type { Id } from '../core/ids.ts'

/** A link is soft: it may lead to what is not live. An embed is hard: without what it names, a text is not whole. */
export const referenceKinds = ['link', 'embed'] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/** One content item that a text refers to; an embed where it does both. */
export interface Reference {
  contentId: Id
  kind: ReferenceKind
}

export interface ContentAddress {
  contentId: Id
  /** With its `#`, or empty. */
  fragment: string
}

const address = /^content:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\?[^#]*)?(#.*)?$/i

/** Null for any other address. */
export function contentOf(written: string): ContentAddress | null {
  const [, contentId, fragment = ''] = address.exec(written) ?? []
  return contentId === undefined ? null : { contentId: contentId.toLowerCase(), fragment }
}

/** The address of a content item, as it is written into a text. */
export function contentAddress(contentId: Id): string {
  return `content:${contentId}`
}
