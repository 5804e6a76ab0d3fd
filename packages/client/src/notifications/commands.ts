/** The commands of a person's inbox: read, unread, all read, all seen. */
import {
  type AllRead,
  type Id,
  type InboxCounts,
  type Instant,
  latestFirst,
  type Notification,
  type UndoneAllRead,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { LiveStore } from '../live/live-store.ts'
import * as guesses from './guesses.ts'
import { inboxKeys } from './lives.ts'

export interface InboxCommands {
  markRead(notificationId: Id, read?: boolean): Promise<CommandOutcome<Notification>>
  /** Marks everything that has arrived on this screen as read; what comes later stays unread. */
  markAllRead(): Promise<CommandOutcome<AllRead>>
  /** Makes unread again all that `markAllRead` marked, by the instant that it answered. */
  undoAllRead(readAt: Instant): Promise<CommandOutcome<UndoneAllRead>>
  /** The person opened the bell: what has arrived is seen, which is not read. */
  markAllSeen(): Promise<CommandOutcome<InboxCounts>>
}

/** Binds the inbox commands to an API and to the inboxes on screen. */
export function createInboxCommands(
  api: Api,
  store: LiveStore,
  { run, write }: CommandRunner,
): InboxCommands {
  const inboxes = () => store.activeUnder(inboxKeys.allInboxes)
  const latest = (): Notification | undefined =>
    inboxes()
      .flatMap((live) => live.getSnapshot().data?.data[0] ?? [])
      .sort(latestFirst)[0]

  return {
    markRead: (notificationId, read = true) =>
      write(
        (commandId) => api.notifications.change(notificationId, read, { commandId }),
        (show, who) => {
          for (const live of inboxes()) {
            const known = (reply: Notification) => guesses.knownNotification(who, reply)
            show(live, guesses.guessRead(who, notificationId, read), known)
          }
        },
      ),
    markAllRead: () => {
      const last = latest()
      return write(
        (commandId) => api.notifications.readAll(last?.offset, { commandId }),
        (show, who) => {
          for (const live of inboxes()) if (last) show(live, guesses.guessAllRead(who, last))
        },
      )
    },
    undoAllRead: async (readAt) => {
      for (;;) {
        const outcome = await run((commandId) => api.notifications.undoReadAll(readAt, { commandId }))
        if (!outcome.ok || !outcome.value?.left) return outcome
      }
    },
    markAllSeen: () => {
      const last = latest()
      return write(
        (commandId) => api.notifications.seen(last?.offset, { commandId }),
        (show, who) => {
          for (const live of inboxes()) if (last) show(live, guesses.guessAllSeen(who, last))
        },
      )
    },
  }
}
