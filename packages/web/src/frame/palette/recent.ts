/** The projects and content that a person opened lately in this browser, newest first. */
import type { Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useEffect } from 'react'
import { sharedName } from '../../base-path.ts'
import { keepText, recallText } from '../../browser/storage.ts'

export interface RecentPlace {
  kind: 'project' | 'content'
  id: Id
  /** As it was then. */
  title: string
}

const keptCount = 12
const nameFor = (personId: Id) => sharedName(`copydesk.recent.${personId}`)

export function recentPlaces(personId: Id): readonly RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(recallText(nameFor(personId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPlace) : []
  } catch {
    return []
  }
}

/** The list with this place at its head. */
export function withRecent(places: readonly RecentPlace[], place: RecentPlace): readonly RecentPlace[] {
  return [place, ...places.filter(({ id }) => id !== place.id)].slice(0, keptCount)
}

/** Notes a place as opened, while it is on the screen under this title. */
export function useRecent(kind: RecentPlace['kind'], id: Id, title: string): void {
  const { person } = useDesk()
  useEffect(() => {
    const places = withRecent(recentPlaces(person.id), { kind, id, title })
    keepText(nameFor(person.id), JSON.stringify(places))
  }, [person.id, kind, id, title])
}

function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false
  const { kind, id, title } = value as Record<string, unknown>
  return (kind === 'project' || kind === 'content') && typeof id === 'string' && typeof title === 'string'
}
