/** A project that is archived, read, opened again, deleted, brought back and duplicated, with somebody else watching. */
import type { CreatedContent, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is read only while it is archived, frees what is open, and comes back with it', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Old fair' })
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Fair programme',
  })
  await api.post(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })

  const watcher = await stage.enter('admin', `/projects/${project.id}`)
  await liveStatus(watcher, 'Live').waitFor()
  await watcher.getByRole('row', { name: 'Fair programme' }).waitFor()
  const page = await stage.enter('editor', '/projects?q=old+fair')
  await page.getByRole('button', { name: 'Actions for Old fair' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText('Archived “Old fair”').waitFor()
  await page.getByRole('heading', { name: 'No project matches' }).waitFor()

  const notice = watcher.getByRole('region', { name: 'Archived' })
  await notice.waitFor()
  await watcher.getByRole('row', { name: 'Fair programme' }).waitFor({ state: 'detached' })
  await watcher.getByRole('button', { name: 'Add content' }).waitFor({ state: 'detached' })
  expect(await axeViolations(watcher)).toEqual([])

  await page.getByRole('button', { name: 'Show: Active' }).click()
  await page.getByRole('menuitemradio', { name: 'Archived' }).click()
  await page.getByRole('row', { name: 'Old fair' }).waitFor()
  expect(new URL(page.url()).searchParams.get('show')).toBe('archived')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('old fair')
  await page.getByRole('option', { name: 'Old fair' }).getByText('Archived').waitFor()
  await page.keyboard.press('Escape')

  await notice.getByRole('button', { name: 'Reactivate' }).click()
  await watcher.getByRole('row', { name: 'Fair programme' }).waitFor()
  await notice.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'No project matches' }).waitFor()

  await watcher.getByRole('button', { name: 'More about this project' }).click()
  await watcher.getByRole('menuitem', { name: 'Delete project…' }).click()
  await watcher.getByRole('button', { name: 'Delete project', exact: true }).click()
  await watcher.getByText('Deleted “Old fair”').waitFor()
  await page.goto(`${stage.server.url}/projects/${project.id}`)
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await page.getByRole('row', { name: 'Fair programme' }).waitFor()
  await watcher.getByRole('row', { name: 'Old fair' }).waitFor()

  await page.getByRole('button', { name: 'More about this project' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await watcher.getByRole('row', { name: 'Old fair (copy)' }).waitFor()
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByRole('button', { name: 'Old fair (copy)', exact: true }).waitFor()
  await page.getByRole('row', { name: 'Fair programme' }).waitFor()
})
