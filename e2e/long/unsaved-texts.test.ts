/**
 * Further ways in which words were lost: closed and reloaded tabs, a version that was closed meanwhile, a server that
 * is killed in the middle of a save, somebody else at the same browser.
 */
import type { CommentsState, ContentState, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { untilAtRest } from '../src/at-rest.ts'
import { liveStatus } from '../src/frame.ts'
import { comment, composer, openComments, writeComment } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, patienceMs, signIn } from '../src/stage.ts'
import {
  buildText,
  field,
  holdSaves,
  oneUnsaved,
  saved,
  unsaved,
  writeText,
  writtenText,
} from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const { admin, editor, reviewer } = demoPeople

describe('a tab that is gone', () => {
  it('leaves its text to the next, after a reload and after it was closed', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Closed', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    await holdSaves(page)
    await writeText(page, 'Typed before the reload.')
    await page.getByText('Could not save – kept here').waitFor()
    await page.reload()
    await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('Typed before the reload.')
    const other = await page.context().newPage()
    await other.goto(`${stage.server.url}/inbox`)
    await liveStatus(other, 'Live').waitFor()
    expect(await text.bodyNow()).toBe('Start.')
    await page.close()
    // The other tab finds what it left, and sends it.
    await expect.poll(text.bodyNow, { timeout: 2 * patienceMs }).toBe('Typed before the reload.')
  })

  it('leaves its comment draft, and takes nothing of the draft in another tab along', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'Two drafts')
    const address = `/projects/${project.id}?tab=comments`
    const first = await stage.enter('reviewer', address)
    const second = await first.context().newPage()
    await second.goto(stage.server.url + address)
    await composer(first).fill('Draft of the first')
    await composer(second).fill('Draft of the second')
    await composer(first).press('ControlOrMeta+Enter')
    await comment(second, reviewer.name, 'Draft of the first').waitFor()
    expect(await composer(second).inputValue()).toBe('Draft of the second')
    await second.reload()
    await expect
      .poll(() => composer(second).inputValue(), { timeout: patienceMs })
      .toBe('Draft of the second')
  })
})

describe('a version that was closed meanwhile', () => {
  it('shows the unsaved text and starts a new draft with it', async () => {
    const api = await stage.server.signIn('editor')
    const { project, items } = await buildProject(api, 'Closed version', ['Cover story'])
    const [item] = items
    const page = await stage.enter('editor', `/content/${item?.contentId}?version=${item?.versionId}`)
    await field(page).waitFor()
    const letGo = await holdSaves(page)
    await writeText(page, 'Too late.')
    await page.getByText('Could not save – kept here').waitFor()
    for (const status of ['in_review', 'ready'])
      await api.patch(`/projects/${project.id}/items/${item?.id}`, { status })
    await api.post(`/projects/${project.id}/publish`, { mode: 'ready' })
    await page.getByText('You wrote something here that was not saved.').waitFor()
    await letGo()
    await page.getByRole('button', { name: 'Start a new draft with it' }).click()
    await saved(page).waitFor()
    const { versions } = await api.get<ContentState>(`/content/${item?.contentId}`)
    const [draft] = versions
    expect(versions).toHaveLength(2)
    const { body } = await api.get<Version>(`/content/${item?.contentId}/versions/${draft?.id}`)
    expect(body).toBe('Too late.')
    await unsaved(page, oneUnsaved).waitFor({ state: 'detached' })
  })
})

describe('a server that is killed in the middle of a save', () => {
  it('has the text once it is back, and shows no conflict', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Killed', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    for (const round of [1, 2, 3]) {
      const sent = page.waitForRequest((request) => request.method() === 'PATCH')
      await writeText(page, `Typed in round ${round}.`)
      await sent
      await stage.server.kill('SIGKILL')
      await field(page).press('End')
      await field(page).pressSequentially(' And on.')
      await stage.server.restart()
      await expect.poll(text.bodyNow, { timeout: 2 * patienceMs }).toBe(`Typed in round ${round}. And on.`)
      await saved(page).waitFor()
      expect(await page.getByRole('alert', { name: 'Conflict' }).count()).toBe(0)
    }
  })
})

describe('somebody else at the same browser', () => {
  it('never sends what another person wrote', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'Shared browser')
    const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
    await composer(page).fill('Written by Elias')
    // In another window of the same browser Rosa signs in.
    const other = await page.context().newPage()
    await untilAtRest(page)
    await page.context().clearCookies()
    await other.goto(stage.server.url)
    await signIn(other, 'reviewer')
    await composer(page).press('ControlOrMeta+Enter')
    await page.getByText(`${reviewer.name} is signed in in this browser now`).waitFor()
    await page.getByRole('button', { name: `You: ${reviewer.name}` }).waitFor()
    expect(await page.getByText('Written by Elias').count()).toBe(0)
    expect((await api.get<CommentsState>(`/projects/${project.id}/comments`)).data).toEqual([])
    await page.context().clearCookies()
    await page.reload()
    await signIn(page, 'editor')
    await comment(page, editor.name, 'Written by Elias').waitFor()
    const { data } = await api.get<CommentsState>(`/projects/${project.id}/comments`)
    expect(data.map((one) => one.body)).toEqual(['Written by Elias'])
  })
})

