/**
 * The projects and content that a person opened lately in this browser, newest first. A title may be known to members of
 * a private project alone: it is forgotten once the person is in one of these less than when they saw it.
 */
import type { Id } from '@copydesk/contract'
import { useDesk, useLiveSnapshot } from '@copydesk/react'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { sharedName } from '../../base-path.ts'
import { keepText, recallText } from '../../browser/storage.ts'

export interface RecentPlace {
  kind: 'project' | 'content'
  id: Id
  /** As it was then. */
  title: string
  /** The private projects that the person was in then. */
  privateIds: readonly Id[]
}

const keptCount = 12
const nameFor = (personId: Id) => sharedName(`copydesk.recent.${personId}`)

const watchers = new Set<() => void>()

function watchPlaces(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Those of this person, also one that is noted while they are shown. */
export function useRecentPlaces(personId: Id): readonly RecentPlace[] {
  const text = useSyncExternalStore(watchPlaces, () => recallText(nameFor(personId)))
  return useMemo(() => placesFrom(text), [text])
}

function placesFrom(text: string | null): readonly RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPlace) : []
  } catch {
    return []
  }
}

/** The list with this place at its head. */
export function withRecent(places: readonly RecentPlace[], place: RecentPlace): readonly RecentPlace[] {
  return [place, ...places.filter(({ id }) => id !== place.id)].slice(0, keptCount)
}

/** Those whose titles the person may still know, who sees these projects now. */
export function stillKnown(
  places: readonly RecentPlace[],
  projectIds: { has(id: Id): boolean },
): readonly RecentPlace[] {
  return places.filter(({ privateIds }) => privateIds.every((id) => projectIds.has(id)))
}

/** Keeps no other than these. */
export function keepPlaces(personId: Id, places: readonly RecentPlace[]): void {
  keepText(nameFor(personId), JSON.stringify(places))
  for (const tell of watchers) tell()
}

/** Notes a place as opened, while it is on the screen under this title. */
export function useRecent(kind: RecentPlace['kind'], id: Id, title: string): void {
  const { person, lives } = useDesk()
  const own = useLiveSnapshot(lives.privateProjects()).data?.data
  // One text for the same projects, whatever else of them changes.
  const among = own?.map((project) => project.id).join()
  const before = useRef<readonly Id[]>([])
  useEffect(() => {
    if (among === undefined) return
    const privateIds = among === '' ? [] : among.split(',')
    const known = stillKnown(placesFrom(recallText(nameFor(person.id))), new Set(privateIds))
    // Whoever is put out has the title on the screen for one moment more.
    const isOut = before.current.some((one) => !privateIds.includes(one))
    before.current = privateIds
    keepPlaces(person.id, isOut ? known : withRecent(known, { kind, id, title, privateIds }))
  }, [person.id, kind, id, title, among])
}

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false
  const { kind, id, title, privateIds } = value as Record<string, unknown>
  return (
    (kind === 'project' || kind === 'content') &&
    typeof id === 'string' &&
    typeof title === 'string' &&
    Array.isArray(privateIds)
  )
}
