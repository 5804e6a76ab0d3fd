/** Notifications by the titles of now of what they name. Pure: who knows the titles is the caller's. */
import type { Id } from '../core/ids.ts'
import type { Notification, NotificationReference } from './entity.ts'

/** What its reader sees of what a notification names. */
export interface TitlesOfNow {
  /** Of an item, or of one version of it; undefined where that is not known, null where the reader sees no such item. */
  titleOf(id: Id, versionId: Id | null): string | null | undefined
  /** Undefined where it is not known. */
  projectName: string | undefined
}

/** The notification as it would be told now; the same one where nothing has another title. */
export function retitled(notification: Notification, now: TitlesOfNow): Notification {
  const { references = [], projectName, excerpt } = notification
  const titles = new Map(references.map((one) => [one, titleNow(one, now)]))
  const own = references.find(({ versionId }) => versionId !== null)
  const isSame = references.every((one) => titles.get(one) === one.title)
  const name = projectName === null ? null : (now.projectName ?? projectName)
  if (isSame && name === projectName) return notification
  return {
    ...notification,
    projectName: name,
    itemTitle: (own && titles.get(own)) ?? notification.itemTitle,
    excerpt: replaceTitles(excerpt, references, (one) => titles.get(one) ?? one.title),
  }
}

/** Those of an excerpt that it says in full, one after the other: a long one ends somewhere. */
export function referencesWithin<Reference extends Pick<NotificationReference, 'title'>>(
  excerpt: string,
  references: readonly Reference[],
): Reference[] {
  const found: Reference[] = []
  walk(excerpt, references, (one) => found.push(one))
  return found
}

function titleNow(
  { id, versionId, title, written }: NotificationReference,
  { titleOf }: TitlesOfNow,
): string {
  const now = titleOf(id, versionId)
  return now === undefined ? title : (now ?? written)
}

function replaceTitles(
  excerpt: string,
  references: readonly NotificationReference[],
  titleOf: (reference: NotificationReference) => string,
): string {
  let now = ''
  let end = 0
  const quoted = references.filter(({ versionId }) => versionId === null)
  walk(excerpt, quoted, (one, at) => {
    now += `${excerpt.slice(end, at)}#${titleOf(one)}`
    end = at + 1 + one.title.length
  })
  return now + excerpt.slice(end)
}

function walk<Reference extends Pick<NotificationReference, 'title'>>(
  excerpt: string,
  references: readonly Reference[],
  visit: (reference: Reference, at: number) => void,
): void {
  let from = 0
  for (const one of references) {
    const at = excerpt.indexOf(`#${one.title}`, from)
    if (at < 0) continue
    visit(one, at)
    from = at + 1 + one.title.length
  }
}
