/**
 * Two people at two machines on one project: what one does is on the other's screen by itself. Nothing is loaded
 * again for it, neither the page nor any of its data, and a third window of the same person follows too.
 */
import type { InboxCounts } from '@copydesk/contract'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { untilAtRest } from '../src/at-rest.ts'
import { bell, liveStatus } from '../src/frame.ts'
import { watchPage } from '../src/page-watch.ts'
import {
  comment,
  composer,
  itemRow,
  itemWith,
  moveItem,
  openComments,
  publish,
  writeComment,
} from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const { editor, reviewer } = demoPeople

it('shows each what the other does, without loading anything again', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Spring issue', ['Cover story', 'Letters'])
  const unreadOf = async (person: 'editor' | 'reviewer') => {
    const { unread } = await (await stage.server.signIn(person)).get<InboxCounts>('/notifications/counts')
    return unread
  }
  const before = { editor: await unreadOf('editor'), reviewer: await unreadOf('reviewer') }
  const path = `/projects/${project.id}`
  const elias = await stage.enter('editor', path)
  const rosa = await stage.enter('reviewer', path)
  const rosaToo = await rosa.context().newPage()
  await rosaToo.goto(`${stage.server.url}${path}?tab=comments`)
  await openComments(rosa)
  const windows = [elias, rosa, rosaToo]
  for (const page of windows) await liveStatus(page, 'Live').waitFor()
  await itemRow(elias, 'Cover story').waitFor()
  for (const page of windows) await untilAtRest(page)
  const watches = windows.map(watchPage)

  // A comment with a mention: on Rosa's screens, and on her bell.
  await openComments(elias)
  await writeComment(elias, 'Is the headline final,', reviewer.name)
  for (const page of [rosa, rosaToo]) {
    await comment(page, editor.name, 'Is the headline final').waitFor()
    await bell(page, before.reviewer + 1).waitFor()
  }

  // An answer and a status change by Rosa: on Elias's screen, marked with who did it, and on his bell.
  await rosa.getByRole('button', { name: 'Reply' }).click()
  await rosa.getByRole('textbox', { name: 'Write an answer' }).fill('It is.')
  await rosa.getByRole('button', { name: /^Reply/ }).click()
  await comment(elias, reviewer.name, 'It is.').waitFor()
  await bell(elias, before.editor + 1).waitFor()
  for (const page of [elias, rosa]) await page.getByRole('tab', { name: /^Items/ }).click()
  await moveItem(elias, 'Cover story', 'In review')
  await itemWith(rosa, 'Cover story', 'In review').waitFor()
  await moveItem(rosa, 'Cover story', 'Ready to publish')
  await itemWith(elias, 'Cover story', 'Ready').waitFor()
  await itemRow(elias, `Cover story, changed by ${reviewer.name}`).waitFor()
  await bell(elias, before.editor + 2).waitFor()

  // Publishing by Elias: on both of Rosa's screens, one of which shows another tab.
  await publish(elias, 'Publish the ready ones')
  await itemWith(rosa, 'Cover story', 'Published').waitFor()
  await rosaToo.getByRole('tab', { name: /^Items/ }).click()
  await itemWith(rosaToo, 'Cover story', 'Published').waitFor()
  await itemWith(rosaToo, 'Letters', 'Draft').waitFor()

  for (const watch of watches)
    expect({ loads: watch.loads, snapshots: watch.snapshots }).toEqual({ loads: 0, snapshots: [] })
})

it('counts the bell up for whoever is concerned, down again on every window of theirs, and not for the actor', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Autumn issue', ['Editorial'])
  const astrid = await stage.enter('admin', '/projects')
  const astridToo = await astrid.context().newPage()
  await astridToo.goto(`${stage.server.url}/inbox`)
  const counts = await (await stage.server.signIn('admin')).get<InboxCounts>('/notifications/counts')
  for (const page of [astrid, astridToo]) await bell(page, counts.unread).waitFor()
  const elias = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const own = await api.get<InboxCounts>('/notifications/counts')

  await writeComment(elias, 'Please decide,', demoPeople.admin.name)
  for (const page of [astrid, astridToo]) await bell(page, counts.unread + 1).waitFor()
  await bell(elias, own.unread).waitFor()

  // Opening it leads to the comment and reads it, on both windows.
  await bell(astrid, counts.unread + 1).click()
  await astrid
    .getByRole('dialog', { name: 'Notifications' })
    .getByRole('link', { name: /Please decide/ })
    .click()
  await comment(astrid, editor.name, 'Please decide').waitFor()
  for (const page of [astrid, astridToo]) await bell(page, counts.unread).waitFor()
})

/** Whether its middle is on the screen, and nothing lies over it. */
function isInView(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })
}

const expectInView = (place: Locator, is = true) =>
  expect.poll(() => isInView(place), { timeout: patienceMs }).toBe(is)

it('keeps at hand, beside a long text, where one writes, what one wrote, and what came in below', async () => {
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api, 'Long item', ['Long read'])
  const [item] = items
  const body = Array.from({ length: 60 }, (_, number) => `Paragraph ${number}.`).join('\n\n')
  await api.patch(`/content/${item?.contentId}/versions/${item?.versionId}`, { body }, { 'if-match': '*' })
  const comments = `/projects/${project.id}/comments`
  for (let number = 1; number <= 25; number += 1) {
    await api.post(comments, { body: `Remark ${number}`, itemId: item?.id })
  }
  const page = await stage.enter('reviewer', `/projects/${project.id}?item=${item?.id}`)
  await liveStatus(page, 'Live').waitFor()
  const panel = page.getByRole('region', { name: 'Long read' })
  await panel.getByRole('button', { name: 'Show all of it' }).click()
  await comment(page, editor.name, 'Remark 25').waitFor()
  await expectInView(composer(page))
  await expectInView(comment(page, editor.name, 'Remark 25'), false)

  await writeComment(page, 'My own')
  await expectInView(comment(page, reviewer.name, 'My own'))
  await expectInView(composer(page))

  const start = panel.getByText('Paragraph 0.', { exact: true })
  await start.scrollIntoViewIfNeeded()
  await expectInView(start)
  await api.post(comments, { body: 'Look down here', itemId: item?.id })
  await panel.getByRole('button', { name: '1 new', exact: true }).press('Enter')
  const arrived = comment(page, editor.name, 'Look down here')
  await expectInView(arrived)
  await arrived.and(page.locator(':focus')).waitFor()
  await panel.getByRole('button', { name: '1 new', exact: true }).waitFor({ state: 'detached' })
})
