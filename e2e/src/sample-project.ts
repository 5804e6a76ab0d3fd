/** Projects that tests make for themselves, through the API, so that they depend on nothing in the demo. */
import type { CreatedContent, Id, ItemRows, Project, ProjectItem, Snapshot } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'

export interface SampleProject {
  project: Project
  /** In the order of the titles. */
  items: ProjectItem[]
}

/** A project with one new page for each title, all of them drafts. */
export async function buildProject(
  api: ApiCaller,
  name: string,
  titles: readonly string[] = [],
): Promise<SampleProject> {
  const project = await api.post<Project>('/projects', { name })
  const contentIds: Id[] = []
  for (const title of titles) {
    const { content } = await api.post<CreatedContent>('/content', { type: 'page', language: 'en', title })
    contentIds.push(content.id)
  }
  if (contentIds.length === 0) return { project, items: [] }
  const added = await api.post<ItemRows>(`/projects/${project.id}/items`, {
    items: contentIds.map((contentId) => ({ contentId })),
  })
  const items = contentIds.map((contentId) => {
    const item = added.data.find((row) => row.contentId === contentId)
    if (item === undefined) throw new Error('An item that was added did not come back')
    return item
  })
  return { project, items }
}

/** Where a project's channel stands, as its snapshot says. */
export async function positionOf(api: ApiCaller, projectId: Id) {
  const { position } = await api.get<Snapshot<Project>>(`/projects/${projectId}`)
  return position
}
