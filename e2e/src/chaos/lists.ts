/**
 * The lists of the checker within a project: comments, items, and the names that it had. All three are told of in the one
 * channel of the project, so each list has every offset and its own entries.
 */
import {
  type CommentsState,
  channels,
  type Id,
  type ItemsState,
  type Position,
  type ProjectEvent,
  type Snapshot,
} from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Received } from '@copydesk/testkit/checker'

/** A project that is written into. */
export interface WrittenProject {
  id: Id
  /** Its items are of this page, each in a language of its own. */
  contentId: Id
  /** Counts the items, those included that came to nothing. */
  nextItem: number
}

export const listKinds = ['comments', 'items', 'names'] as const
export type ListKind = (typeof listKinds)[number]

/** The names of its lists. */
export function listsOf(id: Id): Record<ListKind, string> {
  const channel = channels.project(id)
  return { comments: `${channel} comments`, items: `${channel} items`, names: `${channel} names` }
}

/** What an event appends to each list. */
export const entryOf: Record<ListKind, (event: ProjectEvent) => string | null> = {
  comments: (event) => (event.type === 'comment.created' ? ownWords(event.comment.body) : null),
  items: (event) => (event.type === 'item.added' ? (event.items[0]?.language ?? null) : null),
  names: (event) =>
    event.type === 'project.changed' && event.change?.fields.includes('name') ? event.project.name : null,
}

/** Lists that have a snapshot; of names only the last one is kept. */
export const followedKinds = ['comments', 'items'] as const
export type FollowedKind = (typeof followedKinds)[number]

/** What somebody is given who comes now. */
export async function readSnapshot(
  caller: ApiCaller,
  id: Id,
  kind: FollowedKind,
): Promise<Received & { type: 'snapshot' }> {
  const [entries, { epoch, offset }] =
    kind === 'items' ? await readItems(caller, id) : await readComments(caller, id)
  return { type: 'snapshot', epoch, offset, entries }
}

async function readItems(caller: ApiCaller, id: Id): Promise<[string[], Position]> {
  const { data, position } = await caller.get<Snapshot<ItemsState>>(`/projects/${id}/items`)
  return [data.map(({ language }) => language), position]
}

async function readComments(caller: ApiCaller, id: Id): Promise<[string[], Position]> {
  const page = await caller.get<Snapshot<CommentsState>>(`/projects/${id}/comments?limit=200`)
  if (page.nextCursor !== null) throw new Error('More threads than a page has: make the run shorter')
  return [page.data.map(({ body }) => ownWords(body)), page.position]
}

/** Of a comment, after whom it mentions. */
const ownWords = (body: string) => body.split(' ').at(-1) ?? ''

/** A language of two letters for each number up to 675. */
export function languageOf(number: number): string {
  return [Math.floor(number / 26), number % 26].map((place) => String.fromCharCode(97 + place)).join('')
}