describe('an edit of a comment', () => {
  it('waits like everything else, and its words stay when the comment is deleted', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'Edited comment')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await openComments(page)
    await writeComment(page, 'First wording')
    const own = comment(page, editor.name, 'First wording')
    await own.getByRole('link').waitFor()
    await own.getByRole('button', { name: 'More about this comment' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const edit = page.getByRole('textbox', { name: 'Edit the comment' })
    await edit.fill('Second wording')
    const { data } = await api.get<CommentsState>(`/projects/${project.id}/comments`)
    await (await stage.server.signIn('admin')).delete(`/comments/${data[0]?.id}`)
    const left = page.getByRole('region', { name: 'What you were writing' })
    await left.getByText('Second wording').waitFor()
    await left.getByRole('button', { name: 'Send as an answer' }).click()
    await comment(page, editor.name, 'Second wording').waitFor()
  })
})

describe('a form that was left', () => {
  it('has its words again after a reload', async () => {
    const page = await stage.enter('editor', '/projects')
    await page.getByRole('button', { name: 'New project' }).click()
    const form = page.getByRole('dialog', { name: 'New project' })
    await form.getByLabel('Name').fill('Half a name')
    await page.reload()
    await page.getByRole('button', { name: '1 draft' }).waitFor()
    await page.getByRole('button', { name: 'New project' }).click()
    await expect.poll(() => form.getByLabel('Name').inputValue(), { timeout: patienceMs }).toBe('Half a name')
    await form.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: '1 draft' }).waitFor({ state: 'detached' })
  })

  it('has the title of new content again, until that is created', async () => {
    const page = await stage.enter('editor', '/content')
    const open = () => page.getByRole('button', { name: 'New content' }).click()
    const title = page.getByRole('dialog', { name: 'New content' }).getByLabel('Title')
    await open()
    await title.fill('Half a title')
    await page.keyboard.press('Escape')
    await title.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: '1 draft' }).waitFor()
    await open()
    await expect.poll(() => title.inputValue(), { timeout: patienceMs }).toBe('Half a title')
    await title.press('Enter')
    await page.waitForURL(/\/content\/./)
    await page.getByRole('button', { name: '1 draft', exact: true }).waitFor({ state: 'detached' })
    await page.goBack()
    await open()
    await title.waitFor()
    expect(await title.inputValue()).toBe('')
  })

  it('has the title of content to be added to its project again, apart from one begun elsewhere', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'To be filled')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    const open = async () => {
      await page.getByRole('main').getByRole('button', { name: 'Add content' }).last().click()
      await page.getByRole('button', { name: 'Create new content' }).click()
    }
    const title = page.getByRole('dialog', { name: 'Add content' }).getByLabel('Title')
    await open()
    await title.fill('For the project')
    await page.reload()
    await open()
    await expect.poll(() => title.inputValue(), { timeout: patienceMs }).toBe('For the project')
    await page.goto(`${stage.server.url}/content`)
    await page.getByRole('button', { name: 'New content' }).click()
    const other = page.getByRole('dialog', { name: 'New content' }).getByLabel('Title')
    await other.waitFor()
    expect(await other.inputValue()).toBe('')
  })
})

describe('discarding', () => {
  it('takes the words out of the open field, and undo brings them back', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Discarded', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    await liveStatus(page, 'Live').waitFor()
    const letGo = await holdSaves(page)
    await writeText(page, 'To be discarded.')
    await unsaved(page, oneUnsaved).click()
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('Start.')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe('To be discarded.')
    await letGo()
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('To be discarded.')
    await field(page).pressSequentially(' And on.')
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toContain('And on.')
  })
})

describe('two people changing one project in the list', () => {
  it('are told where both changed the name, and merged where they changed something else', async () => {
    const api = await stage.server.signIn('editor')
    const other = await stage.server.signIn('admin')
    const { project } = await buildProject(api, 'Listed')
    const nameNow = async () =>
      (await api.get<{ name: string; color: string }>(`/projects/${project.id}`)).name
    const page = await stage.enter('editor', '/projects?q=Listed')
    const open = async () => {
      await page.getByRole('button', { name: /^Actions for Listed/ }).click()
      await page.getByRole('menuitem', { name: /^Edit name/ }).click()
      return page.getByRole('dialog', { name: /^Edit Listed/ })
    }
    const first = await open()
    await first.getByLabel('Name').fill('Listed by me')
    await other.patch(`/projects/${project.id}`, { color: 'rose' }, { 'if-match': '"1"' })
    await first.getByRole('button', { name: 'Save' }).click()
    await expect.poll(nameNow, { timeout: patienceMs }).toBe('Listed by me')

    const second = await open()
    await second.getByLabel('Name').fill('Listed by me again')
    await other.patch(`/projects/${project.id}`, { name: 'Listed by her' }, { 'if-match': '"3"' })
    await second.getByRole('button', { name: 'Save' }).click()
    await second.getByText('Someone changed the name to “Listed by her” meanwhile').waitFor()
    expect(await nameNow()).toBe('Listed by her')
    await second.getByRole('button', { name: 'Save' }).click()
    await expect.poll(nameNow, { timeout: patienceMs }).toBe('Listed by me again')
  })
})

