/** Files with the items that they belong to and where their links lead: what is left to do is told from these. Pure. */
import { basename } from 'node:path'
import type { Id } from '@copydesk/contract'
import type { FoundLanguages } from './languages/find-languages.ts'
import { linkMap } from './links/link-map.ts'
import { type ResolvedLink, resolveLinks } from './links/resolve-links.ts'
import type { RememberedText } from './memory.ts'
import { type FoundText, hashOf } from './read-folder.ts'

export interface PendingText {
  found: FoundText
  contentId: Id
  links: ResolvedLink[]
  linksHash: string
}

/** `ids`: of every item of the source and of every key of these files. `folder`: the imported one. */
export function withItems(
  texts: readonly FoundText[],
  ids: ReadonlyMap<string, Id>,
  { locate }: FoundLanguages,
  folder: string,
): PendingText[] {
  const folderName = basename(folder)
  const itemAt = linkMap(texts, ids, (path) => locate(path, undefined))
  return texts.map((found) => {
    const links = resolveLinks({ path: found.path, folderName }, found.links, itemAt)
    const contentId = ids.get(found.key)
    if (contentId === undefined) throw new Error(`The item of ${found.path} has no id`)
    return { found, contentId, links, linksHash: hashOf(links.map((link) => link.contentId ?? '').join()) }
  })
}

/** Whether the file is what was written last, with the same links. */
export function isAsRemembered({ found, linksHash }: PendingText, last: RememberedText | undefined): boolean {
  return (
    last?.textHash === found.textHash && last.fieldsHash === found.fieldsHash && last.linksHash === linksHash
  )
}

/** A key for a language of an item. */
export function placeOf(contentId: Id, language: string): string {
  return `${contentId} ${language}`
}
