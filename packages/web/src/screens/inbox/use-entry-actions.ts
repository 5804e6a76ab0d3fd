/** What one does to entries of the inbox, each with its way back for ten minutes. */
import type { DeskCommands } from '@copydesk/client'
import type { ChangeEntry, InboxEntry } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useMemo } from 'react'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import type { WayBackOutcome } from '../../frame/undo/undo-history.ts'

type Entries = readonly InboxEntry[]

export interface EntryActions {
  change(entries: Entries, change: ChangeEntry): Promise<void>
  /** Archives them; those that are archived or snoozed already come back. */
  putAway(entries: Entries): Promise<void>
  /** Mutes what they are about. */
  mute(entries: Entries): Promise<void>
}

export function useEntryActions(): EntryActions {
  const { commands, api } = useDesk()
  return useMemo(() => {
    const change: EntryActions['change'] = (entries, wanted) =>
      undoHistory.during(async () => {
        const outcome = await commands.changeEntries(idsOf(entries), wanted)
        const title = titleOf(wanted, entries.length)
        if (outcome.ok && title !== null) offerUndo({ title, takeBack: () => putBack(commands, entries) })
      })
    return {
      change,
      putAway: (entries) => {
        const isAway = entries.every(
          ({ archivedAt, snoozedUntil }) => archivedAt !== null || snoozedUntil !== null,
        )
        return change(entries, isAway ? { archived: false, snoozedUntil: null } : { archived: true })
      },
      mute: (entries) =>
        undoHistory.during(async () => {
          const [entry] = entries
          if (!entry) return
          const before = await api.subscriptions.list().catch(() => null)
          const level = before?.data.find(({ id }) => id === entry.key)?.level ?? 'default'
          const outcome = await commands.subscribe(entry.key, 'muted')
          const title = `Muted: only what is said to you there comes from now on`
          if (outcome.ok) offerUndo({ title, takeBack: () => commands.subscribe(entry.key, level) })
        }),
    }
  }, [commands, api])
}

function idsOf(entries: Entries): string[] {
  return entries.map(({ id }) => id)
}

/** What is undone by doing the opposite needs no words. */
function titleOf({ archived, snoozedUntil }: ChangeEntry, count: number): string | null {
  const what = count === 1 ? '' : ` ${count}`
  if (archived === true) return `Archived${what}`
  if (snoozedUntil) return `Snoozed${what}`
  return archived === false ? `Moved${what} to the inbox` : null
}

/** To where each of them was. */
async function putBack(commands: DeskCommands, entries: Entries): Promise<WayBackOutcome> {
  const places = Map.groupBy(entries, ({ archivedAt, snoozedUntil }) =>
    archivedAt !== null ? 'archived' : (snoozedUntil ?? 'inbox'),
  )
  let last: WayBackOutcome | undefined
  for (const [place, some] of places) {
    const isOver = place !== 'archived' && place !== 'inbox' && Date.parse(place) <= Date.now()
    const change: ChangeEntry =
      place === 'archived'
        ? { archived: true }
        : place === 'inbox' || isOver
          ? { archived: false, snoozedUntil: null }
          : { snoozedUntil: place }
    last = await commands.changeEntries(idsOf(some), change)
    if (!last.ok) return last
  }
  return last ?? { ok: true, commandId: '', value: undefined }
}
