/**
 * How a comment refers to a content item: `[#title](content:id)`, a link whose words begin with the sign that one types.
 * Whoever sees the item reads the title that it has now; for others it is the words as they were written. Pure.
 */
import { contentAddress, contentOf } from '../content/references.ts'
import type { Id } from '../core/ids.ts'

/** A reference as it is written, and the item that it names. */
export interface ItemReference {
  id: Id
  /** As it was when it was written, without the sign. */
  title: string
}

const written = /\[#((?:\\.|[^[\]\\\n]){1,300})\]\((content:[0-9a-f-]{36})\)/gi
/** What would be a mark among words, or begin an address. */
const special = /[\\`*_~[\]<>&!@]|:(?=\/\/)/g

/** A reference as it is written into a text. */
export function writeItemReference(title: string, id: Id): string {
  const words = title.replace(special, '\\$&').replace(/(www)\./gi, '$1\\.')
  return `[#${words}](${contentAddress(id)})`
}

/** The text with other words in place of its references; one that was written in another way stays. */
export function replaceItemReferences(
  text: string,
  replace: (reference: ItemReference, written: string) => string,
): string {
  return text.replace(written, (whole, words: string, address: string) => {
    const id = contentOf(address)?.contentId
    const title = words.replace(/\\(.)/g, '$1')
    return id === undefined || writeItemReference(title, id) !== whole ? whole : replace({ id, title }, whole)
  })
}
