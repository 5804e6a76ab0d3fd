/** What one does to entries of the inbox, each with its way back for ten minutes. */
import type { ChangeEntry, InboxEntry, SubscriptionKey } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useMemo } from 'react'
import { showToast } from '../../design/index.ts'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import type { WayBackOutcome } from '../../frame/undo/undo-history.ts'
import { putBack } from './put-back.ts'

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
        if (!outcome.ok || title === null) return
        const after = outcome.value?.data ?? []
        offerUndo({ title, takeBack: () => putBack(commands, entries, after, sayLeft) })
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
          const before = await api.subscriptions.list().catch(() => null)
          const levelOf = (key: SubscriptionKey) =>
            before?.data.find(({ id }) => id === key)?.level ?? 'default'
          const keys = [...new Set(entries.map(({ key }) => key))]
          const outcomes = await Promise.all(keys.map((key) => commands.subscribe(key, 'muted')))
          const muted = keys.filter((_, index) => outcomes[index]?.ok)
          if (muted.length === 0) return
          offerUndo({
            title: muted.length === 1 ? 'Muted' : `Muted ${muted.length}`,
            text: 'Only what is said to you there comes from now on. What has come stays.',
            takeBack: async () => {
              let last: WayBackOutcome = { ok: true, commandId: '', value: undefined }
              for (const key of muted) {
                last = await commands.subscribe(key, levelOf(key))
                if (!last.ok) break
              }
              return last
            },
          })
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

function sayLeft(left: number, of: number): void {
  const some = left === 1 ? 'One stays where it is' : `${left} stay where they are`
  showToast({
    tone: 'info',
    title: left === of ? 'Not undone' : some,
    text: 'Something came since, or it was moved elsewhere.',
  })
}
