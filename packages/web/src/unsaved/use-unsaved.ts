/** The unsaved texts and their sessions, for components. */
import type { Id } from '@copydesk/contract'
import { useCallback, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Edit, Saved } from './edit.ts'
import { type Subject, subjectKey } from './entry.ts'
import type { StorageTrouble } from './entry-store.ts'
import { useOutbox } from './OutboxProvider.tsx'
import type { OpenOptions, Unsaved } from './outbox.ts'
import type { TextSession } from './text-session.ts'

/** Every unsaved text of the person in this browser. */
export function useUnsaved(): readonly Unsaved[] {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, outbox.list)
}

/**
 * Something that follows from the unsaved texts: a figure, a word, or an object that they hold. Draws anew only when
 * that changes, not with every key.
 */
export function useOfUnsaved<T>(select: (all: readonly Unsaved[]) => T): T {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, () => select(outbox.list()))
}

/** Why the browser does not store what is written; null while it does. */
export function useStorageTrouble(): StorageTrouble | null {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, outbox.storageTrouble)
}

/** The versions with words that are not saved, in whatever window of this browser. */
export function useUnsavedVersions(): ReadonlySet<Id> {
  const ids = useOfUnsaved((all) =>
    all.flatMap(({ entry: { subject } }) => (subject.kind === 'version' ? [subject.versionId] : [])).join(),
  )
  return useMemo(() => new Set(ids === '' ? [] : ids.split(',')), [ids])
}

/** Whether a draft about this waits for its field, or stands in it here. */
export function useHasDraft(subject: Subject): boolean {
  const key = subjectKey(subject)
  return useOfUnsaved((all) =>
    all.some(
      ({ entry, isElsewhere }) => subjectKey(entry.subject) === key && !entry.edit.isWanted && !isElsewhere,
    ),
  )
}

/** The session of a field, from when it is drawn until it goes; null before the first effect. */
export function useTextSession(
  subject: Subject,
  base: Saved,
  options: OpenOptions,
  /** Another number begins another text. */
  count = 0,
): TextSession | null {
  const outbox = useOutbox()
  const [session, setSession] = useState<TextSession | null>(null)
  const key = subjectKey(subject)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it begins with counts once.
  useLayoutEffect(() => {
    const opened = outbox.open(subject, base, options)
    setSession(opened)
    return () => outbox.close(opened)
  }, [outbox, key, count])
  return session
}

/** How the text of a session stands; null without one. */
export function useEdit(session: TextSession | null): Edit | null {
  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => {}),
    [session],
  )
  return useSyncExternalStore(subscribe, () => session?.getEdit() ?? null)
}
