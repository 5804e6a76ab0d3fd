/** What the composer of comments does beside taking text. */
import type { CreatedContent, Group, Person, Project } from '@copydesk/contract'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { comment, composer } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

/** As the browser hands over what the clipboard has. */
async function paste(field: Locator, texts: Record<string, string>): Promise<void> {
  await field.evaluate((element, all) => {
    const data = new DataTransfer()
    for (const [type, text] of Object.entries(all)) data.setData(type, text)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, texts)
}

it('marks words by keys and by pasting an address, takes that back, and cuts off nothing', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Marks' })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const field = composer(page)
  const reads = (text: string) => expect.poll(() => field.inputValue()).toBe(text)
  await field.pressSequentially('the plan')
  for (let letter = 0; letter < 4; letter += 1) await field.press('Shift+ArrowLeft')
  await field.press('Control+b')
  await reads('the **plan**')
  await paste(field, { 'text/plain': 'https://a.example/plan' })
  await reads('the **[plan](<https://a.example/plan>)**')
  await field.press('Control+z')
  await reads('the **plan**')
  await field.press('Control+Shift+z')
  await field.press('Control+Enter')
  const link = comment(page, demoPeople.editor.name, 'the plan').getByRole('link', { name: 'plan' })
  await expect.poll(() => link.getAttribute('href')).toBe('https://a.example/plan')

  await field.fill('')
  await paste(field, {
    'text/plain': 'one\r\ntwo',
    'text/html': '<ul><li>one<li><b>two</b><img src=x onerror="document.title = 1"></ul>',
  })
  await reads('- one\n- **two**')
  await field.press('Control+z')
  await reads('one\ntwo')

  await field.fill('x'.repeat(20_300))
  await page.getByText('20,300 characters: at most 20,000').first().waitFor()
  await field.press('Control+Enter')
  await reads('x'.repeat(20_300))
  await field.press('Backspace')
  await page.getByText('20,299 characters: at most 20,000').first().waitFor()
})

it('formats by the toolbar and by keys alone, takes it back, and shows how it will read', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Tools' })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const field = composer(page)
  const reads = (text: string) => expect.poll(() => field.inputValue()).toBe(text)
  const toolbar = page.getByRole('toolbar', { name: 'Formatting' })
  const button = (name: string) => toolbar.getByRole('button', { name, exact: true })
  const isFocused = (locator: Locator) =>
    expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true)
  await field.pressSequentially('one')
  await field.press('Enter')
  await field.pressSequentially('two')
  await field.press('Control+a')
  await button('List').click()
  await reads('- one\n- two')
  await isFocused(field)
  await button('List').click()
  await reads('one\ntwo')
  await field.press('Control+Shift+Digit7')
  await reads('1. one\n2. two')
  await field.press('Control+z')
  await reads('one\ntwo')
  await field.press('Control+z')
  await reads('- one\n- two')

  // One tab stop, walked by arrows; what is pressed goes back to the text.
  await field.press('Control+a')
  await page.keyboard.press('Tab')
  await isFocused(button('Bold'))
  await page.keyboard.press('ArrowRight')
  await isFocused(button('Italic'))
  await page.keyboard.press('Enter')
  await reads('- *one*\n- *two*')
  await isFocused(field)
  await field.press('End')
  await button('Mention people').click()
  await page.getByRole('option', { name: demoPeople.reviewer.name }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await isFocused(button('Italic'))
  await page.keyboard.press('Tab')
  await isFocused(page.getByRole('button', { name: 'Preview' }))
  await page.keyboard.press('Enter')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('listitem').getByRole('emphasis').getByText('one').waitFor()
  await field.waitFor({ state: 'hidden' })
  await isFocused(page.getByRole('button', { name: 'Write' }))
  await page.keyboard.press('Enter')
  await preview.waitFor({ state: 'detached' })
  await field.press('Control+z')
  await reads('- *one*\n- *two*')
})

it('mentions a group: who is in it is told, and one knows before how many that are', async () => {
  const admin = await stage.server.signIn('admin')
  const reviewer = await stage.server.signIn('reviewer')
  const [boss, rosa] = [await admin.get<Person>('/me'), await reviewer.get<Person>('/me')]
  await admin.post<Group>('/groups', { name: 'Legal', memberIds: [boss.id, rosa.id] })
  const project = await admin.post<Project>('/projects', { name: 'Writing' })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const other = await stage.enter('reviewer', '/inbox')
  await composer(page).pressSequentially('Please look, @leg')
  await page.getByRole('option', { name: 'Legal 2 people' }).click()
  await page.getByText('Tells up to 2 people').first().waitFor()
  await composer(page).press('Control+Enter')
  await comment(page, demoPeople.editor.name, 'Please look, @Legal').waitFor()
  await other.getByText('mentioned Legal in').first().waitFor()
})

