/**
 * What people are told of versions that no project holds, as of items: who is asked for approvals, and what became of
 * them. Each is told by itself, for they have no place in common.
 */
import { channels, type Id, type Status } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { notify } from '../../notifications/notify.ts'
import type { ChannelEvent } from '../../storage/journal.ts'

type Told = readonly ChannelEvent[]

interface Version {
  id: Id
  contentId: Id
}

/** A version that a command moved. */
export interface VersionMove extends Version {
  from: Status
  to: Status
  reason?: string | undefined
}

/** Tells those who wrote them; `told` are the events of the command. */
export function versionsMoved(
  context: CommandContext,
  told: Told,
  moves: readonly VersionMove[],
): OutboxEntry[] {
  return moves.map((move) => {
    const { id: versionId, from, to, reason } = move
    return notify.entry({
      kind: 'version.status_changed',
      ...about(context, told, move),
      versionId,
      from,
      to,
      reason,
    })
  })
}

/** Tells those whose approval they wait for now; of these people only, where some are named. */
export function versionApprovalsAsked(
  context: CommandContext,
  told: Told,
  versions: readonly Version[],
  personIdsOf?: ReadonlyMap<Id, readonly Id[]>,
): OutboxEntry[] {
  return versions.map((version) => {
    const personIds = personIdsOf && { personIds: [...(personIdsOf.get(version.id) ?? [])] }
    return notify.entry({
      kind: 'version.approval_asked',
      ...about(context, told, version),
      versionId: version.id,
      ...personIds,
    })
  })
}

/** The event that says it live; of many versions at once, each is told of later. */
function about({ actor, newId }: CommandContext, told: Told, { contentId }: Version) {
  const channel = channels.content(contentId)
  const eventId = told.find((one) => one.channel === channel)?.event.id ?? newId()
  return { eventId, actorId: actor.id, actorKind: actor.kind }
}