describe('two tabs on one version', () => {
  it('keep each its own words, through a reload of both', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Two tabs', 'One.\n\nTwo.')
    const first = await stage.enter('editor', text.address)
    const second = await first.context().newPage()
    await second.goto(stage.server.url + text.address)
    for (const page of [first, second]) await field(page).waitFor()
    await first.context().setOffline(true)
    await writeText(first, 'One, by the first.\n\nTwo.')
    await writeText(second, 'One.\n\nTwo, by the second.')
    for (const page of [first, second]) await page.getByText('Could not save – kept here').waitFor()
    await first.context().setOffline(false)
    const both = 'One, by the first.\n\nTwo, by the second.'
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe(both)
    for (const page of [first, second]) {
      await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe(both)
      await saved(page).waitFor()
      await page.reload()
      await expect.poll(() => writtenText(page), { timeout: patienceMs }).toBe(both)
    }
  })
})

describe('an answer that is lost', () => {
  it('is never told as somebody else’s save, nor saved twice', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Lost answer', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    let lost = 0
    await page.route('**/api/v1/content/*/versions/*', async (route) => {
      if (route.request().method() !== 'PATCH' || lost > 0) return route.continue()
      lost += 1
      await route.fetch()
      await route.abort()
    })
    await writeText(page, 'Arrived, unheard.')
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('Arrived, unheard.')
    await field(page).press('End')
    await field(page).pressSequentially(' And more.')
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('Arrived, unheard. And more.')
    await saved(page).waitFor()
    expect(await page.getByRole('alert', { name: 'Conflict' }).count()).toBe(0)
    expect(await saved(page).innerText()).toBe('Saved')
    expect((await api.get<Version>(text.path)).revision).toBe(3)
  })
})

describe('two people renaming one project', () => {
  it('are told, and nothing is put over the other silently', async () => {
    const api = await stage.server.signIn('editor')
    const other = await stage.server.signIn('admin')
    const { project } = await buildProject(api, 'Spring')
    const page = await stage.enter('editor', `/projects/${project.id}`)
    await page.getByRole('heading', { level: 1 }).getByRole('button', { name: 'Spring' }).click()
    const name = page.getByRole('textbox', { name: 'Project name' })
    await name.fill('Spring by me')
    await other.patch(`/projects/${project.id}`, { name: 'Spring by her' }, { 'if-match': '"1"' })
    await name.press('Enter')
    const notice = page.getByRole('alert', { name: 'Changed at the same time' })
    await notice.getByText(`${admin.name} renamed this project to “Spring by her”`).waitFor()
    expect((await api.get<{ name: string }>(`/projects/${project.id}`)).name).toBe('Spring by her')
    await notice.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('heading', { level: 1, name: 'Spring by me' }).waitFor()
    await expect
      .poll(async () => (await api.get<{ name: string }>(`/projects/${project.id}`)).name, {
        timeout: patienceMs,
      })
      .toBe('Spring by me')
  })
})

describe('comments that are being written', () => {
  it('stay when the project is deleted', async () => {
    const api = await stage.server.signIn('editor')
    const { project } = await buildProject(api, 'Deleted')
    const page = await stage.enter('reviewer', `/projects/${project.id}?tab=comments`)
    await composer(page).fill('Half a thought')
    await api.delete(`/projects/${project.id}`)
    const left = page.getByRole('region', { name: 'What you were writing' })
    await left.getByText(`${editor.name} deleted the project`).waitFor()
    await left.getByText('Half a thought').waitFor()
  })
})

describe('what is unsaved', () => {
  it('is said where the storage is full, and stays in memory', async () => {
    const api = await stage.server.signIn('editor')
    const text = await buildText(api, 'Full', 'Start.')
    const page = await stage.enter('editor', text.address)
    await field(page).waitFor()
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await page.context().setOffline(true)
    await writeText(page, 'Only in memory.')
    await page.getByText('leave this window open').waitFor()
    await page.context().setOffline(false)
    await expect.poll(text.bodyNow, { timeout: patienceMs }).toBe('Only in memory.')
  })
})
