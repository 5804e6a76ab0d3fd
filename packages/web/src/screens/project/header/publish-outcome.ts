/** What came of publishing as it stands now, and the words for it; loaded when there is something to say. Pure. */
import {
  type Blocker,
  type ChangedSinceBlocker,
  type Id,
  liftOf,
  type ProjectItem,
  type ReferredContent,
  type Release,
  type Task,
  wasPublished,
} from '@copydesk/contract'

/** What publishing everything would do: "2 items go live, 1 will be taken down." */
export function sayPlan(items: readonly ProjectItem[]): string {
  const open = items.filter((item) => !wasPublished(item.status))
  const down = open.filter(({ action }) => action === 'unpublish').length
  const live = open.length - down
  const goLive = live === 1 ? '1 item goes live' : `${live} items go live`
  if (down === 0) return `${goLive}.`
  const takenDown = `${down === 1 ? '1 item' : `${down} items`} will be taken down.`
  return live === 0 ? takenDown : `${goLive}, ${takenDown}`
}

/** The blockers that still stand: those whose item is there and still in the way, as they are now. */
export function stillBlocking(
  blockers: readonly Blocker[],
  items: readonly ProjectItem[],
  tasks: readonly Task[] = [],
): Blocker[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const open = new Map(tasks.flatMap((task) => (isBlocking(task) ? [[task.id, task]] : [])))
  return blockers.flatMap((blocker): Blocker[] => {
    if (blocker.reason === 'open_task') {
      const task = open.get(blocker.taskId)
      return task === undefined ? [] : [{ ...blocker, title: task.title }]
    }
    const item = byId.get(blocker.itemId ?? '')
    if (item === undefined || wasPublished(item.status)) return []
    const { title, status, rejection } = item
    if (blocker.reason === 'not_ready' && status === 'ready') return []
    if (blocker.reason === 'changed_since' && status !== 'ready') return []
    if ('reference' in blocker && goesAlong(blocker.reference, items)) return []
    if (blocker.reason === 'changed_since' && isRebased(blocker, item)) return []
    // Whose turn it was says nothing once it was moved.
    const lift = status === blocker.status ? blocker.lift : liftOf(blocker.reason, status)
    return [{ ...blocker, title, status, rejection: rejection ?? undefined, lift }]
  })
}

function isBlocking({ done, blocksPublishing }: Task): boolean {
  return done === null && blocksPublishing
}

/** The other end of the reference is in the project by now: publishing asks about it anew. */
function goesAlong({ contentId }: ReferredContent, items: readonly ProjectItem[]): boolean {
  return items.some((item) => item.contentId === contentId && !wasPublished(item.status))
}

/** What is live is its base by now. */
function isRebased({ live }: ChangedSinceBlocker, { baseVersionId }: ProjectItem): boolean {
  return baseVersionId === (live?.versionId ?? null)
}

/** The items that would replace what went live since they were begun, if nothing else is in the way. */
export function replaceable(blockers: readonly Blocker[], items: readonly ProjectItem[]): Id[] {
  const isTakedown = new Set(items.filter(({ action }) => action === 'unpublish').map(({ id }) => id))
  const isAll = blockers.every(
    (blocker) =>
      blocker.reason === 'changed_since' && (blocker.live !== null || !isTakedown.has(blocker.itemId ?? '')),
  )
  return isAll ? blockers.flatMap((blocker) => blocker.itemId ?? []) : []
}

/** What is in the way, in short: "2 items are not ready, 1 task is open". */
export function sayBlocked(blockers: readonly Blocker[]): string {
  const tasks = blockers.filter(({ reason }) => reason === 'open_task').length
  const embeds = blockers.filter((blocker) => 'reference' in blocker).length
  const items = blockers.length - tasks - embeds
  const isOld = blockers.every(({ reason }) => reason !== 'not_ready')
  const why = isOld ? 'older than what is live' : 'not ready'
  return [
    ...(items === 0 ? [] : [`${items === 1 ? '1 item is' : `${items} items are`} ${why}`]),
    ...(embeds === 0 ? [] : [embeds === 1 ? '1 embed is in the way' : `${embeds} embeds are in the way`]),
    ...(tasks === 0 ? [] : [tasks === 1 ? '1 task is open' : `${tasks} tasks are open`]),
  ].join(', ')
}

/** "3 items are published, 1 is taken down". */
export function sayDone({ publishedCount: live, takenDownCount: down }: Release): string {
  const published = live === 1 ? '1 item is published' : `${live} items are published`
  if (down === 0) return published
  const takenDown = `${down === 1 ? '1 item is' : `${down} items are`} taken down`
  return live === 0 ? takenDown : `${published}, ${down} taken down`
}
