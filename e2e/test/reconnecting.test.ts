/**
 * When the server or the network goes away, the screen says so calmly and stays of use, and all comes back by itself.
 * What could not be sent is kept.
 */
import { expect, it } from 'vitest'
import { liveStatus, modals } from '../src/frame.ts'
import { waitForAllCode } from '../src/loaded-code.ts'
import { watchPage } from '../src/page-watch.ts'
import { comment, composer, itemRow, openComments, writeComment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const { editor, reviewer } = demoPeople

it('says that it reconnects, stays of use, and is live again by itself', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Long weekend', ['Cover story', 'Letters'])
  const page = await stage.enter('editor', `/projects/${project.id}`)
  await liveStatus(page, 'Live').waitFor()
  await itemRow(page, 'Letters').waitFor()
  await waitForAllCode(page)
  const watch = watchPage(page)

  await stage.server.kill('SIGTERM')
  await liveStatus(page, 'Reconnecting').click()
  const details = page.getByRole('dialog', { name: 'Live updates' })
  await details.getByText('Trying again').waitFor()
  await details.getByText(/Last update .+ ago/).waitFor()
  await page.keyboard.press('Escape')
  await details.waitFor({ state: 'detached' })
  expect(await modals(page).count()).toBe(0)
  // What is on the screen can still be used: searched, opened, read.
  await page.getByRole('searchbox', { name: 'Search items' }).fill('letters')
  await itemRow(page, 'Cover story').waitFor({ state: 'detached' })
  await page.getByRole('searchbox', { name: 'Search items' }).press('Escape')
  await itemRow(page, 'Cover story').waitFor()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Publish all' }).waitFor()
  await page.keyboard.press('Escape')
  // Going to another screen does not break it, though its data cannot come.
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  await page.goBack()
  await itemRow(page, 'Cover story').waitFor()

  await stage.server.restart()
  await liveStatus(page, 'Live').waitFor()
  await api.patch(`/projects/${project.id}`, { name: 'Longer weekend' }, { 'if-match': '"1"' })
  await page.getByRole('heading', { level: 1, name: 'Longer weekend' }).waitFor()
  expect(watch.loads).toBe(0)
})

it('says that the device is offline, and catches up when it is not', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'On the train', ['Timetable', 'Fares'])
  const page = await stage.enter('reviewer', `/projects/${project.id}`)
  await itemRow(page, 'Timetable').getByRole('rowheader').click()
  const text = page.getByRole('region', { name: 'Fares', exact: true })
  await page.getByText('There is no text yet').waitFor()
  await openComments(page)
  await liveStatus(page, 'Live').waitFor()
  await waitForAllCode(page)
  const watch = watchPage(page)

  await page.context().setOffline(true)
  await liveStatus(page, 'Offline').waitFor()
  expect(await modals(page).count()).toBe(0)
  await api.post(`/projects/${project.id}/comments`, { body: 'Written while the train was in the tunnel' })
  await page.getByRole('tab', { name: /^Items/ }).click()
  await itemRow(page, 'Fares').getByRole('rowheader').click()
  await text.getByText('The text could not be loaded').waitFor()
  await page.context().setOffline(false)
  await liveStatus(page, 'Live').waitFor()
  await text.getByText('There is no text yet').waitFor()
  await openComments(page)
  await comment(page, editor.name, 'in the tunnel').waitFor()
  expect(watch.loads).toBe(0)
})

it('keeps a comment that could not be sent, and sends it by itself, once, also after a reload', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Bad reception')
  const path = `/projects/${project.id}`
  const page = await stage.enter('reviewer', path)
  await openComments(page)
  await liveStatus(page, 'Live').waitFor()
  await stage.server.kill('SIGTERM')
  await liveStatus(page, 'Reconnecting').waitFor()

  const text = 'This took me a while to write'
  await writeComment(page, text)
  await page.getByText('Not sent, kept here.').waitFor()
  // What was sent is no draft any more: the field is free for the next.
  await page.getByRole('alert').getByText(text).waitFor()
  await expect.poll(() => composer(page).inputValue()).toBe('')
  await comment(page, reviewer.name, text).waitFor({ state: 'detached' })

  await stage.server.restart()
  await page.reload()
  await openComments(page)
  await comment(page, reviewer.name, text).waitFor()
  await page.reload()
  await openComments(page)
  await comment(page, reviewer.name, text).waitFor()
  expect(await composer(page).inputValue()).toBe('')
  expect(await page.getByRole('article').count()).toBe(1)
})