it('says whom a mention would not tell, lets them in, or sends without telling them', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Merger', visibility: 'private' })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const other = await stage.enter('reviewer', '/inbox')
  const { reviewer, admin, editor } = demoPeople
  const notice = page.getByRole('region', { name: 'Not told' })
  await composer(page).pressSequentially(`Please look, @${reviewer.name}`)
  await page.getByRole('option', { name: reviewer.name }).click()
  await notice.getByText(`${reviewer.name} cannot see this project.`).waitFor()
  // By itself it is only spoken: on the screen it is said once.
  await page.getByText(`${reviewer.name} cannot see this project.`, { exact: true }).waitFor()
  await composer(page).press('Control+Enter')
  const letIn = notice.getByRole('button', { name: `Let ${reviewer.name} in` })
  await expect.poll(() => letIn.evaluate((button) => button === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await notice.waitFor({ state: 'detached' })
  await composer(page).press('Control+Enter')
  await comment(page, editor.name, `Please look, @${reviewer.name}`).waitFor()
  await other.getByText('mentioned you in').first().waitFor()

  await composer(page).pressSequentially(`@${admin.name}`)
  await page.getByRole('option', { name: admin.name }).click()
  await notice.getByRole('button', { name: 'Send without telling them' }).click()
  await comment(page, editor.name, `@${admin.name}`).waitFor()
  await notice.waitFor({ state: 'detached' })
})

it('refers to content by #: with the title of now for whom may see it, words for others', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Shop' })
  const secret = await api.post<Project>('/projects', { name: 'Merger', visibility: 'private' })
  const create = (title: string) =>
    api.post<CreatedContent>('/content', { type: 'page', language: 'en', title, body: '' })
  const open = await create('Shop [prices]')
  const { content } = await create('Shop merger')
  await api.post(`/projects/${secret.id}/items`, { items: [{ contentId: content.id }] })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const other = await stage.enter('reviewer', `/projects/${project.id}?tab=comments`)
  await composer(page).pressSequentially('See #shop [p')
  await page.getByRole('option', { name: 'Shop [prices]' }).waitFor()
  await composer(page).press('Enter')
  await composer(page).pressSequentially('and #shop m')
  await page.getByRole('option', { name: 'Shop merger' }).click()
  await composer(page).press('Control+Enter')
  await page.getByRole('link', { name: '#Shop merger' }).waitFor()
  await other.getByRole('link', { name: '#Shop [prices]' }).waitFor()
  await comment(other, demoPeople.editor.name, 'and #Shop merger').waitFor()
  expect(await other.getByRole('link', { name: '#Shop merger' }).count()).toBe(0)

  // An address of this desk is the item, for whom may see it; undo leaves the address.
  const field = composer(page)
  const address = (path: string) => new URL(path, stage.server.url).href
  const reads = (text: string) => expect.poll(() => field.inputValue()).toBe(text)
  await paste(field, { 'text/plain': address(`/content/${open.content.id}`) })
  await reads('#Shop [prices]')
  expect(await page.getByRole('option').count()).toBe(0)
  await field.press('Control+z')
  await reads(address(`/content/${open.content.id}`))
  await field.press('Control+Shift+z')
  await reads('#Shop [prices]')
  await field.press('Control+Enter')
  await expect.poll(() => other.getByRole('link', { name: '#Shop [prices]' }).count()).toBe(2)
  await paste(field, { 'text/plain': address(`/projects/${project.id}`) })
  await reads(`[Shop](<${address(`/projects/${project.id}`)}>)`)
  await field.fill('')
  const unseen = address(`/content/${content.id}`)
  const asked = other.waitForResponse((response) => response.url().includes('/content/titles'))
  await paste(composer(other), { 'text/plain': unseen })
  await asked
  await composer(other).pressSequentially(' x')
  expect(await composer(other).inputValue()).toBe(`${unseen} x`)

  const { id, revision } = open.version
  await api.patch(
    `/content/${open.content.id}/versions/${id}`,
    { title: 'Prices' },
    { 'if-match': `"${revision}"` },
  )
  await other.getByRole('link', { name: '#Prices' }).first().waitFor()
})

it('shows hundreds of references as they are now, by few questions and one channel', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Many' })
  const items: CreatedContent[] = []
  for (let from = 0; from < 400; from += 50) {
    const some = Array.from({ length: 50 }, (_, at) =>
      api.post<CreatedContent>('/content', {
        ...{ type: 'page', language: 'en', body: '' },
        title: `Item ${from + at}`,
      }),
    )
    items.push(...(await Promise.all(some)))
  }
  for (let from = 0; from < 400; from += 100) {
    const words = items.slice(from, from + 100).map(({ content }) => `[#Old](content:${content.id})`)
    await api.post(`/projects/${project.id}/comments`, { body: words.join(' ') })
  }
  const page = await stage.enter('reviewer')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/content/')) asked.push(new URL(request.url()).pathname)
  })
  await page.goto(new URL(`/projects/${project.id}?tab=comments`, stage.server.url).href)
  const links = page.getByRole('link', { name: /^#Item \d+$/ })
  await expect.poll(() => links.count()).toBe(400)
  expect(asked.every((path) => path.endsWith('/content/titles'))).toBe(true)
  expect(asked.length).toBeLessThanOrEqual(8)
  const { content, version } = items[399] as CreatedContent
  await api.patch(
    `/content/${content.id}/versions/${version.id}`,
    { title: 'Renamed' },
    { 'if-match': `"${version.revision}"` },
  )
  await page.getByRole('link', { name: '#Renamed' }).waitFor()
  // The connection still has room for other screens.
  await page.getByRole('tab', { name: /^Items/ }).click()
  await page.getByText('Live', { exact: true }).first().waitFor()
})
