/** How words read: lines of a length that eyes follow, each text in its own direction, nothing cut, no raw marks. */
import type { CreatedContent, ItemRows, Person, Project } from '@copydesk/contract'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { comment } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const wide = { viewport: { width: 1720, height: 900 } }
const prose =
  'The quick brown fox jumps over the lazy dog while the editor reads on and the whole of the desk looks up. '.repeat(
    8,
  )

/** The most characters in one line of the paragraph. */
async function longestLine(paragraph: Locator): Promise<number> {
  // Another font has other lines. In one go afterwards: what is drawn anew meanwhile has no lines at all.
  await paragraph.page().evaluate(() => document.fonts.ready.then(() => {}))
  return paragraph.evaluate((element) => {
    const text = element.firstChild as Text
    const range = document.createRange()
    const lines = new Map<number, number>()
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(text, at)
      range.setEnd(text, at + 1)
      const top = Math.round(range.getBoundingClientRect().top)
      lines.set(top, (lines.get(top) ?? 0) + 1)
    }
    return Math.max(...lines.values())
  })
}

async function setUp(title: string, body: string) {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: title })
  const { content, version } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title,
    body,
  })
  const items = [{ contentId: content.id }]
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, { items })
  return { api, project, content, version, itemId: data[0]?.id }
}

it('lines have at most 70 characters: texts as they read, and comments', async () => {
  const { api, project, content } = await setUp('Long lines', prose)
  await api.post(`/projects/${project.id}/comments`, { body: prose })
  const page = await stage.enter('reviewer', `/content/${content.id}`, wide)
  const text = page.getByRole('region', { name: 'Text' }).getByText('The quick brown fox').first()
  await text.waitFor()
  expect(await longestLine(text)).toBeLessThanOrEqual(70)
  await page.goto(`${stage.server.url}/projects/${project.id}?tab=comments`)
  const words = comment(page, demoPeople.editor.name, 'The quick').getByText('The quick brown fox').first()
  await words.waitFor()
  expect(await longestLine(words)).toBeLessThanOrEqual(70)
})

it('each text has its own direction, on every screen', async () => {
  const { api, project, itemId } = await setUp('שלום עולם', 'مرحبا بالعالم\n\nHello')
  await api.post(`/projects/${project.id}/comments`, { body: 'תגובה', itemId })
  const page = await stage.enter('editor', `/projects/${project.id}?item=${itemId}`, wide)
  // While the page fills, what stands there may be drawn anew, and what was taken away has no direction.
  const expectDirection = (place: Locator, direction: string) =>
    expect.poll(() => place.evaluate((element) => getComputedStyle(element).direction)).toBe(direction)
  const panel = page.getByRole('region', { name: 'שלום עולם' })
  for (const words of ['مرحبا بالعالم', 'תגובה', 'שלום עולם']) {
    await expectDirection(panel.getByText(words).first(), 'rtl')
  }
  await expectDirection(panel.getByText('Hello', { exact: true }), 'ltr')
  await expectDirection(page.getByRole('heading', { level: 1 }).getByText('שלום עולם'), 'rtl')
  await expectDirection(page.getByRole('rowheader').getByText('שלום עולם'), 'rtl')
})

it('the heading of a project is its name alone, and long titles are whole in the panel', async () => {
  const title =
    'A title that goes on for quite some time before it comes to what it wants to say, and then says it'
  const { project, itemId } = await setUp(title, 'Text')
  const page = await stage.enter('editor', `/projects/${project.id}?item=${itemId}`)
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  const heading = page.getByRole('region', { name: title }).getByRole('heading', { level: 2 }).first()
  expect(await heading.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
})

it('a line of the inbox says the words without their marks', async () => {
  const { api, project } = await setUp('Marks of Markdown', 'Text')
  const rosa = await (await stage.server.signIn('reviewer')).get<Person>('/me')
  const body = `@[${rosa.name}](person:${rosa.id}) **please** read \`this\`\n\n> ~~quickly~~ [soon](https://a.example)`
  await api.post(`/projects/${project.id}/comments`, { body })
  const page = await stage.enter('reviewer', '/inbox')
  await page.getByText(`@${rosa.name} please read this quickly soon`).waitFor()
})

it('a picture from elsewhere in a comment is fetched when the reader asks for it', async () => {
  const { api, project } = await setUp('Pictures', 'Text')
  await api.post(`/projects/${project.id}/comments`, {
    body: '![a chart](https://pictures.example/chart.png)',
  })
  const page = await stage.enter('reviewer')
  const asked: string[] = []
  await page.route('https://pictures.example/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
  })
  await page.goto(`${stage.server.url}/projects/${project.id}?tab=comments`)
  const show = page.getByRole('button', { name: 'Show picture “a chart” from pictures.example' })
  await show.waitFor()
  expect(asked).toEqual([])
  await show.click()
  await page.getByRole('img', { name: 'a chart' }).waitFor({ state: 'attached' })
  await expect.poll(() => asked).toEqual(['https://pictures.example/chart.png'])
})
