/** What keeps a version from being published by itself: computed under the locks, or for whoever asks beforehand. */
import {
  type HeldBlocker,
  type Id,
  type ItemBlocker,
  type LiveVersion,
  type Rejection,
  type Status,
  sayBlocker,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireSummary } from '../../content/queries.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { hiddenVersions, type Sight } from '../members/sight.ts'
import { isReadyByOtherRule } from '../review/begin.ts'
import { subjectOfVersion } from '../review/subjects.ts'
import type { FoundBlocker } from './lifts.ts'
import { withLifts } from './lifts.ts'
import { liveOf } from './live-versions.ts'
import { type MissingApprovals, missingApprovalsOf } from './missing-approvals.ts'
import type { Moving } from './reference-checks.ts'

/** A version on its way out, with what decides whether it may go. */
export interface Candidate {
  contentId: Id
  versionId: Id
  revision: number
  language: string
  number: number
  title: string
  status: Status
  baseVersionId: Id | null
  rejection: Rejection | null
  /** The schedule of it by itself that it shows. */
  scheduleId: Id | null
  /** The project that holds it. */
  project: HeldBlocker['project'] | null
  live: LiveVersion | null
  /** What its rule still asks for; undefined where it asks nothing. */
  missing: MissingApprovals | undefined
}

/** Throws `not_found` unless it is a version of this content that the sight reaches. */
export async function candidateOf(tx: Tx, contentId: Id, versionId: Id, sight: Sight): Promise<Candidate> {
  const row = await tx
    .selectFrom('versions as version')
    .leftJoin('project_items as item', (join) =>
      join.onRef('item.version_id', '=', 'version.id').on('item.action', '=', 'publish'),
    )
    .leftJoin('projects as project', 'project.id', 'item.project_id')
    .selectAll('version')
    .select(['project.id as project_id', 'project.name as project_name'])
    .where('version.id', '=', versionId)
    .where('version.content_id', '=', contentId)
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no version with this id in this content item.')
  const { project_id, project_name, rejected_by_id, rejected_by_kind, rejected_at } = row
  const isRejected = row.status === 'rejected' && rejected_by_id && rejected_by_kind && rejected_at !== null
  return {
    contentId,
    versionId,
    revision: row.revision,
    language: row.language,
    number: row.number,
    title: row.title,
    status: row.status,
    baseVersionId: row.base_version_id,
    scheduleId: row.schedule_id,
    rejection: isRejected
      ? {
          reason: row.rejection_reason ?? '',
          by: { id: rejected_by_id, kind: rejected_by_kind },
          at: instant(rejected_at),
        }
      : null,
    project: project_id === null || project_name === null ? null : { id: project_id, name: project_name },
    live: await liveOf(tx, { contentId, language: row.language }),
    missing: await missingApprovals(tx, row, sight),
  }
}

/** Of a version in review, or of one that is ready by the rule of a project that let it go. */
async function missingApprovals(
  tx: Tx,
  version: Pick<Row<'versions'>, 'id' | 'content_id' | 'status'> & { project_id: Id | null },
  sight: Sight,
): Promise<MissingApprovals | undefined> {
  const { id, content_id, status, project_id } = version
  if (status === 'in_review') {
    const summary = await requireSummary(tx, content_id, id, sight)
    return missingApprovalsOf(tx, await subjectOfVersion(tx, summary))
  }
  const isOther = status === 'ready' && project_id === null && (await isReadyByOtherRule(tx, id))
  return isOther ? { reason: 'approvals_missing', approvals: null, isStuck: false } : undefined
}

/** Something else is live than when the version was begun. */
export function isChangedSince({ baseVersionId, live }: Candidate): boolean {
  return baseVersionId !== (live?.versionId ?? null)
}

/** As the check of references looks at it. */
export function movingVersion(candidate: Candidate): Moving {
  return { ...blockingVersion(candidate), language: candidate.language }
}

function blockingVersion({ contentId, versionId, title, status, rejection }: Candidate) {
  return {
    itemId: null,
    contentId,
    versionId,
    title,
    status,
    assigneeId: null,
    isTakedown: false,
    ...(rejection === null ? {} : { rejection }),
  }
}

/** In the order in which they are to be lifted, where it goes out from this status; none for what is live or was. */
export function blockersOf(
  candidate: Candidate,
  isReplaced: boolean,
  from: 'ready' | 'scheduled' = 'ready',
): FoundBlocker<ItemBlocker>[] {
  const { status, project, live, missing } = candidate
  const blocking = blockingVersion(candidate)
  const found: FoundBlocker<ItemBlocker>[] = []
  if (project !== null) found.push({ ...blocking, reason: 'held_by_project', project })
  if (missing !== undefined) found.push({ ...blocking, ...missing })
  else if (status !== from) found.push({ ...blocking, reason: 'not_ready' })
  if (isChangedSince(candidate) && !isReplaced) found.push({ ...blocking, reason: 'changed_since', live })
  return found
}

/** Throws `publish_blocked` when there are any. */
export async function refuseVersion(tx: Tx, found: readonly FoundBlocker[]): Promise<void> {
  const blockers = await withLifts(tx, found)
  if (blockers.length === 0) return
  throw new Refusal('publish_blocked', `${blockers.map(sayBlocker).join('. ')}.`, { blockers })
}
