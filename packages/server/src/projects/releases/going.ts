/** What goes out of a project and what is in its way: for whoever publishes, schedules, or asks beforehand. */
import { type Id, type LiveVersion, type ProjectItem, type Publish, wasPublished } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Tx } from '../../storage/storage.ts'
import {
  changedSince,
  type GoingMode,
  mayReplace,
  movingItems,
  newestOfEach,
  notReady,
  refuseBlocked,
  toGoOut,
} from './blockers.ts'
import type { FoundBlocker } from './lifts.ts'
import { liveBeside } from './live-versions.ts'
import { withMissingApprovals } from './missing-approvals.ts'
import { openTasks } from './open-tasks.ts'
import { checkReferences, type ReferenceFindings } from './reference-checks.ts'

/** What goes out of a project, if nothing is in the way. */
export interface Going {
  /** In the status from which things go out. */
  ready: ProjectItem[]
  /** Of those, one of each content and language. */
  going: ProjectItem[]
  /** What is live beside each of `going`, by item. */
  live: ReadonlyMap<Id, LiveVersion | null>
  /** What is in the way: items in another status, those beside which something else went live, what is to be done yet. */
  unready: readonly FoundBlocker[]
  changed: ReturnType<typeof changedSince>
  tasks: Awaited<ReturnType<typeof openTasks>>
  /** What the texts that go out embed and link to, and what embeds or links to what is taken down. */
  references: ReferenceFindings
}

/** Under the locks of project and content, or to be told beforehand. */
export async function findGoing(
  tx: Tx,
  projectId: Id,
  all: readonly ProjectItem[],
  mode: GoingMode,
): Promise<Going> {
  const status = mode === 'scheduled' ? 'scheduled' : 'ready'
  const ready = all.filter((item) => item.status === status)
  const going = newestOfEach(ready)
  const live = await liveBeside(tx, going)
  const wanted = toGoOut(all, mode)
  return {
    ready,
    going,
    live,
    unready: await withMissingApprovals(tx, notReady(all, mode), all),
    changed: changedSince(going, live),
    tasks: await openTasks(tx, projectId, wanted),
    references: await checkReferences(tx, movingItems(newestOfEach(wanted))),
  }
}

/** The same where nothing is in the way. Throws `publish_blocked` or `nothing_to_publish`. */
export async function requireGoing(
  tx: Tx,
  projectId: Id,
  all: readonly ProjectItem[],
  mode: GoingMode,
  replace: NonNullable<Publish['replace']> = false,
): Promise<Going> {
  const found = await findGoing(tx, projectId, all, mode)
  const byId = new Map(found.going.map((item) => [item.id, item]))
  const isReplaced = ({ itemId, live }: (typeof found.changed)[number]) => {
    const item = byId.get(itemId ?? '')
    return item !== undefined && mayReplace(replace, item, live)
  }
  await refuseBlocked(
    tx,
    found.unready,
    found.changed.filter((blocker) => !isReplaced(blocker)),
    found.tasks,
    found.references.blockers,
    all.filter(({ status }) => !wasPublished(status)).length,
  )
  if (found.going.length === 0) throw new Refusal('nothing_to_publish')
  return found
}
