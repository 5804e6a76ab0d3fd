/** What came of publishing, and what it can do now. Pure. */
import type { ApiError } from '@copydesk/client'
import {
  type Blocker,
  type Id,
  type LiveVersion,
  type ProjectItem,
  type Publish,
  wasPublished,
} from '@copydesk/contract'

export type PublishResultNotice =
  | { kind: 'done'; count: number }
  | { kind: 'blocked'; mode: Publish['mode']; blockers: readonly Blocker[] }
  | { kind: 'failed'; error: ApiError }
  /** Nothing was sent yet: these items have texts that are not saved. */
  | { kind: 'unsaved'; mode: Publish['mode']; items: readonly ProjectItem[] }

export interface Publishable {
  /** Items that publishing everything would make live. */
  open: number
  /** Those of them that are ready. */
  ready: number
}

/** Counts what publishing could do. */
export function publishable(items: readonly ProjectItem[]): Publishable {
  const open = items.filter((item) => !wasPublished(item.status))
  return { open: open.length, ready: open.filter((item) => item.status === 'ready').length }
}

/** The blockers that still stand: those whose item is there and still in the way, as they are now. */
export function stillBlocking(blockers: readonly Blocker[], items: readonly ProjectItem[]): Blocker[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  return blockers.flatMap((blocker) => {
    const item = byId.get(blocker.itemId)
    if (item === undefined || wasPublished(item.status)) return []
    const { title, status, rejection } = item
    if ((status === 'ready') !== (blocker.reason === 'changed_since')) return []
    return [{ ...blocker, title, status, rejection: rejection ?? undefined }]
  })
}

/** The items that would replace what went live since they were begun, if nothing else is in the way. */
export function replaceable(blockers: readonly Blocker[]): Id[] {
  const isAll = blockers.every((blocker) => blocker.reason === 'changed_since')
  return isAll ? blockers.map((blocker) => blocker.itemId) : []
}

/** What went live meanwhile, and through which project. */
export function sayLive(live: LiveVersion | null): string {
  if (live === null) return 'It was taken down since this version was begun'
  const { versionNumber, projectName } = live
  const by = projectName === null ? '' : ` by “${projectName}”`
  return `Version ${versionNumber} was published${by} since this one was begun`
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
