/** Which item a path of the imported folder leads to. Pure. */
import type { Id } from '@copydesk/contract'
import type { LocatedText } from '../languages/find-languages.ts'
import type { ItemAt } from './resolve-links.ts'

/**
 * `ids`: items by key. A path that is no file of the folder still leads to the item that it would be a language of: a
 * page may be there in another language only.
 */
export function linkMap(
  files: readonly (LocatedText & { path: string })[],
  ids: ReadonlyMap<string, Id>,
  locate: (path: string) => LocatedText,
): ItemAt {
  const keys = new Map(files.map(({ path, key }) => [path.normalize('NFC'), key]))
  return (path) => ids.get(keys.get(path) ?? locate(path).key)
}
