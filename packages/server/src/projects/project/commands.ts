/** What may happen to a project as such: created, changed, deleted. Its items have files of their own. */
import { type ChangeProject, type CreateProject, channels, type Id, type Project } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { contentEvents } from '../../content/events.ts'
import { touchContent, touchVersions } from '../../content/touch.ts'
import type { Row } from '../../storage/schema.ts'
import { noCounts } from './counts.ts'
import { enterProject, enterWholeProject } from './door.ts'
import { presentProject } from './present.ts'

export function createProject({ name, description = '', color = 'slate' }: CreateProject): Command<Project> {
  return async (context) => {
    const { tx, actor, now, newId } = context
    const row: Row<'projects'> = {
      id: newId(),
      revision: 1,
      name,
      description,
      color,
      created_by_id: actor.id,
      created_by_kind: actor.kind,
      created_at: now,
      updated_at: now,
      published_at: null,
      deleted_at: null,
    }
    await tx.insertInto('projects').values(row).execute()
    const body = presentProject(row)
    const project = { ...body, counts: noCounts(), commentCount: 0 }
    return {
      status: 201,
      body,
      events: [{ channel: channels.projects, event: event(context, 'project.created', { project }) }],
    }
  }
}

/** Changes name, description or colour. */
export function changeProject(id: Id, change: ChangeProject): Command<Project> {
  return async (context) => {
    const before = await enterProject(context, id, 'project.write')
    context.precondition.require(before.revision)
    const { name = before.name, description = before.description, color = before.color } = change
    const isSame = name === before.name && description === before.description && color === before.color
    if (isSame) return { body: presentProject(before), events: [] }
    const project = await updateProject(context, before, { name, description, color })
    return {
      body: project,
      events: [channels.projects, channels.project(id)].map((channel) => ({
        channel,
        event: event(context, 'project.changed', { project }),
      })),
    }
  }
}

/** Writes these values with a new revision. */
export async function updateProject(
  { tx, now }: CommandContext,
  before: Row<'projects'>,
  values: Partial<Pick<Row<'projects'>, 'name' | 'description' | 'color' | 'published_at'>>,
): Promise<Project> {
  const row = { ...before, ...values, revision: before.revision + 1, updated_at: now }
  await tx.updateTable('projects').set(row).where('id', '=', row.id).execute()
  return presentProject(row)
}

/** Deletes a project; its versions stay and are free for another, its comments stay unseen. */
export function deleteProject(id: Id): Command<null> {
  return async (context) => {
    const { tx, now } = context
    const { revision } = await enterWholeProject(context, id, 'project.write')
    context.precondition.require(revision)
    await tx
      .updateTable('projects')
      .set((eb) => ({ deleted_at: now, updated_at: now, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute()
    const removed = await tx
      .deleteFrom('project_items')
      .where('project_id', '=', id)
      .returning(['action', 'version_id', 'content_id'])
      .execute()
    const letGo = removed.filter((item) => item.action === 'publish')
    const versionIds = letGo.map((item) => item.version_id)
    await touchVersions(context, versionIds)
    await touchContent(
      context,
      letGo.map((item) => item.content_id),
    )
    return {
      status: 204,
      body: null,
      events: [
        ...[channels.projects, channels.project(id)].map((channel) => ({
          channel,
          event: event(context, 'project.deleted', { projectId: id }),
        })),
        ...(await contentEvents(context, versionIds)),
      ],
    }
  }
}
