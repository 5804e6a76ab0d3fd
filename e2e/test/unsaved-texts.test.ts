/**
 * Nothing typed is lost: texts that could not be saved are kept in the browser for their person, sent by themselves
 * when the line is back, once, and said until then.
 */
import type { CommentsState, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { untilAtRest } from '../src/at-rest.ts'
import { liveStatus } from '../src/frame.ts'
import { waitForAllCode } from '../src/loaded-code.ts'
import { comment, composer, openComments, publish, writeComment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, patienceMs, signIn } from '../src/stage.ts'
import {
  buildText,
  field,
  holdSaves,
  oneUnsaved,
  unsaved,
  writeText,
  writtenText,
} from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const { editor, reviewer, admin } = demoPeople

describe('a text typed offline', () => {
  it('is said, kept when one leaves the editor, and sent by itself when the line is back', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Offline', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    await liveStatus(page, 'Live').waitFor()
    await waitForAllCode(page)
    await page.context().setOffline(true)
    await writeText(page, 'Typed offline.')
    await page.getByText('Could not save – kept here').waitFor()
    await unsaved(page, oneUnsaved).waitFor()
    await page.getByRole('link', { name: /^Projects/ }).click()
    await unsaved(page, oneUnsaved).click()
    const list = page.getByRole('dialog', { name: 'Unsaved texts' })
    await list.getByText('Typed offline.').waitFor()
    await page.keyboard.press('Escape')
    await page.context().setOffline(false)
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('Typed offline.')
    await unsaved(page, oneUnsaved).waitFor({ state: 'detached' })
  })
})

describe('two people on one version', () => {
  it('have their edits merged where they are in different paragraphs', async () => {
    const api = await stage.server.signIn('editor')
    const rosa = await stage.server.signIn('admin')
    const text = await buildText(api, 'Merged', 'One.\n\nTwo.')
    const page = await stage.enter('editor', text.address)
    await writeText(page, 'One by me.\n\nTwo.')
    await text.edit(rosa, 'One.\n\nTwo by her.')
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('One by me.\n\nTwo by her.')
    await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('One by me.\n\nTwo by her.')
    expect(await page.getByRole('alert', { name: 'Conflict' }).count()).toBe(0)
  })

  it('are asked where they changed the same paragraph, and what loses is kept and can be taken back', async () => {
    const api = await stage.server.signIn('editor')
    const astrid = await stage.server.signIn('admin')
    const text = await buildText(api, 'Collision', 'One.\n\nTwo.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    const letGo = await holdSaves(page)
    await writeText(page, 'One by me.\n\nTwo.')
    await page.getByText('Could not save – kept here').waitFor()
    await text.edit(astrid, 'One by her.\n\nTwo by her.')
    await letGo()
    const notice = page.getByRole('alert', { name: 'Conflict' })
    await notice.getByText(`${admin.name} changed the same words`).waitFor()
    await notice.getByRole('button', { name: 'Keep mine' }).click()
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('One by me.\n\nTwo by her.')
    const kept = await api.get<{ data: { author: { id: string } }[] }>(`${text.path}/kept-texts`)
    expect(kept.data).toHaveLength(1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('One by her.\n\nTwo by her.')
  })
})

describe('comments', () => {
  it('are sent once when the server is back, whatever became of the window', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'Bad line')
    const page = await stage.enter('reviewer', `/projects/${project.id}`)
    await openComments(page)
    await liveStatus(page, 'Live').waitFor()
    await page.context().setOffline(true)
    await writeComment(page, 'Written in the tunnel')
    await page.getByText('Not sent, kept here.').waitFor()
    await expect.poll(() => composer(page).inputValue()).toBe('')
    await page.getByRole('link', { name: /^Inbox/ }).click()
    await unsaved(page, oneUnsaved).waitFor()
    await page.context().setOffline(false)
    await unsaved(page, oneUnsaved).waitFor({ state: 'detached' })
    const { data } = await api.get<CommentsState>(`/projects/${project.id}/comments`)
    expect(data.map((one) => one.body)).toEqual(['Written in the tunnel'])
    await page.goBack()
    await comment(page, reviewer.name, 'Written in the tunnel').waitFor()
  })

  it('that are being written stay when the item is removed, with who did it', async () => {
    const api = await stage.server.signIn('editor')
    const { project, items } = await buildProject(api, 'Removed', ['Cover story'])
    const page = await stage.enter('reviewer', `/projects/${project.id}?item=${items[0]?.id}`)
    await composer(page).fill('Half a thought')
    await api.delete(`/projects/${project.id}/items/${items[0]?.id}`)
    const left = page.getByRole('region', { name: 'What you were writing' })
    await left.getByText(`${editor.name} removed this item`).waitFor()
    await left.getByText('Half a thought').waitFor()
    await left.getByRole('button', { name: 'Send to the project' }).click()
    await left.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await api.get<CommentsState>(`/projects/${project.id}/comments`)).data.length, {
        timeout: patienceMs,
      })
      .toBe(1)
  })
})

describe('a session that ends', () => {
  it('keeps the words for their person alone', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Session', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    // What is asked for later would find that there is no session, before anything is written.
    await untilAtRest(page)
    await page.context().clearCookies()
    await writeText(page, 'Written without a session.')
    await page.getByText('Your session has ended.').waitFor()
    await page.getByText(/1 text that Elias Berg could not save/).waitFor()
    await signIn(page, 'reviewer')
    expect(await unsaved(page, oneUnsaved).count()).toBe(0)
    expect(await text.bodyNow()).toBe('Start.')
    await page.context().clearCookies()
    await page.reload()
    await signIn(page, 'editor')
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('Written without a session.')
  })
})

describe('what is unsaved', () => {
  it('is said at the item and before publishing, which it would be left out of', async () => {
    const api = await stage.server.signIn('editor')
    const { project, items } = await buildProject(api, 'Goes out', ['Cover story'])
    const [item] = items
    const page = await stage.enter('editor', `/content/${item?.contentId}?version=${item?.versionId}`)
    await field(page).waitFor()
    const letGo = await holdSaves(page)
    await writeText(page, 'Not there yet.')
    await page.getByText('Could not save – kept here').waitFor()
    await page.getByRole('link', { name: /^Projects/ }).click()
    await page.getByRole('row', { name: /Goes out/ }).click()
    await page.getByRole('grid', { name: 'Items' }).getByText('unsaved').waitFor()
    await api.patch(`/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    await publish(page, 'Publish all')
    const warning = page.getByRole('alert', { name: 'Publishing' })
    await warning.getByText('1 text is not saved').waitFor()
    await letGo()
    await page.getByText('Everything is saved now').waitFor()
    expect((await api.get<Version>(`/content/${item?.contentId}/versions/${item?.versionId}`)).body).toBe(
      'Not there yet.',
    )
  })
})
