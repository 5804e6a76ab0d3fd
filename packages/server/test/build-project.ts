/**
 * Rows of a project with items, written straight into the database: for tests of domains that need a project but
 * not its commands. Nothing is published.
 */
import type { Id, Status } from '@copydesk/contract'
import type { Services } from '../src/services.ts'

export interface BuildProject {
  name?: string
  /** Who created the project and wrote every version in it. */
  ownerId: Id
  items?: readonly { title?: string; status?: Status; authorId?: Id; assigneeId?: Id | null }[]
}

export interface BuiltProject {
  projectId: Id
  itemIds: Id[]
}

export async function buildProject(services: Services, input: BuildProject): Promise<BuiltProject> {
  const { storage, newId, now } = services
  const at = now()
  const projectId = newId()
  const owner = { created_by_id: input.ownerId, created_by_kind: 'person' as const }
  const itemIds: Id[] = []
  await storage.write(async (tx) => {
    await tx
      .insertInto('projects')
      .values({
        id: projectId,
        revision: 1,
        name: input.name ?? 'Spring campaign',
        description: '',
        color: 'blue',
        ...owner,
        created_at: at,
        updated_at: at,
        published_at: null,
        deleted_at: null,
      })
      .execute()
    for (const item of input.items ?? []) {
      const updated = { updated_at: at, updated_by_id: input.ownerId, updated_by_kind: 'person' as const }
      const contentId = newId()
      await tx
        .insertInto('content_items')
        .values({
          id: contentId,
          revision: 1,
          type: 'page',
          source: null,
          external_id: null,
          created_at: at,
          ...updated,
        })
        .execute()
      const versionId = newId()
      await tx
        .insertInto('versions')
        .values({
          id: versionId,
          revision: 1,
          content_id: contentId,
          language: 'en',
          number: 1,
          status: item.status ?? 'draft',
          title: item.title ?? `Item ${itemIds.length + 1}`,
          author_id: item.authorId ?? input.ownerId,
          author_kind: 'person',
          created_at: at,
          updated_at: at,
        })
        .execute()
      await tx.insertInto('version_bodies').values({ version_id: versionId, body: '' }).execute()
      const itemId = newId()
      await tx
        .insertInto('project_items')
        .values({
          id: itemId,
          revision: 1,
          project_id: projectId,
          content_id: contentId,
          version_id: versionId,
          assignee_id: item.assigneeId ?? null,
          due_date: null,
          added_at: at,
          ...updated,
        })
        .execute()
      itemIds.push(itemId)
    }
  })
  return { projectId, itemIds }
}
