/**
 * Somebody changed: left, came back, or has another role. Their approvals in reviews that are open count only while they
 * are asked, so reviews that have one are counted again. Whatever is decided meanwhile counts by who is here then.
 */
import type { Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import { followUp, type WorkOutcome } from '../../command/work.ts'
import { lockTexts } from '../../content/door.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { itemsById } from '../items/queries.ts'
import { endLost } from './approve.ts'
import { openReviews, writeProgress } from './reviews.ts'
import { settle } from './settle.ts'
import { type Subject, subjectsOfItems, subjectsOfVersions } from './subjects.ts'

/** Reviews as they are by then, so repeating does no harm. */
export const recheckApprovals = followUp({
  name: 'recheck-approvals',
  lane: 'bulk',
  payload: z.object({ personId: id }),
  batchSize: 20,
  work: async (context, payloads): Promise<WorkOutcome> => {
    const { tx } = context
    const personIds = [...new Set(payloads.map(({ personId }) => personId))]
    const touched = await selectInChunks(personIds, (chunk) =>
      tx
        .selectFrom('approvals')
        .select(['subject_id', 'content_id'])
        .distinct()
        .where('person_id', 'in', chunk)
        .where('ended_at', 'is', null)
        .execute(),
    )
    if (touched.length === 0) return { events: [] }
    await lockTexts(
      tx,
      touched.map(({ content_id }) => content_id),
    )
    const subjects = await subjectsById(
      tx,
      touched.map(({ subject_id }) => subject_id),
    )
    const inReview = subjects.filter(({ status }) => status === 'in_review')
    const changed = [...(await openReviews(tx, inReview)).values()].filter(
      ({ progress }) => progress.lost.length > 0,
    )
    if (changed.length === 0) return { events: [] }
    await endLost(context, changed)
    await writeProgress(context, new Map(changed.map(({ subject, progress }) => [subject.id, progress])))
    const begun = changed.filter(({ row, progress }) => progress.step < row.step)
    return settle(context, {
      counted: changed.map(({ subject }) => subject),
      begun: begun.map(({ subject }) => subject),
    })
  },
})

/** People have another role, or left a group or altogether: what they approved is looked at again, and what awaits them. */
export function recheck(context: CommandContext, personIds: readonly Id[]): void {
  context.enqueue(awaitingOfPeople(personIds))
  context.enqueue(personIds.map((personId) => recheckApprovals.entry({ personId })))
}

async function subjectsById(tx: Tx, ids: readonly Id[]): Promise<Subject[]> {
  const items = await itemsById(tx, ids)
  const takedowns = await subjectsOfItems(
    tx,
    items.filter(({ action }) => action === 'unpublish'),
  )
  return [...takedowns, ...(await subjectsOfVersions(tx, ids))]
}
