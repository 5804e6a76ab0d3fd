/**
 * The names of the projects that the person sees, for lists of other things that name them. The same map until a name,
 * colour or visibility changes: counts, which change all the time, redraw none of those lists.
 */
import type { Id, Project } from '@copydesk/contract'
import { useProjects } from '@copydesk/react'
import { useState } from 'react'

export type KnownProject = Pick<Project, 'id' | 'name' | 'color' | 'visibility'>
export type KnownProjects = ReadonlyMap<Id, KnownProject>

const none: KnownProjects = new Map()

export function useKnownProjects(): KnownProjects {
  const rows = useProjects().data?.data
  const [seen, setSeen] = useState<{ rows: typeof rows; known: KnownProjects }>({
    rows: undefined,
    known: none,
  })
  if (rows === seen.rows) return seen.known
  const known =
    rows === undefined || isSame(seen.known, rows) ? seen.known : new Map(rows.map((row) => [row.id, row]))
  setSeen({ rows, known })
  return known
}

function isSame(known: KnownProjects, rows: readonly KnownProject[]): boolean {
  return rows.length === known.size && rows.every((row) => isSameProject(known.get(row.id), row))
}

function isSameProject(one: KnownProject | undefined, other: KnownProject): boolean {
  return one?.name === other.name && one.color === other.color && one.visibility === other.visibility
}
