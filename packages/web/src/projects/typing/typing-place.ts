/** Where people see each other write: in the project or at the version that the screen is about. */
import type { HereStore, MetVersion } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { createContext, use } from 'react'
import type { Subject } from '../../unsaved/entry.ts'

/** The project, or the version with the project that holds it. */
export const TypingPlace = createContext<Id | MetVersion | null>(null)

/**
 * Where others learn that one writes this. Null for what nobody is told of: forms, changes of one's own comments, and
 * threads of projects that one has not open.
 */
export function useHereOf(subject: Subject): HereStore | null {
  const desk = useDesk()
  const place = use(TypingPlace)
  if (place === null || (subject.kind !== 'version' && subject.kind !== 'comment')) return null
  const [version, projectId] = typeof place === 'string' ? [null, place] : [place, place.projectId]
  if (!('projectId' in subject)) return version && desk.hereAtVersion(version)
  return subject.projectId === projectId ? desk.here(projectId) : null
}
