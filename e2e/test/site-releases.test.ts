/** The history of releases of the site: narrowed by its address, live, and without what private projects released. */
import type { CreatedContent, ItemRows, PeopleState, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
type Api = Awaited<ReturnType<typeof stage.server.signIn>>

async function release(api: Api, name: string, visibility: 'public' | 'private'): Promise<Project> {
  const page = { type: 'page', language: 'en', title: `Page of ${name}` }
  const { content } = await api.post<CreatedContent>('/content', page)
  const project = await api.post<Project>('/projects', { name, visibility })
  const url = `/projects/${project.id}`
  const { data } = await api.post<ItemRows>(`${url}/items`, { items: [{ contentId: content.id }] })
  for (const status of ['in_review', 'ready']) {
    await api.send('PATCH', `${url}/items/${data[0]?.id}`, { status })
  }
  await api.post(`${url}/publish`, { mode: 'all', note: `Why ${name}` })
  return project
}

it('what is published appears in the history of whoever sees its project', async () => {
  const api = await stage.server.signIn('editor')
  const insider = await stage.enter('editor', '/projects')
  await insider.getByRole('link', { name: 'Releases', exact: true }).click()
  const outsider = await stage.enter('reviewer', '/releases?from=2000-01-01&to=2000-01-01')
  await outsider.getByText('Nothing like this was published').waitFor()
  await outsider.getByRole('button', { name: 'Show all releases' }).click()
  const line = (page: typeof insider, name: string) =>
    page
      .getByRole('list', { name: 'Releases' })
      .getByRole('listitem')
      .filter({ hasText: `Why ${name}` })

  const merger = await release(api, 'Merger', 'private')
  await line(insider, 'Merger').getByRole('link', { name: 'Merger' }).waitFor()
  const spring = await release(api, 'Spring', 'public')
  await line(outsider, 'Spring').getByRole('link', { name: 'Spring' }).waitFor()
  expect(await line(outsider, 'Merger').count()).toBe(0)

  await outsider.getByRole('button', { name: 'Project: All projects' }).click()
  await outsider.getByRole('menuitemradio', { name: 'Spring', exact: true }).click()
  await outsider.waitForURL(`**/releases?project=${spring.id}`)
  await expect
    .poll(() => outsider.getByRole('list', { name: 'Releases' }).getByRole('listitem').count())
    .toBe(1)
  await line(outsider, 'Spring').getByRole('button', { name: demoPeople.editor.name }).click()
  await line(outsider, 'Spring').getByRole('link', { name: 'Page of Spring' }).waitFor()

  const { data: people } = await api.get<PeopleState>('/people')
  const id = people.find(({ name }) => name === demoPeople.reviewer.name)?.id
  await api.post(`/projects/${merger.id}/members`, { id, kind: 'person', role: 'viewer' })
  await outsider.getByRole('button', { name: 'Project: Spring' }).click()
  await outsider.getByRole('menuitemradio', { name: 'Merger', exact: true }).click()
  await line(outsider, 'Merger').getByRole('link', { name: 'Merger' }).waitFor()
})
