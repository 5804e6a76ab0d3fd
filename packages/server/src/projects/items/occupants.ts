/**
 * A project does one thing with a content item in a language, so what is to be added meets the item that is there
 * already. One that is done, its version live or taken down, takes up what comes next and keeps its thread and place.
 */
import { type FieldError, type Id, type ProjectItem, wasPublished } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import { languageKey } from '../../content/live-versions.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsOfContent } from './queries.ts'

/** The items of a project by `languageKey`; of several from before there was one for each, what is open, then newest. */
export async function occupantsOf(
  tx: Tx,
  projectId: Id,
  contentIds: readonly Id[],
): Promise<Map<string, ProjectItem>> {
  const occupants = new Map<string, ProjectItem>()
  for (const item of await itemsOfContent(tx, projectId, contentIds)) {
    const key = languageKey(item)
    const other = occupants.get(key)
    if (!other || rank(item) > rank(other)) occupants.set(key, item)
  }
  return occupants
}

/** What an open item does with its content, for whoever wants to add that content. */
export function sayOccupied({ action, title, versionNumber }: ProjectItem): string {
  return action === 'unpublish'
    ? `The project is to take down "${title}" already`
    : `The project holds version ${versionNumber} of "${title}" already`
}

/** Throws a refusal that names every entry with a fault; nothing without one. */
export function refuse(
  code:
    | 'invalid_request'
    | 'version_in_other_project'
    | 'content_in_project'
    | 'nothing_live'
    | 'version_not_editable'
    | 'locked_by_schedule',
  errors: readonly FieldError[],
): void {
  const [first] = errors
  if (!first) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal(code, `${first.message}${more}.`, { errors: [...errors] })
}

function rank({ status, versionNumber }: ProjectItem): number {
  return versionNumber + (wasPublished(status) ? 0 : Number.MAX_SAFE_INTEGER / 2)
}
