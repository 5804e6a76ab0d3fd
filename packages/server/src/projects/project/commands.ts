/** What may happen to a project as such: created and changed. Its items have files of their own. */
import { type ChangeProject, type CreateProject, channels, type Id, type Project } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import type { Row } from '../../storage/schema.ts'
import { notDeleted } from '../../trash/marks.ts'
import { listAnew } from '../releases/tell-releases.ts'
import { tellProject } from '../review/tell-asked.ts'
import { noCounts } from './counts.ts'
import { enterProject } from './door.ts'
import { listChannels } from './list-channels.ts'
import { presentProject } from './present.ts'
import { withSchedule } from './queries.ts'

/** Creates a project; whoever makes a private one is its manager, and alone in it. */
export function createProject(create: CreateProject): Command<Project> {
  return async (context) => {
    requireRight(await viewerOf(context), 'project.write')
    const { tx, actor } = context
    if (create.visibility === 'private' && actor.kind !== 'person') {
      throw new Refusal('person_needed', 'A private project needs a person who is in it.')
    }
    const row = await insertProject(context, create)
    if (row.visibility === 'private') await putFirstManager(context, row.id)
    const body = presentProject(row, null)
    const project = { ...body, counts: noCounts(), commentCount: 0 }
    return {
      status: 201,
      body,
      events: (await listChannels(tx, row)).map((channel) => ({
        channel,
        event: event(context, 'project.created', { project }),
      })),
    }
  }
}

/** Writes the row of a new project; of one that takes a release back, with that release. */
export async function insertProject(
  { tx, actor, now, newId }: CommandContext,
  { name, description = '', color = 'slate', visibility = 'public' }: CreateProject,
  revertsReleaseId: Id | null = null,
): Promise<Row<'projects'>> {
  const row: Row<'projects'> = {
    id: newId(),
    revision: 1,
    name,
    description,
    color,
    visibility,
    created_by_id: actor.id,
    created_by_kind: actor.kind,
    created_at: now,
    updated_at: now,
    published_at: null,
    reverts_release_id: revertsReleaseId,
    archived_at: null,
    schedule_id: null,
    ...notDeleted,
    purged_at: null,
  }
  await tx.insertInto('projects').values(row).execute()
  return row
}

/** Changes name, description or colour. */
export function changeProject(id: Id, change: ChangeProject): Command<Project> {
  return async (context) => {
    const before = await enterProject(context, id, 'project.write')
    context.precondition.require(before.revision)
    const { name = before.name, description = before.description, color = before.color } = change
    const isSame = name === before.name && description === before.description && color === before.color
    if (isSame) return { body: await withSchedule(context.tx, before), events: [] }
    const project = await updateProject(context, before, { name, description, color })
    if (name !== before.name) await tellProject(context, id)
    const fields = (['name', 'description', 'color'] as const).filter(
      (field) => project[field] !== before[field],
    )
    return {
      body: project,
      events: [...(await listChannels(context.tx, before)), channels.project(id)].map((channel) => ({
        channel,
        event: event(context, 'project.changed', { project, change: { fields, formerName: before.name } }),
      })),
    }
  }
}

/** Writes these values with a new revision. */
export async function updateProject(
  context: CommandContext,
  before: Row<'projects'>,
  values: Partial<
    Pick<
      Row<'projects'>,
      | 'name'
      | 'description'
      | 'color'
      | 'published_at'
      | 'archived_at'
      | 'schedule_id'
      | 'deleted_at'
      | 'deleted_by_id'
      | 'deleted_by_kind'
      | 'purge_at'
    >
  >,
): Promise<Project> {
  const { tx, now } = context
  // The releases of a deleted project are listed nowhere.
  if (values.deleted_at !== undefined && before.published_at !== null) listAnew(context)
  const row = { ...before, ...values, revision: before.revision + 1, updated_at: now }
  await tx.updateTable('projects').set(row).where('id', '=', row.id).execute()
  return withSchedule(tx, row)
}

async function putFirstManager({ tx, actor, now }: CommandContext, projectId: Id): Promise<void> {
  await tx
    .insertInto('project_members')
    .values({
      project_id: projectId,
      member_id: actor.id,
      member_kind: 'person',
      role: 'manager',
      added_by_id: actor.id,
      added_by_kind: actor.kind,
      added_at: now,
      entered: 0,
    })
    .execute()
}
