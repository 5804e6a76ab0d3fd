/** What a pasted address of this desk is called, as far as whoever pastes it may see it. Loaded at the first paste. */
import type { Api } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import type { DeskPlace } from './place-of-address.ts'

/** A content item is referred to; any other place is a link with its name, since a reference would not lead there. */
export type NamedPlace = { kind: 'item'; contentId: Id; title: string } | { kind: 'place'; title: string }

/** Null where there is no such place, or one sees none. */
export async function nameOfPlace(api: Api, place: DeskPlace): Promise<NamedPlace | null> {
  const found = 'contentId' in place ? await itemNamed(api, place.contentId) : await inProject(api, place)
  if (found === null || !place.isWithin) return found
  return { kind: 'place', title: `Comment on ${found.title}` }
}

async function inProject(
  api: Api,
  { projectId, itemId }: { projectId: Id; itemId: Id | null },
): Promise<NamedPlace | null> {
  if (itemId === null) return { kind: 'place', title: (await api.projects.get(projectId)).name }
  const item = (await api.items.list(projectId)).data.find(({ id }) => id === itemId)
  return item === undefined ? null : itemNamed(api, item.contentId)
}

async function itemNamed(api: Api, contentId: Id): Promise<NamedPlace | null> {
  const [found] = (await api.content.titles([contentId])).data
  const title = found?.title ?? null
  return title === null ? null : { kind: 'item', contentId, title }
}
