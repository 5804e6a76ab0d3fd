/** What leaves projects with their archiving, their deletion and the deletion of content, and what comes back. */
import {
  awayKey,
  holderOf,
  isActive,
  isOut,
  itemsOf,
  liveOf,
  statusOf,
  versionOf,
  versionsOf,
} from './look-ups.ts'
import type { Model, ModelAway, ModelDeparture, ModelItem } from './model.ts'
import { reviewAnew } from './review.ts'

/** One item; of one that publishes nothing is remembered, unless it comes back with something. */
export function leave(model: Model, project: string, content: number, leftWith: ModelDeparture): void {
  const item = model.projects[project]?.[content]
  if (item === undefined) return
  const key = awayKey({ project, content }, item)
  if (item.action === 'unpublish' || leftWith !== null) model.away[key] = { ...item, leftWith }
  else delete model.away[key]
  delete model.projects[project]?.[content]
}

export function archive(model: Model, project: string): boolean {
  if (model.deleted[project]) return false
  if (model.archived[project]) return true
  if (isActive(model.scheduled[project])) return false
  for (const [content, item] of itemsOf(model, project)) {
    const isLeaving = item.action === 'publish' && !isOut(statusOf(model, content, item))
    if (isLeaving) leave(model, project, content, 'archiving')
  }
  model.archived[project] = true
  return true
}

export function reactivate(model: Model, project: string): boolean {
  if (model.deleted[project]) return false
  if (!model.archived[project]) return true
  bringBack(model, project, 'archiving')
  delete model.archived[project]
  return true
}

export function deleteProject(model: Model, project: string): boolean {
  if (model.deleted[project] || isActive(model.scheduled[project])) return false
  for (const [content] of itemsOf(model, project)) leave(model, project, content, 'deletion')
  model.deleted[project] = true
  return true
}

export function restoreProject(model: Model, project: string): boolean {
  if (!model.deleted[project]) return true
  bringBack(model, project, 'deletion')
  delete model.deleted[project]
  return true
}

/** Not of what is live or scheduled, by itself or by a project that does something with it. */
export function deleteContent(model: Model, content: number): boolean {
  if (model.deletedContents[content] || liveOf(model, content) !== null) return false
  if (versionsOf(model, content).some(({ status }) => status === 'scheduled')) return false
  const holding = Object.keys(model.projects).filter((project) => model.projects[project]?.[content])
  if (holding.some((project) => isActive(model.scheduled[project]))) return false
  for (const project of holding) leave(model, project, content, 'content_deletion')
  model.deletedContents[content] = true
  return true
}

/** Into a project that is away itself it comes with that. */
export function restoreContent(model: Model, content: number): boolean {
  if (!model.deletedContents[content]) return true
  delete model.deletedContents[content]
  for (const { project, content: own, key, item } of awayOf(model, 'content_deletion')) {
    if (own !== content) continue
    const isPublished = isOut(versionOf(model, { content, ...item })?.status ?? 'draft')
    const waits = model.archived[project] && item.action === 'publish' && !isPublished
    if (model.deleted[project]) item.leftWith = 'deletion'
    else if (waits) item.leftWith = 'archiving'
    else if (isActive(model.scheduled[project]) || !isFree(model, { project, content, item }))
      stay(model, key)
    else comeBack(model, project, content, key)
  }
  return true
}

function bringBack(model: Model, project: string, departure: 'archiving' | 'deletion'): void {
  for (const { content, key, item, ...from } of awayOf(model, departure)) {
    if (from.project !== project) continue
    const isPublished = isOut(versionOf(model, { content, ...item })?.status ?? 'draft')
    if (model.deletedContents[content]) item.leftWith = 'content_deletion'
    else if (!isFree(model, { project, content, item })) stay(model, key)
    else if (item.action === 'publish' && departure === 'archiving' && isPublished) stay(model, key)
    else comeBack(model, project, content, key)
  }
}

function awayOf(model: Model, departure: ModelDeparture) {
  return Object.entries(model.away).flatMap(([key, item]) => {
    const [, project = '', content] = /^(.*) (\d+) [+-]\d+$/.exec(key) ?? []
    return item.leftWith === departure ? [{ key, project, content: Number(content), item }] : []
  })
}

/** No other project holds its version, which neither goes out by itself nor did since. */
function isFree(
  model: Model,
  { project, content, item }: { project: string; content: number; item: ModelAway },
): boolean {
  if (item.action === 'unpublish') return true
  const released = Object.values(model.releases).some(
    (release) =>
      release.project !== project &&
      release.entries.some(
        (entry) => entry.action === 'publish' && entry.content === content && entry.number === item.number,
      ),
  )
  if (released) return false
  const isScheduled = versionOf(model, { content, ...item })?.status === 'scheduled'
  return holderOf(model, content, item.number) === null && !isScheduled
}

/** Does not come back by itself any more. */
function stay(model: Model, key: string): void {
  const item = model.away[key]
  if (item?.action === 'unpublish') item.leftWith = null
  else delete model.away[key]
}

function comeBack(model: Model, project: string, content: number, key: string): void {
  const { leftWith: _, ...item } = model.away[key] as ModelAway
  delete model.away[key]
  const items: Record<number, ModelItem> = model.projects[project] ?? {}
  items[content] = item
  const version = versionOf(model, { content, ...item })
  if (item.action === 'publish' && version) reviewAnew(model, project, version)
}
