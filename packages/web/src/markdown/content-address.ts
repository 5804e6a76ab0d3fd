/** Addresses that lead to content, `content:ID#part`, as an import writes them for links between its files. Pure. */
import type { Id } from '@copydesk/contract'

export interface ContentAddress {
  contentId: Id
  /** With its `#`, or empty. */
  fragment: string
}

/** Null for any other address. */
export function contentOf(address: string): ContentAddress | null {
  const [, contentId, fragment = ''] =
    /^content:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\?[^#]*)?(#.*)?$/i.exec(address) ?? []
  return contentId === undefined ? null : { contentId: contentId.toLowerCase(), fragment }
}

/** Whether an address means a place beside the file that a text came from. In the app, nothing is there. */
export function isRelative(address: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)/i.test(address)
}
