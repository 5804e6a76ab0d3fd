/** What publishing can do now, and what may come of it. Pure. */
import type { ApiError } from '@copydesk/client'
import {
  type Blocker,
  type Id,
  type ProjectItem,
  type Publish,
  type Release,
  type Status,
  wasPublished,
} from '@copydesk/contract'

export type PublishResultNotice =
  | { kind: 'done'; release: Release }
  | { kind: 'blocked'; mode: Publish['mode']; note: string; blockers: readonly Blocker[] }
  | { kind: 'failed'; error: ApiError }
  /** Nothing was sent yet: these items have texts that are not saved. */
  | { kind: 'unsaved'; mode: Publish['mode']; note: string; items: readonly ProjectItem[] }

export interface Publishable {
  /** Items that publishing everything would make live. */
  open: number
  /** Those of them that are ready. */
  ready: number
  /** Those of them that wait for their time. */
  scheduled: number
}

/** Counts what publishing could do. */
export function publishable(items: readonly ProjectItem[]): Publishable {
  const open = items.filter((item) => !wasPublished(item.status))
  const countOf = (status: Status) => open.filter((item) => item.status === status).length
  return { open: open.length, ready: countOf('ready'), scheduled: countOf('scheduled') }
}

/** The items that publishing would make live without words of theirs that are not saved yet. */
export function withUnsaved(
  items: readonly ProjectItem[],
  mode: Publish['mode'],
  unsaved: ReadonlySet<Id>,
): ProjectItem[] {
  return items.filter(
    (item) =>
      unsaved.has(item.versionId) &&
      (mode === 'ready' ? item.status === 'ready' : !wasPublished(item.status)),
  )
}
