/** Finds by a part of the name what the lists of projects, content and people would show the same viewer. */
import type { Found, SearchResult } from '@copydesk/contract'
import { allows, type Viewer } from '../command/viewer.ts'
import { findContentByTitle } from '../content/queries.ts'
import { findPeopleByName } from '../people/queries.ts'
import { sightOf } from '../projects/members/sight.ts'
import { findProjectsByName } from '../projects/project/queries.ts'
import type { Tx } from '../storage/storage.ts'

/** At most `limit` of each kind. */
export async function searchAll(tx: Tx, viewer: Viewer, q: string, limit: number): Promise<SearchResult> {
  const data: Found[] = []
  const sight = await sightOf(tx, viewer)
  if (allows(viewer, 'project.read')) data.push(...(await findProjectsByName(tx, sight, q, limit)))
  if (allows(viewer, 'content.read')) data.push(...(await findContentByTitle(tx, sight, q, limit)))
  if (allows(viewer, 'people.read')) data.push(...(await findPeopleByName(tx, q, limit)))
  return { data }
}
