/** What stands beside the inbox where there is room: all that the entry one is at tells, or why it cannot be shown. */
import type { CreatedContent, Notification, Page, Project, SessionInfo } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('shows what an entry tells, says when it cannot, and loads nothing where there is no room', async () => {
  const page = await stage.enter('admin', '/inbox')
  await page.setViewportSize({ width: 1280, height: 720 })
  const pane = page.getByRole('complementary', { name: 'What the notification tells' })
  await pane.getByText('Go to a notification').waitFor()
  const notifications = /\/api\/v1\/inbox\/[^/]+\/notifications/
  let asked = 0
  await page.route(notifications, (route) => {
    asked += 1
    return route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: {
        ...{ code: 'internal', status: 500, title: 'Something went wrong on the server', remedy: '' },
        instance: 'urn:uuid:01a1698b-0000-7000-8000-000000000000',
      },
    })
  })
  const entry = page.getByRole('link', { name: /2 people commented on/ }).first()
  await entry.focus()
  await pane.getByText('Something went wrong on the server').waitFor()
  await pane.getByText('Reference urn:uuid:01a1698b').waitFor()
  await page.unroute(notifications)
  await pane.getByRole('button', { name: 'Try again' }).click()
  expect(
    await pane.getByRole('listitem').filter({ hasText: 'replied to you in' }).first().innerText(),
  ).toMatch(/ ago/)

  // A click shows it, as j and k do.
  const clicked = page.getByRole('link', { name: /Elias Berg mentioned you/ }).first()
  await clicked.click()
  await page.locator('li[aria-current="true"]').getByText('mentioned you').waitFor()
  await pane.getByText('mentioned you in').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/inbox')

  // As many as do not come at once: the next page is below, and the focus goes there.
  await page.route(notifications, async (route) => {
    const [address = '', cursor] = route.request().url().split('&cursor=')
    const answer = await route.fetch({ url: address })
    const { data } = (await answer.json()) as Page<Notification>
    const rows = Array.from({ length: 50 }, (_, index) => ({ ...data[0], id: `${index}` }))
    const oldest = { ...data[0], id: 'oldest', excerpt: 'where it began' }
    return route.fulfill({
      json: cursor === undefined ? { data: rows, nextCursor: 'older' } : { data: [oldest], nextCursor: null },
    })
  })
  await page
    .getByRole('link', { name: /3 people commented on/ })
    .first()
    .focus()
  const older = pane.getByRole('button', { name: 'Show older ones' })
  await older.press('Enter')
  await pane.locator('li:focus').filter({ hasText: 'where it began' }).waitFor()
  await older.waitFor({ state: 'detached' })
  expect(await pane.getByRole('listitem').count()).toBe(51)
  await page.unroute(notifications)

  await page.route(notifications, (route) => {
    asked += 1
    return route.continue()
  })
  const before = asked
  await page.setViewportSize({ width: 390, height: 720 })
  await pane.waitFor({ state: 'detached' })
  await page
    .getByRole('link', { name: /Elias Berg mentioned you/ })
    .first()
    .focus()
  await page
    .getByRole('link', { name: /3 people commented on/ })
    .first()
    .focus()
  expect(asked).toBe(before)

  // All of it goes at once, and comes back.
  await page.getByRole('button', { name: 'Archive…', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Archive all', exact: true }).click()
  await page.getByText('Nothing yet', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page
    .getByRole('link', { name: /3 people commented on/ })
    .first()
    .waitFor()

  // What is snoozed by a key goes, and the focus with it: to the next entry, not to its checkbox.
  const snoozed = page
    .getByRole('listitem')
    .filter({ hasText: /Elias Berg mentioned you/ })
    .first()
  const id = await snoozed.getAttribute('data-id')
  await snoozed.getByRole('link').press('s')
  await page.getByRole('menuitem').first().waitFor()
  // What comes in while one chooses draws the list anew, and the menu with it.
  const { person } = await (await stage.server.signIn('admin')).get<SessionInfo>('/session')
  const editor = await stage.server.signIn('editor')
  const project = await editor.post<Project>('/projects', { name: 'Meanwhile' })
  await editor.post(`/projects/${project.id}/comments`, {
    body: `@[A](person:${person?.id}) while you choose`,
  })
  await page.getByText(/while you choose/).waitFor()
  await page.getByRole('menuitem').first().press('Enter')
  await page.locator(`li[data-id="${id}"]`).waitFor({ state: 'detached' })
  await page.locator('li[data-id] > a:focus').waitFor()

  // What opens it marks it read.
  await page.setViewportSize({ width: 1280, height: 720 })
  await page
    .getByRole('link', { name: /3 people commented on/ })
    .first()
    .click()
  await pane.getByRole('link', { name: 'Open' }).click()
  await page.waitForURL((url) => url.pathname !== '/inbox')
  await page.goBack()
  await page.locator('li[aria-current="true"]').getByRole('button', { name: 'Mark as unread' }).waitFor()

  // What acts on the selected ones lies over the list. The focus comes back to where it was in it, not to its end.
  const [one, two, next] = await page
    .locator('li[data-id]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')))
  for (const chosen of [one, two]) {
    await page.locator(`li[data-id="${chosen}"]`).getByRole('checkbox', { name: 'Select' }).click()
  }
  const bar = page.getByRole('group', { name: 'Selected' })
  await bar.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.locator(`li[data-id="${next}"] > a:focus`).waitFor()

  // Keys mean all that is selected, until Escape selects none. One way back is for all of them.
  const api = await stage.server.signIn('admin')
  const mutedCount = async () => {
    const { data } = await api.get<{ data: { level: string }[] }>('/subscriptions')
    return data.filter(({ level }) => level === 'muted').length
  }
  const mutedBefore = await mutedCount()
  for (const key of ['x', 'j', 'x', 'm']) await page.keyboard.press(key)
  await page.getByText('Muted 2', { exact: true }).waitFor()
  expect(await mutedCount()).toBe(mutedBefore + 2)
  await bar.getByRole('button', { name: 'Unmute', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(mutedCount).toBe(mutedBefore)

  // One by its button, which says so, as the line does.
  const line = page.locator(`li[data-id="${next}"]`)
  await line.getByRole('button', { name: 'Mute', exact: true }).press('Enter')
  await page.getByText(/^Muted “.+”$/).waitFor()
  await line.getByText('muted', { exact: true }).waitFor()
  await line.getByRole('button', { name: 'Unmute', exact: true }).press('Enter')
  await line.getByText('muted', { exact: true }).waitFor({ state: 'detached' })
  await expect.poll(mutedCount).toBe(mutedBefore)
})

it('calls items and projects as they are called now, in list, pane, search and bell, and only for whom may see it', async () => {
  const api = await stage.server.signIn('editor')
  const { person } = await (await stage.server.signIn('admin')).get<SessionInfo>('/session')
  const project = await api.post<Project>('/projects', { name: 'Launch' })
  const create = (title: string) =>
    api.post<CreatedContent>('/content', { type: 'page', language: 'en', title, body: '' })
  const [item, other] = [await create('Fares'), await create('Timetable')]
  await api.post(`/projects/${project.id}/items`, { items: [{ contentId: item.content.id }] })
  const { data } = await api.get<{ data: { id: string }[] }>(`/projects/${project.id}/items`)
  const rename = async (path: string, change: object) => {
    const { revision } = await api.get<{ revision: number }>(path)
    await api.patch(path, change, { 'if-match': `"${revision}"` })
  }
  const retitle = ({ content, version }: CreatedContent, title: string) =>
    rename(`/content/${content.id}/versions/${version.id}`, { title })
  const [page, popover] = [await stage.enter('admin', '/inbox'), await stage.enter('admin')]
  await page.setViewportSize({ width: 1280, height: 720 })
  await popover.getByRole('button', { name: /^Notifications/ }).click()
  await api.post(`/projects/${project.id}/comments`, {
    itemId: data[0]?.id,
    body: `@[A](person:${person?.id}) see [#Timetable](content:${other.content.id})`,
  })
  const line = (name: RegExp) => page.getByRole('link', { name })
  await line(/mentioned you in Fares .*#Timetable.* Launch /).click()
  const pane = page.getByRole('complementary', { name: 'What the notification tells' })
  await pane.getByText('#Timetable').waitFor()

  await retitle(item, 'Prices')
  await retitle(other, 'Hours')
  await rename(`/projects/${project.id}`, { name: 'Autumn' })
  const renamed = /mentioned you in Prices .*#Hours.* Autumn /
  await line(renamed).waitFor()
  await popover.getByRole('link', { name: renamed }).waitFor()
  await pane.getByRole('heading', { name: 'Prices' }).waitFor()
  await pane.getByText('#Hours').waitFor()

  await page.getByRole('searchbox').fill('prices')
  await page.waitForURL(/q=prices/)
  await line(renamed).waitFor()
  await retitle(item, 'Costs')
  await line(/mentioned you in Costs /).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.waitForURL((url) => !url.searchParams.has('q'))

  const secret = await api.post<Project>('/projects', { name: 'Merger', visibility: 'private' })
  await api.post(`/projects/${secret.id}/items`, { items: [{ contentId: other.content.id }] })
  // What it is called where one does not see it is told to nobody here: it keeps the name that they knew.
  await retitle(other, 'Takeover')
  await retitle(item, 'Rates')
  for (const window of [page, popover]) {
    const entry = window.getByRole('link', { name: /mentioned you in Rates / })
    await entry.waitFor()
    expect(await entry.textContent()).toMatch(/#(Hours|Timetable)/)
  }
})
