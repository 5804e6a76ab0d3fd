/** Undoing a removal: the same items stand in the project again, as if they had never left it. */

import type { FieldError, Id, ItemRows } from '@copydesk/contract'
import type { Command } from '../../../command/command.ts'
import { Refusal } from '../../../command/refusal.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { languageKey } from '../../../content/live-versions.ts'
import { selectInChunks } from '../../../storage/chunks.ts'
import type { Row } from '../../../storage/schema.ts'
import type { Tx } from '../../../storage/storage.ts'
import { hiddenAmong, type Sight, sightOfActor } from '../../members/sight.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { askedWork, reviewByProject } from '../../review/begin.ts'
import { requireUnscheduled } from '../../schedules/queries.ts'
import { requireTaskRoom } from '../../tasks/queries.ts'
import { publishedElsewhere } from '../departures.ts'
import { addedEvent } from '../events.ts'
import { occupantsOf, refuse, sayOccupied } from '../occupants.ts'
import { itemsById } from '../queries.ts'
import { insertRemoved, removedItems } from '../removed-items.ts'
import { touchHeld } from '../touch-held.ts'

/**
 * Puts removed items back, all or none; answers all of them, also those that are back already. Throws `not_found`
 * for an item that never was in the project, `version_in_other_project` where another project took the version since,
 * `content_in_project` where this one does something else with the content by now, `too_many_tasks` where their tasks
 * found the checklist full, `version_not_editable` where a version went out without the project since, `gone` where the
 * content itself was deleted.
 */
export function restoreItems(projectId: Id, itemIds: readonly Id[]): Command<ItemRows> {
  return async (context) => {
    const { tx } = context
    const project = await enterProject(context, projectId, 'item.write')
    context.precondition.require(project.revision)
    await requireUnscheduled(context.tx, project)
    const present = (await itemsById(tx, itemIds)).filter((item) => item.projectId === projectId)
    const removed = await removedItems(tx, projectId, 'id', itemIds)
    const known = new Set([...present, ...removed].map((item) => item.id))
    if (itemIds.some((id) => !known.has(id))) {
      throw new Refusal('not_found', 'There is no such item to put back into this project.')
    }
    const contents = await lockContent(
      tx,
      removed.map((item) => item.content_id),
    )
    if (contents.some(({ deleted_at }) => deleted_at !== null)) {
      throw new Refusal('gone', 'Its content was deleted. Bring that back first.')
    }
    await requireFree(tx, removed, await sightOfActor(context))
    await requireNoneScheduledAlone(tx, removed)
    await requireNonePublishedElsewhere(tx, removed)
    await requireUnoccupied(tx, projectId, removed)
    if (removed.length === 0) return { body: { data: present }, events: [] }

    await insertRemoved(context, removed)
    await requireTaskRoom(tx, projectId)
    const held = removed.filter((item) => item.action === 'publish')
    const versionIds = held.map((item) => item.version_id)
    const asked = await reviewByProject(context, projectId, versionIds)
    const changed = await touchHeld(context, project, versionIds)
    const isBack = new Set(removed.map((item) => item.id))
    const data = await itemsById(tx, itemIds)
    const items = data.filter((item) => isBack.has(item.id))
    const told = await addedEvent(context, projectId, items)
    return {
      body: { data },
      events: [told, ...(await contentEvents(context, changed))],
      outbox: [
        countProjects.entry({ projectId }),
        ...askedWork(context, projectId, told.event.id, items, asked),
      ],
    }
  }
}

async function requireFree(tx: Tx, removed: readonly Row<'removed_items'>[], sight: Sight): Promise<void> {
  const versionIds = removed.filter((item) => item.action === 'publish').map((item) => item.version_id)
  const hidden = await hiddenAmong(tx, versionIds, sight)
  const held = await selectInChunks(
    versionIds.filter((id) => !hidden.has(id)),
    (chunk) =>
      tx
        .selectFrom('project_items as item')
        .innerJoin('versions as version', 'version.id', 'item.version_id')
        .innerJoin('projects as project', 'project.id', 'item.project_id')
        .select(['item.version_id', 'version.number', 'version.title', 'project.name'])
        .where('item.version_id', 'in', chunk)
        .where('item.action', '=', 'publish')
        .execute(),
  )
  const errors = [
    ...held.map(
      ({ number, title, name }) => `Version ${number} of "${title}" is in the project "${name}" now`,
    ),
    // Also where it was taken out of that again: whoever is not in there would show its text to everybody.
    ...[...hidden].map(() => 'One of the versions belongs to a private project now'),
  ].map((message): FieldError => ({ path: '/itemIds', message }))
  refuse('version_in_other_project', errors)
}

/** A version that was scheduled by itself since goes out by itself. */
async function requireNoneScheduledAlone(tx: Tx, removed: readonly Row<'removed_items'>[]): Promise<void> {
  const scheduled = await selectInChunks(
    removed.filter((item) => item.action === 'publish').map((item) => item.version_id),
    (chunk) =>
      tx
        .selectFrom('versions')
        .select(['number', 'title'])
        .where('id', 'in', chunk)
        .where('status', '=', 'scheduled')
        .execute(),
  )
  const errors = scheduled.map(({ number, title }): FieldError => {
    return { path: '/itemIds', message: `Version ${number} of "${title}" is scheduled by itself` }
  })
  refuse('locked_by_schedule', errors)
}

async function requireUnoccupied(
  tx: Tx,
  projectId: Id,
  removed: readonly Row<'removed_items'>[],
): Promise<void> {
  const occupants = await occupantsOf(
    tx,
    projectId,
    removed.map((item) => item.content_id),
  )
  const languages = await selectInChunks(
    removed.map((item) => item.version_id),
    (chunk) => tx.selectFrom('versions').select(['id', 'language']).where('id', 'in', chunk).execute(),
  )
  const languageOf = new Map(languages.map(({ id, language }) => [id, language]))
  const errors = removed.flatMap(({ content_id: contentId, version_id }): FieldError[] => {
    const language = languageOf.get(version_id) ?? ''
    const occupant = occupants.get(languageKey({ contentId, language }))
    return occupant === undefined ? [] : [{ path: '/itemIds', message: sayOccupied(occupant) }]
  })
  refuse('content_in_project', errors)
}

/** What went out by itself, or with another project, is no part of what this one publishes. */
async function requireNonePublishedElsewhere(
  tx: Tx,
  removed: readonly Row<'removed_items'>[],
): Promise<void> {
  const published = await selectInChunks([...(await publishedElsewhere(tx, removed))], (chunk) =>
    tx.selectFrom('versions').select(['number', 'title']).where('id', 'in', chunk).execute(),
  )
  const errors = published.map(({ number, title }): FieldError => {
    return { path: '/itemIds', message: `Version ${number} of "${title}" was published without this project` }
  })
  refuse('version_not_editable', errors)
}
