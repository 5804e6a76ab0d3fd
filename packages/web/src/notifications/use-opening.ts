/** What opening an entry of the inbox is, by whichever link: its place, from where on it is new there, and that it is read. */
import type { InboxEntry } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { placeOf } from './place-of.ts'

export interface Opening {
  place: string
  /** For the history's entry of the place. */
  state: { newFrom: string | undefined }
  markRead: () => void
}

export function useOpening(entry: InboxEntry): Opening {
  const commands = useCommands()
  return {
    place: placeOf(entry.latest),
    state: { newFrom: entry.unreadFrom ?? undefined },
    markRead: () => {
      if (entry.unread > 0) void commands.changeEntries([entry.id], { read: true })
    },
  }
}
