/**
 * Writes down who was told of what happened, who was not, and why, in the transaction that decides it: rights and
 * preferences change later. Holds ids alone and no words, so that nothing of it has to follow an edit.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Decision, Verdict } from '../decide.ts'
import type { Occasion } from '../occasion.ts'

/** A person, the strongest of their reasons, and how it ended for them. */
export type KeptDecision = [personId: Id, reason: Decision['reason'], outcome: Decision['outcome']]

/** What is decided of more people later is a further part of the same trace. */
export async function recordTraces(context: CommandContext, verdicts: readonly Verdict[]): Promise<void> {
  const { tx, now, newId } = context
  const decided = verdicts.filter(({ decisions }) => decisions.length > 0)
  if (decided.length === 0) return
  const eventIds = [...new Set(decided.map(({ occasion }) => occasion.eventId))]
  const begun = await selectInChunks(eventIds, (chunk) =>
    tx
      .selectFrom('traces')
      .select(['id', 'event_id', 'subject_id', 'kind'])
      .where('event_id', 'in', chunk)
      .execute(),
  )
  const idOf = new Map(begun.map((row) => [keyOf(row.event_id, row.subject_id, row.kind), row.id]))
  const traces: Row<'traces'>[] = []
  const parts = decided.map(({ occasion, decisions }): Row<'trace_parts'> => {
    const key = keyOf(occasion.eventId, occasion.subjectId, occasion.kind)
    const traceId = idOf.get(key) ?? newId()
    if (!idOf.has(key)) traces.push(traceOf(traceId, occasion, now))
    idOf.set(key, traceId)
    const told = decisions.filter(({ outcome }) => outcome === 'told').length
    const kept = decisions.map(({ personId, reason, outcome }): KeptDecision => [personId, reason, outcome])
    const withheld = decisions.length - told
    return { id: newId(), trace_id: traceId, told, withheld, decisions: JSON.stringify(kept), at: now }
  })
  for (const chunk of chunks(traces)) await tx.insertInto('traces').values(chunk).execute()
  for (const chunk of chunks(parts)) await tx.insertInto('trace_parts').values(chunk).execute()
  deliveryChanged(context, 'traces')
}

function keyOf(eventId: Id, subjectId: Id, kind: string): string {
  return [eventId, subjectId, kind].join(' ')
}

function traceOf(
  id: Id,
  { eventId, subjectId, kind, actorId, actorKind, place }: Occasion,
  at: number,
): Row<'traces'> {
  const [item, ...others] = place.items
  return {
    id,
    event_id: eventId,
    subject_id: subjectId,
    kind,
    actor_id: actorId,
    actor_kind: actorKind,
    project_id: place.projectId,
    item_id: item && others.length === 0 ? item.id : null,
    comment_id: subjectId === eventId ? null : subjectId,
    content_id: place.contentId,
    version_id: place.versionId,
    at,
  }
}
