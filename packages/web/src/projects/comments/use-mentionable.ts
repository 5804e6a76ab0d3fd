/** Whom one can mention in a comment. */
import type { Group, Person } from '@copydesk/contract'
import { useGroups, usePeople } from '@copydesk/react'
import { useMemo } from 'react'
import type { Mentionable } from '../../people/mentionable.ts'

const nobody: readonly Person[] = []
const noGroups: readonly Group[] = []

/** `isWanted`: whether somebody writes; groups are read then. */
export function useMentionable(isWanted: boolean): Mentionable {
  const people = usePeople().data?.data ?? nobody
  const groups = useGroups(isWanted).data?.data ?? noGroups
  return useMemo(() => ({ people, groups }), [people, groups])
}
