/**
 * Takes a change to items back, at the revisions that it left. Items that had several values are several commands: what
 * can be refused is refused before the first of them.
 */
import { ApiError, type Desk } from '@copydesk/client'
import type { Actor, Id, ProjectItem } from '@copydesk/contract'
import { revisions } from '../../../frame/undo/revisions.ts'
import type { WayBackOutcome } from '../../../frame/undo/undo-history.ts'
import { changedSince, type WayBack } from './item-ways-back.ts'

export interface ItemsToTakeBack {
  projectId: Id
  /** As they were before the change. */
  before: readonly ProjectItem[]
  /** Those that are still to go; what went is taken out. */
  ways: WayBack[]
  nameOf: (actor: Actor) => string
}

export async function takeItemsBack(desk: Desk, taken: ItemsToTakeBack): Promise<WayBackOutcome> {
  const { projectId, before, ways } = taken
  if (ways.length > 1) {
    const why = await sayChanged(desk, taken)
    if (why !== undefined) return { ok: false, commandId: '', error: changed(), why }
  }
  let last: WayBackOutcome = { ok: true, commandId: '', value: undefined }
  for (const way of [...ways]) {
    const outcome = await desk.commands.changeSeenItems(projectId, latest(way.items), way.change)
    if (!outcome.ok) {
      const why = outcome.error.code === 'revision_mismatch' ? await sayChanged(desk, taken) : undefined
      return why === undefined ? outcome : { ...outcome, why }
    }
    ways.splice(ways.indexOf(way), 1)
    const were = new Map(before.map(({ id, revision }) => [id, revision]))
    for (const { id, revision } of outcome.value?.data ?? []) {
      const was = were.get(id)
      if (was !== undefined) revisions.note(id, was, revision)
    }
    last = outcome
  }
  return last
}

function latest(items: WayBack['items']): WayBack['items'] {
  return items.map(({ id, revision }) => ({ id, revision: revisions.follow(id, revision) }))
}

function changed(): ApiError {
  return new ApiError({
    code: 'revision_mismatch',
    status: 412,
    title: 'This was changed since you looked',
    remedy: '',
  })
}

/** Who changed which of them since; undefined: nobody, or it cannot be known now. */
async function sayChanged(
  { api, person }: Desk,
  { projectId, before, ways, nameOf }: ItemsToTakeBack,
): Promise<string | undefined> {
  const now = await api.items.list(projectId).then(
    ({ data }) => data,
    () => null,
  )
  if (now === null) return undefined
  const left = latest(ways.flatMap(({ items }) => items))
  const [first] = changedSince(left, now)
  if (first === undefined) return undefined
  const item = now.find(({ id }) => id === first.id)
  if (item === undefined) {
    const title = before.find(({ id }) => id === first.id)?.title
    return `“${title}” is not in the project any more.`
  }
  const who = item.updatedBy.id === person.id ? 'You' : nameOf(item.updatedBy)
  return `${who} changed “${item.title}” since.`
}
