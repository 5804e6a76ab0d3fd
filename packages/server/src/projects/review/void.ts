/** An edit makes approvals void, and so does another version to take down: they were of another text. */
import { channels, type Id, type ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { notify } from '../../notifications/notify.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { endApprovals, ruleOf } from './reviews.ts'
import { subjectIdOf } from './subjects.ts'
import { tellAsked } from './tell-asked.ts'
import { versionApprovalsAsked } from './version-news.ts'

/** Gives by what is reviewed whose approvals counted until then; each review is at its first step again. */
export async function voidByEdit(context: CommandContext, subjectIds: readonly Id[]): Promise<Map<Id, Id[]>> {
  const ended = await endApprovals(context, subjectIds, 'edited')
  const bySubject = Map.groupBy(ended, ({ subject_id }) => subject_id)
  const ids = [...bySubject.keys()]
  const rows = await selectInChunks(ids, (chunk) =>
    context.tx.selectFrom('reviews').selectAll().where('subject_id', 'in', chunk).execute(),
  )
  for (const [steps, alike] of Map.groupBy(rows, (row) => row.steps)) {
    const [row] = alike
    const needed = row === undefined ? 0 : (ruleOf(row).steps[0]?.approvals ?? 0)
    await selectInChunks(
      alike.map(({ subject_id }) => subject_id),
      (chunk) =>
        context.tx
          .updateTable('reviews')
          .set({ step: 1, given: 0, needed })
          .where('subject_id', 'in', chunk)
          .where('steps', '=', steps)
          .returning('subject_id')
          .execute(),
    )
  }
  await tellAsked(context, ids)
  return new Map([...bySubject].map(([id, own]) => [id, own.map(({ person_id }) => person_id)]))
}

/**
 * Those whose approval was of the text before are asked for another one, of items and of versions in no project; `told`
 * are the events that tell of the edits.
 */
export function askAgain(
  context: CommandContext,
  { items: edited, alone }: { items: readonly ProjectItem[]; alone: readonly { id: Id; contentId: Id }[] },
  voided: ReadonlyMap<Id, readonly Id[]>,
  told: readonly ChannelEvent[],
): OutboxEntry[] {
  const { actor } = context
  const again = alone.filter(({ id }) => voided.has(id))
  const ofVersions = versionApprovalsAsked(context, told, again, voided)
  const ofItems = [...Map.groupBy(edited, (item) => item.projectId)].flatMap(([projectId, items]) => {
    const asked = items.filter((item) => item.approvals !== null && voided.has(subjectIdOf(item)))
    const eventId = told.find(({ channel }) => channel === channels.project(projectId))?.event.id
    if (asked.length === 0 || eventId === undefined) return []
    const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
    const personIds = [...new Set(asked.flatMap((item) => voided.get(subjectIdOf(item)) ?? []))]
    return [notify.entry({ kind: 'approval.asked', ...about, itemIds: asked.map(({ id }) => id), personIds })]
  })
  return [...ofItems, ...ofVersions]
}
