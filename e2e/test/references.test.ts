/** What a text refers to: links say where what they lead to is not live, and embedded content is shown, live. */
import type { CreatedContent, ItemRows, Project, VersionSummary } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { itemWith } from '../src/project-page.ts'
import { buildText, field, writtenText } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

async function setUp() {
  const api = await stage.server.signIn('editor')
  const create = async (type: string, title: string, body = '') =>
    api.post<CreatedContent>('/content', { type, language: 'en', title, body })
  const publish = async ({ version }: CreatedContent) => {
    const path = `/content/${version.contentId}/versions/${version.id}`
    await api.post<VersionSummary>(`${path}/status`, { status: 'in_review' })
    await api.post<VersionSummary>(`${path}/status`, { status: 'ready' })
    await api.post(`${path}/publish`, {})
  }
  return { api, create, publish }
}

it('a text shows what it links to and what it embeds, as that changes', async () => {
  const { api, create, publish } = await setUp()
  const terms = await create('page', 'Terms')
  const box = await create('block', 'Price box', 'From **10 euros**')
  const body = `[](content:${terms.content.id})\n\n![the box](content:${box.content.id})`
  const { content } = await create('page', 'Offer', body)
  const page = await stage.enter('editor', `/content/${content.id}`)
  const complaints = watchComplaints(page)
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('link', { name: 'Terms' }).waitFor()
  await preview.getByText('not live').first().waitFor()
  const figure = preview.getByRole('figure', { name: 'Embedded: Price box' })
  await figure.getByText('10 euros').waitFor()

  const path = `/content/${box.content.id}/versions/${box.version.id}`
  await api.patch(path, { body: 'From **12 euros**' }, { 'if-match': '"1"' })
  await figure.getByText('12 euros').waitFor()
  await publish(terms)
  await publish(box)
  await expect.poll(() => preview.getByText('not live').count()).toBe(0)
  await preview.getByRole('link', { name: 'Terms' }).click()
  await page.getByRole('heading', { level: 1, name: 'Terms' }).waitFor()
  expect(complaints).toEqual([])
})

it('an embed that is not live holds a project up, until it is live or goes along', async () => {
  const { api, create, publish } = await setUp()
  const box = await create('block', 'Opening hours', 'Nine to five')
  const plan = await create('block', 'Floor plan')
  const body = `![](content:${box.content.id})\n\n![](content:${plan.content.id})`
  const visit = await create('page', 'Visit us', body)
  const project = await api.post<Project>('/projects', { name: 'Autumn' })
  const add = { items: [{ contentId: visit.content.id }] }
  const { data } = await api.post<ItemRows>(`/projects/${project.id}/items`, add)
  const itemIds = data.map(({ id }) => id)
  for (const status of ['in_review', 'ready']) {
    await api.patch(`/projects/${project.id}/items`, { itemIds, status })
  }
  const page = await stage.enter('editor', `/projects/${project.id}`)
  await itemWith(page, 'Visit us', 'Ready').waitFor()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Review and publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish', exact: true })
  await dialog.getByText('It embeds “Opening hours”, which is not live').waitFor()
  const elsewhere = dialog.getByText('It embeds “Floor plan”, which is not live')
  await elsewhere.waitFor()
  await publish(plan)
  await elsewhere.waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Add it to the project' }).click()
  await dialog.getByText('It was not sent to review yet').waitFor()
  await expect.poll(() => dialog.getByText('which is not live').count()).toBe(0)
})

it('a project offers what its texts refer to, and takes it in at one press', async () => {
  const { api, create } = await setUp()
  const map = await create('media', 'Map')
  const hours = await create('page', 'Hours', `![](content:${map.content.id})`)
  const home = await create('page', 'Home of all', `[hours](content:${hours.content.id})`)
  const project = await api.post<Project>('/projects', { name: 'Offer' })
  const page = await stage.enter('editor', `/projects/${project.id}`)
  await api.post<ItemRows>(`/projects/${project.id}/items`, { items: [{ contentId: home.content.id }] })
  const offer = page.getByRole('region', { name: 'Not live, and not in this project' })
  await offer.getByRole('link', { name: 'Map' }).waitFor()
  await offer.getByRole('button', { name: 'Add these 2 too' }).click()
  for (const title of ['Hours', 'Map']) await itemWith(page, title, 'Draft').waitFor()
  await offer.waitFor({ state: 'detached' })
})

it('writing [[ finds what to link to, and ![[ what to embed', async () => {
  const { api, create } = await setUp()
  const target = await create('block', 'Postal [codes] of the desk', 'Nine to five')
  const text = await buildText(api, 'By reference', '')
  const page = await stage.enter('editor', text.address)
  const complaints = watchComplaints(page)
  await field(page).click()
  await page.keyboard.type('![[postal')
  // While the last letter is looked for, the list shows what there was before it, and takes no click.
  const found = page.locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)')
  const option = found.getByRole('option', { name: /Postal/ })
  await option.waitFor()
  await option.click()
  const reference = `![Postal \\[codes\\] of the desk](content:${target.content.id})`
  await expect.poll(() => writtenText(page)).toBe(reference)
  await page.getByRole('figure', { name: 'Embedded: Postal [codes] of the desk' }).waitFor()
  expect(complaints).toEqual([])
})
