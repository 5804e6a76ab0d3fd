/** What the history of releases is narrowed to, as its address says: `?by=…&project=…&from=2026-03-01&to=2026-03-31`. Pure. */
import type { Id, ReleasesFilter } from '@copydesk/contract'

/** As people choose it: both days belong to it. */
export interface ReleasesChoice {
  by: Id | null
  project: Id | null
  from: string | null
  to: string | null
}

export const allReleases: ReleasesChoice = { by: null, project: null, from: null, to: null }

/** Reads it out of an address's query; what makes no sense there narrows nothing. */
export function releasesChoiceFrom(query: URLSearchParams): ReleasesChoice {
  return {
    by: idFrom(query.get('by')),
    project: idFrom(query.get('project')),
    from: dayFrom(query.get('from')),
    to: dayFrom(query.get('to')),
  }
}

/** The query with the choice in it, nothing for what is not narrowed. */
export function queryOfChoice(choice: ReleasesChoice, before: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams(before)
  for (const [name, value] of Object.entries(choice)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  return query
}

/** What the server is asked for: days begin and end where the browser is. */
export function filterOfChoice({ by, project, from, to }: ReleasesChoice): ReleasesFilter {
  return {
    personId: by,
    projectId: project,
    from: from === null ? null : startOf(from, 0),
    until: to === null ? null : startOf(to, 1),
  }
}

export function isNarrowed(choice: ReleasesChoice): boolean {
  return Object.values(choice).some((value) => value !== null)
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).toISOString()
}

function idFrom(text: string | null): Id | null {
  return text !== null && /^[0-9a-f-]{36}$/.test(text) ? text : null
}

/** The years that a form asks for: others, half typed, are none yet. */
function dayFrom(text: string | null): string | null {
  if (text === null || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return null
  const at = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? null : text
}
