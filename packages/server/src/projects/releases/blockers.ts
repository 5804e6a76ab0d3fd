/**
 * What keeps a project from being published, item by item. Computed under the locks of the transaction that
 * publishes, or for whoever asks beforehand; never stored.
 */
import {
  type ChangedSinceBlocker,
  type Id,
  type LiveVersion,
  type NotReadyBlocker,
  type OpenTaskBlocker,
  type ProjectItem,
  type Publish,
  type Status,
  wasPublished,
} from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import { languageKey } from '../../content/live-versions.ts'
import type { Tx } from '../../storage/storage.ts'
import { type FoundBlocker, withLifts } from './lifts.ts'
import type { Moving, ReferenceFindings } from './reference-checks.ts'

/** What is to go out: everything or what is ready; for a schedule what that holds, which is nobody else's to publish. */
export type GoingMode = Publish['mode'] | 'scheduled'

/** The items that are to go out, ready or not. */
export function toGoOut(items: readonly ProjectItem[], mode: GoingMode): ProjectItem[] {
  return items.filter(({ status }) => (mode === 'ready' ? status === 'ready' : !wasPublished(status)))
}

/** The items that are to go out and are not ready. Where the ready ones go alone, those that a schedule holds. */
export function notReady(items: readonly ProjectItem[], mode: GoingMode): FoundBlocker<NotReadyBlocker>[] {
  const isInTheWay = (status: Status) => {
    if (mode === 'ready') return status === 'scheduled'
    return status !== (mode === 'all' ? 'ready' : 'scheduled') && !wasPublished(status)
  }
  return items
    .filter(({ status }) => isInTheWay(status))
    .map((item) => ({ ...blocking(item), reason: 'not_ready' }))
}

/** As the check of references looks at items that go out together. */
export function movingItems(items: readonly ProjectItem[]): Moving[] {
  return items.map((item) => ({ ...blocking(item), language: item.language }))
}

function blocking({ id, contentId, versionId, title, status, rejection, assigneeId, action }: ProjectItem) {
  return {
    itemId: id,
    contentId,
    versionId,
    title,
    status,
    assigneeId,
    isTakedown: action === 'unpublish',
    ...(rejection === null ? {} : { rejection }),
  }
}

/** Those of the items that go out where something else is live than when they were begun. */
export function changedSince(
  going: readonly ProjectItem[],
  live: ReadonlyMap<Id, LiveVersion | null>,
): FoundBlocker<ChangedSinceBlocker>[] {
  return going
    .filter((item) => item.baseVersionId !== (live.get(item.id)?.versionId ?? null))
    .map((item) => ({ ...blocking(item), reason: 'changed_since', live: live.get(item.id) ?? null }))
}

/** Whether whoever publishes said that this item replaces what is live. What is down cannot be taken down. */
export function mayReplace(
  replace: NonNullable<Publish['replace']>,
  { id, action }: ProjectItem,
  live: LiveVersion | null,
): boolean {
  const isNamed = typeof replace === 'boolean' ? replace : replace.includes(id)
  return isNamed && (action === 'publish' || live !== null)
}

/** Of several versions of the same content and language, the one with the highest number goes live. */
export function newestOfEach(items: readonly ProjectItem[]): ProjectItem[] {
  const newest = new Map<string, ProjectItem>()
  for (const item of items) {
    const key = languageKey(item)
    const other = newest.get(key)
    if (!other || item.versionNumber > other.versionNumber) newest.set(key, item)
  }
  return [...newest.values()]
}

/** Throws `publish_blocked` when there are any. `open`: how many items there are to go out, ready or not. */
export async function refuseBlocked(
  tx: Tx,
  unready: readonly FoundBlocker[],
  changed: readonly FoundBlocker<ChangedSinceBlocker>[],
  tasks: readonly FoundBlocker<OpenTaskBlocker>[],
  referring: ReferenceFindings['blockers'],
  open: number,
): Promise<void> {
  if (unready.length + changed.length + tasks.length + referring.length === 0) return
  const blockers = await withLifts(tx, [...unready, ...changed, ...referring, ...tasks])
  const [first] = changed
  const [embed] = referring
  const reasons = [
    ...(unready.length > 0 ? [`not ready: ${unready.length} of ${open} items`] : []),
    ...(first ? [`changed since: ${sayChanged(first, changed.length)}`] : []),
    ...(tasks.length > 0 ? [`open on the checklist: ${sayTasks(tasks)}`] : []),
    ...(embed ? [`embeds: ${sayEmbed(embed, referring.length)}`] : []),
  ].join('; ')
  const detail = `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.`
  throw new Refusal('publish_blocked', detail, { blockers })
}

function sayTasks([first, ...others]: readonly FoundBlocker<OpenTaskBlocker>[]): string {
  return `"${first?.title}"${others.length === 0 ? '' : ` (and ${others.length} more)`}`
}

function sayEmbed(
  { title, reason, reference }: ReferenceFindings['blockers'][number],
  count: number,
): string {
  const other = reference.title === null ? 'what is not there' : `"${reference.title}"`
  const more = count === 1 ? '' : ` (and ${count - 1} more)`
  return reason === 'embed_not_live'
    ? `"${title}" embeds ${other}, which is not live${more}`
    : `${other} is live and embeds "${title}"${more}`
}

function sayChanged({ title, live }: Pick<ChangedSinceBlocker, 'title' | 'live'>, count: number): string {
  const more = count === 1 ? '' : ` (and ${count - 1} more)`
  if (live === null) return `"${title}" was taken down${more}`
  const by = live.projectName === null ? '' : ` by the project "${live.projectName}"`
  return `version ${live.versionNumber} of "${title}" was published${by}${more}`
}
