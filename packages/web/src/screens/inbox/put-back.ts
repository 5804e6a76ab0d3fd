/** The way back of what was archived, snoozed or moved to the inbox: to where each was, unless something happened to it. */
import type { DeskCommands } from '@copydesk/client'
import type { ChangeEntry, EntryCondition, InboxEntry } from '@copydesk/contract'
import type { WayBackOutcome } from '../../frame/undo/undo-history.ts'

type Entries = readonly InboxEntry[]

/**
 * `before` and `after` the change that is taken back; its answer may have been lost. `onLeft` is
 * told how many of them stay where they are.
 */
export async function putBack(
  commands: Pick<DeskCommands, 'changeEntriesIf'>,
  before: Entries,
  after: Entries,
  onLeft: (left: number, of: number) => void,
): Promise<WayBackOutcome> {
  const upToOffset = Math.max(0, ...[...before, ...after].map(({ offset }) => offset))
  const changed = new Map(after.map((entry) => [entry.id, entry]))
  const moves = before.map((entry) => {
    const { archivedAt, snoozedUntil } = changed.get(entry.id) ?? {}
    return { id: entry.id, change: wayBackTo(entry), onlyIf: { upToOffset, archivedAt, snoozedUntil } }
  })
  let left = 0
  let last: WayBackOutcome = { ok: true, commandId: '', value: undefined }
  for (const [name, alike] of Map.groupBy(moves, ({ change, onlyIf }) => JSON.stringify([change, onlyIf]))) {
    const [change, onlyIf] = JSON.parse(name) as [ChangeEntry, EntryCondition]
    const outcome = await commands.changeEntriesIf(
      alike.map(({ id }) => id),
      onlyIf,
      change,
    )
    if (!outcome.ok) return outcome
    left += outcome.value?.leftOut.length ?? 0
    last = outcome
  }
  if (left > 0) onLeft(left, moves.length)
  return last
}

/** To where an entry was; what was snoozed until an instant that is over comes back to the inbox. */
function wayBackTo({ archivedAt, snoozedUntil }: InboxEntry): ChangeEntry {
  if (archivedAt !== null) return { archived: true }
  const isOver = snoozedUntil === null || Date.parse(snoozedUntil) <= Date.now()
  return isOver ? { archived: false, snoozedUntil: null } : { snoozedUntil }
}
