/** What goes out by itself, a project or a version: scheduled, changed and cancelled by hand, published by the clock. */
import type { CreatedContent, ItemRows, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { liveStatus } from '../src/frame.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('holds what it is to publish, says so everywhere, and publishes at its time', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Christmas' })
  const at = `/projects/${project.id}`
  const { content, version } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Opening hours',
  })
  const { data } = await api.post<ItemRows>(`${at}/items`, { items: [{ contentId: content.id }] })
  const itemIds = data.map(({ id }) => id)
  for (const status of ['in_review', 'ready']) await api.send('PATCH', `${at}/items`, { itemIds, status })

  const watcher = await stage.enter('admin', at)
  await liveStatus(watcher, 'Live').waitFor()
  const page = await stage.enter('editor', at)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Schedule…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Schedule' })
  await dialog.getByLabel('Date').fill('2035-03-25')
  await dialog.getByLabel('Time', { exact: true }).fill('02:30')
  await dialog.getByLabel('Time zone').fill('Europe/Berlin')
  const send = dialog.getByRole('button', { name: 'Schedule', exact: true })
  await send.click()
  await dialog.getByText('never show 02:30 on 2035-03-25').waitFor()
  await dialog.getByLabel('Date').fill('2035-10-28')
  await send.click()
  const later = dialog.getByRole('button', { name: 'The later one (UTC+01:00)' })
  await later.waitFor()
  expect(await axeViolations(page)).toEqual([])
  await later.click()

  const notice = watcher.getByRole('region', { name: 'Schedule' })
  await notice.getByText('Scheduled for').waitFor()
  await notice.getByText('(Europe/Berlin)').waitFor()
  await watcher.getByRole('row', { name: 'Opening hours' }).getByText('Scheduled').waitFor()
  await watcher.getByRole('button', { name: 'Publish', exact: true }).waitFor({ state: 'detached' })
  expect(await axeViolations(watcher)).toEqual([])
  await page.goto(`${stage.server.url}/content/${content.id}?version=${version.id}`)
  await page.getByText('To change it, cancel the schedule there.').waitFor()
  await page.getByRole('link', { name: 'Christmas', exact: true }).first().click()

  await page.getByRole('region', { name: 'Schedule' }).getByRole('button', { name: 'Change…' }).click()
  const change = page.getByRole('dialog', { name: 'Change the schedule' })
  await change.getByLabel('Date').fill('2035-12-01')
  await change.getByRole('button', { name: 'Save' }).click()
  await notice.getByText('Dec 1, 2035').waitFor()
  await notice.getByRole('button', { name: 'Cancel schedule' }).click()
  await notice.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Publish', exact: true }).waitFor()

  await watcher.goto(`${stage.server.url}/projects`)
  const row = watcher.getByRole('row', { name: 'Christmas' })
  await row.waitFor()
  await api.post(`${at}/schedule`, { wallTime: '2035-12-24T09:00', timeZone: 'UTC' })
  await row.getByText(/^scheduled/).waitFor()
  await scheduleSoon((wallTime) => api.send('PATCH', `${at}/schedule`, { wallTime }))
  await row.getByText(/^scheduled/).waitFor({ state: 'detached' })
  await page.getByRole('row', { name: 'Opening hours' }).getByText('Published', { exact: true }).waitFor()
  await page.getByRole('region', { name: 'Schedule' }).waitFor({ state: 'detached' })
})

it('holds a version by itself, says so beside its text, and publishes it at its time', async () => {
  const api = await stage.server.signIn('editor')
  const { content, version } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Imprint',
  })
  const at = `/content/${content.id}/versions/${version.id}`
  for (const status of ['in_review', 'ready']) await api.post(`${at}/status`, { status })
  const watcher = await stage.enter('admin', `/content/${content.id}`)
  const page = await stage.enter('editor', `/content/${content.id}`)
  await watcher.getByRole('button', { name: 'Version 1 Ready' }).waitFor()
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page
    .getByRole('dialog', { name: 'Publish version 1' })
    .getByRole('button', { name: 'Schedule…' })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Schedule' })
  await dialog.getByLabel('Date').fill('2035-12-24')
  await dialog.getByLabel('Time', { exact: true }).fill('09:00')
  await dialog.getByLabel('Time zone').fill('UTC')
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click()

  const notice = watcher.getByRole('region', { name: 'Schedule' })
  await notice.getByText('Dec 24, 2035').waitFor()
  await watcher.getByRole('button', { name: 'Version 1 Scheduled' }).waitFor()
  expect(await axeViolations(watcher)).toEqual([])
  const own = page.getByRole('region', { name: 'Schedule' })
  await own.getByRole('button', { name: 'Change…' }).click()
  const change = page.getByRole('dialog', { name: 'Change the schedule' })
  await change.getByLabel('Date').fill('2035-12-25')
  await change.getByRole('button', { name: 'Save' }).click()
  await notice.getByText('Dec 25, 2035').waitFor()
  await notice.getByRole('button', { name: 'Cancel schedule' }).click()
  await own.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Version 1 Ready' }).waitFor()

  await api.post(`${at}/schedule`, { wallTime: '2035-12-24T09:00', timeZone: 'UTC' })
  await own.waitFor()
  await scheduleSoon((wallTime) => api.send('PATCH', `${at}/schedule`, { wallTime }))
  await watcher.getByRole('button', { name: 'Version 1 Published' }).waitFor()
  await own.waitFor({ state: 'detached' })
})

/** As soon as the server takes it: on a busy machine an instant may have passed before it is asked for. */
async function scheduleSoon(ask: (wallTime: string) => Promise<Response>, aheadMs = 500): Promise<void> {
  const { ok } = await ask(new Date(Date.now() + aheadMs).toISOString().replace('Z', ''))
  if (!ok) await scheduleSoon(ask, aheadMs * 2)
}
