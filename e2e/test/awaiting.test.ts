/** What awaits a person: it comes and goes while they look, and leads to where it is done. */
import type { Comment, CreatedContent, ItemRows, PeopleState, Project, Review } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('what is assigned appears among what awaits one, and goes once it is done', async () => {
  const api = await stage.server.signIn('editor')
  const { data: people } = await api.get<PeopleState>('/people')
  const assigneeId = people.find(({ role }) => role === 'reviewer')?.id
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Prices of the spring',
  })
  const project = await api.post<Project>('/projects', { name: 'Spring' })
  const url = `/projects/${project.id}`
  const { data: items } = await api.post<ItemRows>(`${url}/items`, { items: [{ contentId: content.id }] })

  const page = await stage.enter('reviewer', '/inbox')
  await page.getByRole('link', { name: /^Awaiting me/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Awaiting me' }).waitFor()
  const row = (title: string) =>
    page.getByRole('grid', { name: 'Awaiting me' }).getByRole('row', { name: title })
  // Narrowed to a time in which nothing is due, it says so and leads back. The demo has nothing overdue, on any day.
  await page.getByRole('tab', { name: 'Overdue' }).click()
  await page.getByText('Nothing is overdue').waitFor()
  await page.getByRole('button', { name: 'Show all that awaits you' }).click()
  await api.post(`${url}/tasks`, { title: 'Legal has signed', assigneeId, dueAt: '2020-01-01' })
  await row('Legal has signed').getByText('late').waitFor()
  await api.send('PATCH', `${url}/items/${items[0]?.id}`, { status: 'in_review' })
  await row('Prices of the spring').getByText('In review').waitFor()
  await page.getByRole('row', { name: 'Anyone may review' }).waitFor()
  await api.send('PATCH', `${url}/items/${items[0]?.id}`, { assigneeId })
  await page.getByRole('row', { name: 'To decide on' }).waitFor()

  // It stays narrowed across a reload.
  await page.getByRole('tab', { name: 'Overdue 1' }).click()
  await row('Prices of the spring').waitFor({ state: 'detached' })
  await page.reload()
  await row('Legal has signed').waitFor()
  await page.getByRole('tab', { name: /^All/ }).click()
  await row('Prices of the spring').waitFor()

  await row('Legal has signed').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Legal has signed' }).check()
  await page.getByRole('link', { name: /^Awaiting me/ }).click()
  await row('Legal has signed').waitFor({ state: 'detached' })
  await row('Prices of the spring').waitFor()
  await api.send('PATCH', `${url}/items/${items[0]?.id}`, { status: 'ready' })
  await row('Prices of the spring').waitFor({ state: 'detached' })

  // A comment that mentions one is done with by a key, comes back by undo, and goes once it is answered.
  const { id: parentId } = await api.post<Comment>(`${url}/comments`, {
    body: `@[You](person:${assigneeId}) which **prices**?`,
  })
  await page.getByRole('row', { name: 'To answer' }).waitFor()
  await row('@You which prices?').focus()
  await page.keyboard.press('e')
  await row('@You which prices?').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await row('@You which prices?').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Spring' }).waitFor()
  await page.getByText('which prices?').first().waitFor()
  const reviewer = await stage.server.signIn('reviewer')
  await page.getByRole('link', { name: /^Awaiting me/ }).click()
  await row('@You which prices?').waitFor()
  await reviewer.post(`${url}/comments`, { body: 'Ours', parentId })
  await row('@You which prices?').waitFor({ state: 'detached' })

  // Under a rule it is who is asked, whomever it is assigned to, until they have approved.
  const item = `${url}/items/${items[0]?.id}`
  const admin = await stage.server.signIn('admin')
  const steps = [{ approvals: 2, roles: ['reviewer', 'admin'] }]
  await admin.send('PATCH', `${url}/approval-rule`, { steps })
  await api.send('PATCH', item, { status: 'in_review', assigneeId: null })
  await row('Prices of the spring').getByText('In review').waitFor()
  const { textRevision } = await api.get<Review>(`${item}/review`)
  await reviewer.send('POST', `${item}/decisions`, { decision: 'approve', textRevision })
  await row('Prices of the spring').waitFor({ state: 'detached' })
})

it('several are approved at once, and one that was edited meanwhile is named and left out', async () => {
  const api = await stage.server.signIn('editor')
  const admin = await stage.server.signIn('admin')
  const project = await api.post<Project>('/projects', { name: 'Autumn' })
  const steps = [{ approvals: 1, roles: ['reviewer'] }]
  await admin.send('PATCH', `/projects/${project.id}/approval-rule`, { steps })
  const texts: CreatedContent[] = []
  for (const title of ['Menu of the autumn', 'Hours of the autumn', 'Prices of the autumn']) {
    texts.push(await api.post<CreatedContent>('/content', { type: 'page', language: 'en', title }))
  }
  const { data: items } = await api.post<ItemRows>(`/projects/${project.id}/items`, {
    items: texts.map(({ content }) => ({ contentId: content.id })),
  })
  const itemIds = items.map(({ id }) => id)
  await api.send('PATCH', `/projects/${project.id}/items`, { itemIds, status: 'in_review' })

  const page = await stage.enter('reviewer', '/awaiting')
  const row = (title: string) =>
    page.getByRole('grid', { name: 'Awaiting me' }).getByRole('row', { name: title })
  // As narrow as on a phone, rows have a visible place to select them at.
  await page.setViewportSize({ width: 390, height: 800 })
  const place = row('Menu of the autumn').locator('[data-select]')
  await expect
    .poll(() => place.evaluate((cell) => getComputedStyle(cell.children[0] as Element).opacity))
    .toBe('1')
  await place.click()
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const title of ['Hours of the autumn', 'Prices of the autumn']) {
    await row(title).focus()
    await page.keyboard.press(' ')
  }
  const bar = page.getByRole('group', { name: 'Selected' })
  await bar.getByText('3 selected').waitFor()
  const [menu] = texts
  await api.patch(
    `/content/${menu?.content.id}/versions/${menu?.version.id}`,
    { body: 'Soup' },
    { 'if-match': '*' },
  )
  await bar.getByRole('button', { name: 'Approve' }).click()
  await page.getByText('"Menu of the autumn" was changed').waitFor()
  await bar.getByText('2 selected').waitFor()
  await bar.getByRole('button', { name: 'Approve' }).click()
  await row('Hours of the autumn').waitFor({ state: 'detached' })
  await row('Prices of the autumn').waitFor({ state: 'detached' })

  // In the table of the project, the one that is left.
  await page.goto(`${stage.server.url}/projects/${project.id}`)
  const inProject = page.getByRole('grid', { name: 'Items' }).getByRole('row', { name: 'Menu of the autumn' })
  await inProject.focus()
  await page.keyboard.press('x')
  await page.getByRole('group', { name: 'Selected items' }).getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitem', { name: 'Approve' }).click()
  await inProject.getByText('Ready').waitFor()
})
