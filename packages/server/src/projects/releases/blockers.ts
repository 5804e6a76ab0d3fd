/**
 * What keeps a project from being published, item by item. Computed under the locks of the transaction that
 * publishes, or of whoever asks beforehand; never stored.
 */
import {
  type Blocker,
  type ChangedSinceBlocker,
  type Id,
  type ProjectItem,
  type Publish,
  wasPublished,
} from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Standing } from './live-versions.ts'

/** The ready items. Throws `publish_blocked` when some of what is to go out cannot, or `nothing_to_publish`. */
export function requireReady(
  items: readonly ProjectItem[],
  mode: Publish['mode'],
  stale: readonly ChangedSinceBlocker[],
): ProjectItem[] {
  const ready = items.filter((item) => item.status === 'ready')
  const unready =
    mode === 'all' ? items.filter((item) => item.status !== 'ready' && !wasPublished(item.status)) : []
  const notReady = unready.map(({ id, title, status, rejection }): Blocker => {
    const why = rejection === null ? {} : { rejection }
    return { itemId: id, title, reason: 'not_ready', status, ...why }
  })
  const [first] = stale
  if (notReady.length > 0 || first) {
    const open = ready.length + unready.length
    const reasons = [
      ...(notReady.length > 0 ? [`not ready: ${notReady.length} of ${open} items`] : []),
      ...(first ? [`changed since: ${sayStale(first, stale.length)}`] : []),
    ].join('; ')
    const detail = `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.`
    throw new Refusal('publish_blocked', detail, { blockers: [...notReady, ...stale] })
  }
  if (ready.length === 0) throw new Refusal('nothing_to_publish')
  return ready
}

function sayStale({ title, live }: ChangedSinceBlocker, count: number): string {
  const by = live.projectName === null ? '' : ` by the project "${live.projectName}"`
  const more = count === 1 ? '' : ` (and ${count - 1} more)`
  return `version ${live.versionNumber} of "${title}" was published${by}${more}`
}

/** Those of the items that go out where something else is live than when they were begun. */
export function staleOf(
  going: readonly ProjectItem[],
  standing: ReadonlyMap<Id, Standing>,
): ChangedSinceBlocker[] {
  return going.flatMap((item) => {
    const { baseVersionId = null, live = null } = standing.get(item.versionId) ?? {}
    if (live === null || live.versionId === baseVersionId) return []
    const { id, title, status } = item
    return [{ itemId: id, title, status, reason: 'changed_since', live }]
  })
}

/** Whether whoever publishes said that this item replaces what is live. */
export function mayReplace(replace: NonNullable<Publish['replace']>, itemId: Id): boolean {
  return typeof replace === 'boolean' ? replace : replace.includes(itemId)
}
