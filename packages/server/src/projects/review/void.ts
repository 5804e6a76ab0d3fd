/** An edit makes approvals void: they were of another text. */
import { channels, type Id, type ProjectItem } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { notify } from '../../notifications/notify.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { endApprovals, ruleOf } from './reviews.ts'
import { tellAsked } from './tell-asked.ts'
import { versionApprovalsAsked } from './version-news.ts'

/** Gives by version whose approvals counted until then; each review is at its first step again. */
export async function voidByEdit(context: CommandContext, versionIds: readonly Id[]): Promise<Map<Id, Id[]>> {
  const ended = await endApprovals(context, versionIds, 'edited')
  const byVersion = Map.groupBy(ended, ({ subject_id }) => subject_id)
  const ids = [...byVersion.keys()]
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
  return new Map([...byVersion].map(([id, own]) => [id, own.map(({ person_id }) => person_id)]))
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
    const asked = items.filter(({ versionId, approvals }) => approvals !== null && voided.has(versionId))
    const eventId = told.find(({ channel }) => channel === channels.project(projectId))?.event.id
    if (asked.length === 0 || eventId === undefined) return []
    const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
    const personIds = [...new Set(asked.flatMap(({ versionId }) => voided.get(versionId) ?? []))]
    return [notify.entry({ kind: 'approval.asked', ...about, itemIds: asked.map(({ id }) => id), personIds })]
  })
  return [...ofItems, ...ofVersions]
}
