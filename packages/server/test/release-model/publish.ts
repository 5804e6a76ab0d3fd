/** What goes out, what is in its way, and what takes it back. */
import {
  begin,
  holderOf,
  isOpen,
  isOtherRule,
  isOut,
  itemsOf,
  liveOf,
  ruleFor,
  setStatus,
  statusOf,
  versionOf,
  versionsOf,
} from './look-ups.ts'
import { type Model, type ModelEntry, type ModelItem, releaseKey, revertProjectKey } from './model.ts'

export interface Going {
  mode: 'all' | 'ready'
  replace: boolean
  /** What goes has this status. */
  from?: 'ready' | 'scheduled'
}

export function publish(model: Model, { project, ...how }: { project: string } & Going): boolean {
  if (!isOpen(model, project)) return false
  const going = goingOf(model, project, how)
  if (going === null) return false
  const entries = going.map(([content, item]) => release(model, content, item))
  model.releases[releaseKey(entries)] = { project, entries, revertProject: null }
  model.published[project] = true
  delete model.scheduled[project]
  return true
}

export interface OneGoing {
  content: number
  number: number
  seen?: number | null | undefined
}

export function publishVersion(
  model: Model,
  { from = 'ready', ...one }: OneGoing & { from?: 'ready' | 'scheduled' },
): boolean {
  if (!mayPublish(model, one, from)) return false
  const { content, number } = one
  const entries = [release(model, content, { action: 'publish', number, review: null, approvals: null })]
  model.releases[releaseKey(entries)] = { project: null, entries, revertProject: null }
  return true
}

/** Whether nothing is in the way of a version that goes by itself. */
export function mayPublish(
  model: Model,
  { content, number, seen }: OneGoing,
  from: 'ready' | 'scheduled',
): boolean {
  const version = versionOf(model, { content, number })
  if (model.deletedContents[content]) return false
  if (version?.status !== from || holderOf(model, content, number) !== null) return false
  // Ready by the rule of a project that let it go, where the site asks for something else.
  const rule = ruleFor(model, null)
  if (from === 'ready' && rule.rule > 0 && isOtherRule(version.ruledBy, rule)) return false
  const live = liveOf(model, content)
  return seen === undefined ? version.base === live : seen === live
}

/** What goes out of a project; null where something is in the way, or nothing is ready. */
export function goingOf(
  model: Model,
  project: string,
  { mode, replace, from = 'ready' }: Going,
): [number, ModelItem][] | null {
  const open = itemsOf(model, project).filter(([content, item]) => !isOut(statusOf(model, content, item)))
  const going = open.filter(([content, item]) => statusOf(model, content, item) === from)
  if (going.length === 0 || (mode === 'all' && going.length < open.length)) return null
  const isInTheWay = going.some(([content, item]) => {
    const live = liveOf(model, content)
    const base = item.action === 'publish' ? versionOf(model, { content, ...item })?.base : item.number
    return base !== live && !(replace && (item.action === 'publish' || live !== null))
  })
  return isInTheWay ? null : going
}

/** What a schedule held is ready again. */
export function letGo(model: Model, project: string): void {
  for (const [content, item] of itemsOf(model, project)) {
    if (statusOf(model, content, item) === 'scheduled') setStatus(model, content, item, 'ready')
  }
}

export function release(model: Model, content: number, item: ModelItem): ModelEntry {
  const previous = liveOf(model, content)
  const former = previous === null ? undefined : versionOf(model, { content, number: previous })
  if (former) former.status = 'previously_published'
  if (item.action === 'publish') {
    setStatus(model, content, item, 'published')
    const version = versionOf(model, { content, ...item })
    if (version) version.schedule = null
  } else {
    item.number = previous ?? item.number
    item.review = 'previously_published'
  }
  return { content, action: item.action, number: item.number, previous }
}

export function revert(model: Model, key: string): boolean {
  const reverted = model.releases[key]
  if (reverted === undefined) return false
  const { project: origin, entries, revertProject: waiting } = reverted
  if (origin === null ? entries.some((one) => model.deletedContents[one.content]) : model.deleted[origin]) {
    return false
  }
  if (waiting !== null && !model.published[waiting] && isOpen(model, waiting)) return true
  const items: Record<number, ModelItem> = {}
  for (const { content, action, number, previous } of entries) {
    if (model.deletedContents[content]) continue
    if (previous !== null) {
      const base = action === 'publish' ? number : null
      begin(model, content, { status: 'ready', base })
      const newest = versionsOf(model, content).length
      items[content] = { action: 'publish', number: newest, review: null, approvals: null }
    } else if (liveOf(model, content) !== null) {
      items[content] = { action: 'unpublish', number, review: 'ready', approvals: null }
    }
  }
  if (Object.keys(items).length === 0) return false
  const project = revertProjectKey(key, waiting)
  model.projects[project] = items
  reverted.revertProject = project
  return true
}
