/** Whom one can mention in a comment, and how many people it tells through their groups. */
import { type Group, maxToldByGroups, type Person } from '@copydesk/contract'
import { useGroups, usePeople } from '@copydesk/react'
import { useMemo } from 'react'
import { type Mentionable, toldBy } from '../../people/mentionable.ts'
import type { Writing } from './use-composer.ts'

export interface Mentioned {
  everyone: Mentionable
  /** What is said of the groups that are mentioned; null where none is. */
  toldWords: string | null
  isTooMany: boolean
}

const nobody: readonly Person[] = []
const noGroups: readonly Group[] = []

/** `isWanted`: whether somebody writes; groups are read then. */
export function useMentionable({ text, mentions }: Writing, isWanted: boolean): Mentioned {
  const people = usePeople().data?.data ?? nobody
  const groups = useGroups(isWanted).data?.data ?? noGroups
  const everyone = useMemo(() => ({ people, groups }), [people, groups])
  const ids = mentions.flatMap(({ of, id, label }) =>
    of === 'group' && text.includes(`@${label}`) ? [id] : [],
  )
  const count = toldBy(ids, everyone)
  return {
    everyone,
    toldWords: ids.length === 0 ? null : wordsOf(count),
    isTooMany: count > maxToldByGroups,
  }
}

/** Whoever does not see the place is not told: it may be fewer. */
function wordsOf(count: number): string {
  if (count > maxToldByGroups) return `Tells ${count} people: at most ${maxToldByGroups} at once`
  return count === 1 ? 'Tells 1 person' : `Tells up to ${count} people`
}
