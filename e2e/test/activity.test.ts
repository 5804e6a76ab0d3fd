/** What somebody does in a project is in its activity at once, for everybody who looks. */
import type { CreatedContent, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('tells who did what, live, narrowed by kind and person as the address says', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Autumn fair' })
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Fair map',
  })
  const page = await stage.enter('admin', `/projects/${project.id}`)
  await page.getByRole('tab', { name: 'Activity' }).click()
  const feed = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await feed.filter({ hasText: 'created the project' }).waitFor()
  await liveStatus(page, 'Live').waitFor()

  await api.post(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })
  await feed.filter({ hasText: `${demoPeople.editor.name} added “Fair map”` }).waitFor()
  await api.post(`/projects/${project.id}/comments`, { body: 'Is this the newest?' })
  await feed.filter({ hasText: 'commented' }).waitFor()
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Kind: Everything' }).click()
  await page.getByRole('menuitemradio', { name: 'Items' }).click()
  await feed.filter({ hasText: 'commented' }).waitFor({ state: 'detached' })
  await feed.filter({ hasText: 'added “Fair map”' }).waitFor()
  expect(await feed.count()).toBe(1)
  await page.getByRole('button', { name: 'Person: Everybody' }).click()
  await page.getByRole('menuitemradio', { name: demoPeople.reviewer.name }).click()
  await page.getByRole('heading', { name: 'Nothing of this kind was done' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await feed.filter({ hasText: 'commented' }).getByRole('link', { name: 'commented', exact: true }).click()
  await page.getByRole('article').filter({ hasText: 'Is this the newest?' }).waitFor()
  await page.goBack()
  await feed.filter({ hasText: 'created the project' }).waitFor()
})
