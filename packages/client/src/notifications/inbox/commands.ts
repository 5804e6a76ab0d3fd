/** The commands of a person's inbox: entries read, unread, archived, snoozed; all read, all seen. */
import {
  type AllRead,
  type ArchivedAll,
  type ChangedEntries,
  type ChangeEntry,
  changedEntriesLimit,
  type EntryCondition,
  type Id,
  type InboxCounts,
  type InboxEntry,
  type Instant,
  isInInbox,
  latestFirst,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import * as guesses from './guesses.ts'
import { inboxKeys } from './lives.ts'

export interface InboxCommands {
  /** Marks, archives or snoozes entries; the first 300 of them. */
  changeEntries(entryIds: readonly Id[], change: ChangeEntry): Promise<CommandOutcome<ChangedEntries>>
  /** The same of those of which something is true still, which the server knows: shown when it answered. */
  changeEntriesIf(
    entryIds: readonly Id[],
    onlyIf: EntryCondition,
    change: ChangeEntry,
  ): Promise<CommandOutcome<ChangedEntries>>
  /** The thread of the comment is unread from there on. */
  markUnreadFrom(commentId: Id): Promise<CommandOutcome<InboxEntry>>
  /** Marks everything that has arrived on this screen as read; what comes later stays unread. */
  markAllRead(): Promise<CommandOutcome<AllRead>>
  /** Makes unread again all that `markAllRead` marked, by the instant that it answered. */
  undoAllRead(readAt: Instant): Promise<CommandOutcome<InboxCounts>>
  /** Archives everything that has arrived on this screen, or what of it is read; what comes later stays. */
  archiveAll(onlyRead?: boolean): Promise<CommandOutcome<ArchivedAll>>
  /** Brings back all that `archiveAll` archived, by the instant that it answered. */
  undoArchiveAll(archivedAt: Instant): Promise<CommandOutcome<InboxCounts>>
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
  const latest = (): InboxEntry | undefined =>
    inboxes()
      .flatMap((live) => live.getSnapshot().data?.data.find(isInInbox) ?? [])
      .sort(latestFirst)[0]

  return {
    changeEntries: (ids, change) => {
      const entryIds = ids.slice(0, changedEntriesLimit)
      return write(
        (commandId) => api.inbox.change({ entryIds, ...change }, { commandId }),
        (show, who) => {
          for (const live of inboxes()) {
            const known = (reply: ChangedEntries) => guesses.knownEntries(who, reply.data)
            show(live, guesses.guessChange(who, entryIds, change), known)
          }
        },
      )
    },
    changeEntriesIf: (ids, onlyIf, change) => {
      const entryIds = ids.slice(0, changedEntriesLimit)
      return run((commandId) => api.inbox.change({ entryIds, onlyIf, ...change }, { commandId }))
    },
    markUnreadFrom: (id) => run((commandId) => api.inbox.markUnreadFrom(id, { commandId })),
    markAllRead: () => {
      const last = latest()
      return write(
        (commandId) => api.notifications.readAll(last?.offset, { commandId }),
        (show, who) => {
          for (const live of inboxes()) if (last) show(live, guesses.guessAllRead(who, last))
        },
      )
    },
    undoAllRead: (readAt) => run((commandId) => api.notifications.undoReadAll(readAt, { commandId })),
    archiveAll: (onlyRead = false) => {
      const last = latest()
      const archive = { onlyRead, ...(last && { upToOffset: last.offset }) }
      return write(
        (commandId) => api.inbox.archiveAll(archive, { commandId }),
        (show, who) => {
          for (const live of inboxes()) if (last) show(live, guesses.guessAllArchived(who, last, onlyRead))
        },
      )
    },
    undoArchiveAll: (archivedAt) => run((commandId) => api.inbox.undoArchiveAll(archivedAt, { commandId })),
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
