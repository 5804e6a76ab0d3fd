/** What the screens of the catalogue show: the demo, and what a demo does not have. */
import type {
  ContentListState,
  Id,
  ItemsState,
  PeopleState,
  Project,
  ProjectsState,
  SessionInfo,
} from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import { buildProject } from './sample-project.ts'

/** What the addresses of the screens lead to. */
export interface World {
  editorId: Id
  projectId: Id
  /** The item of it with the most comments. */
  itemId: Id
  itemTitle: string
  emptyProjectId: Id
  deletedProjectId: Id
  archivedProjectId: Id
  /** An item in review by a rule. */
  inReview: { projectId: Id; itemId: Id }
  /** The editor is in it, and nobody else. */
  privateProjectId: Id
  /** Content with a draft that can be written. */
  draft: { contentId: Id; versionId: Id }
  /** Content whose version is published, so that it can only be read. */
  published: { contentId: Id; versionId: Id }
}

/** Finds it in the demo, and adds what a demo does not have: something empty, archived, deleted, or under a rule. */
export async function buildWorld(editor: ApiCaller, admin: ApiCaller): Promise<World> {
  const { data: projects } = await editor.get<ProjectsState>('/projects')
  const project = projects.toSorted((left, right) => right.commentCount - left.commentCount)[0]
  const { data: items } = await editor.get<ItemsState>(`/projects/${project?.id}/items`)
  const item = items.toSorted((left, right) => right.commentCount - left.commentCount)[0]
  const { data: content } = await editor.get<ContentListState>('/content')
  const versionThatIs = (status: 'draft' | 'published') => {
    for (const one of content) {
      const version = one.languages.find((language) => language.status === status)
      if (version !== undefined) return { contentId: one.id, versionId: version.versionId }
    }
    throw new Error(`The demo has no ${status} version`)
  }
  const { project: empty } = await buildProject(editor, 'Nothing in it yet')
  const { id: deletedProjectId } = await editor.post<Project>('/projects', { name: 'Deleted soon' })
  await editor.delete(`/projects/${deletedProjectId}`)
  const { id: archivedProjectId } = await editor.post<Project>('/projects', { name: 'Archived by now' })
  await editor.post(`/projects/${archivedProjectId}/archive`)
  const inReview = await buildReview(editor, admin)
  const { id: privateProjectId } = await editor.post<Project>('/projects', {
    name: 'Merger',
    visibility: 'private',
  })
  const { person } = await editor.get<SessionInfo>('/session')
  for (const task of [
    { title: 'Legal has signed', assigneeId: person?.id, dueAt: '2026-01-31', blocksPublishing: true },
    { title: 'The printer knows', itemId: item?.id },
  ]) {
    await editor.post(`/projects/${project?.id}/tasks`, task)
  }
  if (project === undefined || item === undefined) throw new Error('The demo has no projects with items')
  if (person === null) throw new Error('The editor is not signed in')
  return {
    editorId: person.id,
    projectId: project.id,
    itemId: item.id,
    itemTitle: item.title,
    emptyProjectId: empty.id,
    deletedProjectId,
    archivedProjectId,
    inReview,
    privateProjectId,
    draft: versionThatIs('draft'),
    published: versionThatIs('published'),
  }
}

async function buildReview(editor: ApiCaller, admin: ApiCaller): Promise<World['inReview']> {
  const { project, items } = await buildProject(editor, 'Reviewed by a rule', ['Terms of the fair'])
  const { data: people } = await editor.get<PeopleState>('/people')
  const steps = [
    { approvals: 1, people: people.filter(({ role }) => role === 'reviewer').map(({ id }) => id) },
    { approvals: 2, roles: ['admin', 'editor'] },
  ]
  await admin.send('PATCH', `/projects/${project.id}/approval-rule`, { steps })
  const itemId = items[0]?.id ?? ''
  await editor.send('PATCH', `/projects/${project.id}/items/${itemId}`, { status: 'in_review' })
  return { projectId: project.id, itemId }
}
