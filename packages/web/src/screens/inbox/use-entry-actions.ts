/** What one does to entries of the inbox, each with its way back for ten minutes. */
import { type ChangeEntry, deedOf, type InboxEntry, retitled, type Subscription } from '@copydesk/contract'
import { useDesk, useSubscriptions } from '@copydesk/react'
import { useMemo } from 'react'
import { showToast } from '../../design/index.ts'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'
import type { WayBackOutcome } from '../../frame/undo/undo-history.ts'
import { titlesFor } from '../../markdown/references/item-titles.ts'
import { putBack } from './put-back.ts'

type Entries = readonly InboxEntry[]

export interface EntryActions {
  change(entries: Entries, change: ChangeEntry): Promise<void>
  /** Archives them; those that are archived or snoozed already come back. */
  putAway(entries: Entries): Promise<void>
  /** Mutes what they are about, or unmutes it where all of it is muted. */
  mute(entries: Entries): Promise<void>
  /** Whether what all of them are about is muted: the thread itself, not what it is part of. */
  areMuted(entries: Entries): boolean
}

export function useEntryActions(): EntryActions {
  const desk = useDesk()
  const subscriptions = useSubscriptions().data?.data
  return useMemo(() => {
    const { commands } = desk
    const shown = levelsOf(subscriptions)
    const titles = titlesFor(desk)
    /** What the only one is called, or how many they are. */
    const nameOf = (entries: Entries) => {
      const [entry] = entries
      if (entry === undefined || entries.length > 1) return String(entries.length)
      const now = { titleOf: titles.titleOf.bind(titles), projectName: undefined }
      return `“${deedOf(retitled(entry.latest, now)).object}”`
    }
    const change: EntryActions['change'] = (entries, wanted) =>
      undoHistory.during(async () => {
        const title = titleOf(wanted, nameOf(entries))
        const outcome = await commands.changeEntries(idsOf(entries), wanted)
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
          // The way back goes to what was, so that is asked for where it is not there yet.
          const before = subscriptions
            ? shown
            : levelsOf((await desk.api.subscriptions.list().catch(() => null))?.data)
          const wanted = areMuted(entries, before) ? 'default' : 'muted'
          const each = [...new Map(entries.map((entry) => [entry.key, entry])).values()]
          const outcomes = await Promise.all(each.map(({ key }) => commands.subscribe(key, wanted)))
          const changed = each.filter((_, index) => outcomes[index]?.ok)
          if (changed.length === 0) return
          offerUndo({
            ...(wanted === 'muted'
              ? {
                  title: `Muted ${nameOf(changed)}`,
                  text: 'Only what is said to you there comes from now on. What has come stays.',
                }
              : { title: `Unmuted ${nameOf(changed)}` }),
            takeBack: async () => {
              let last: WayBackOutcome = { ok: true, commandId: '', value: undefined }
              for (const entry of changed) {
                last = await commands.subscribe(entry.key, levelOf(entry, before))
                if (!last.ok) break
              }
              return last
            },
          })
        }),
      areMuted: (entries) => areMuted(entries, shown),
    }
  }, [desk, subscriptions])
}

type Levels = ReadonlyMap<string, Subscription['level']>

function levelsOf(subscriptions: readonly Subscription[] | undefined): Levels {
  return new Map(subscriptions?.map(({ id, level }) => [id, level]))
}

function levelOf({ key }: InboxEntry, levels: Levels): Subscription['level'] {
  return levels.get(key) ?? 'default'
}

function areMuted(entries: Entries, levels: Levels): boolean {
  return entries.every((entry) => levelOf(entry, levels) === 'muted')
}

function idsOf(entries: Entries): string[] {
  return entries.map(({ id }) => id)
}

/** What is undone by doing the opposite needs no words. */
function titleOf({ archived, snoozedUntil }: ChangeEntry, what: string): string | null {
  if (archived === true) return `Archived ${what}`
  if (snoozedUntil) return `Snoozed ${what}`
  return archived === false ? `Moved ${what} to the inbox` : null
}

function sayLeft(left: number, of: number): void {
  const some = left === 1 ? 'One stays where it is' : `${left} stay where they are`
  showToast({
    tone: 'info',
    title: left === of ? 'Not undone' : some,
    text: 'Something came since, or it was moved elsewhere.',
  })
}
