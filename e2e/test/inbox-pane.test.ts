/** What stands beside the inbox where there is room: all that the entry one is at tells, or why it cannot be shown. */
import { expect, it } from 'vitest'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('shows what an entry tells, says when it cannot, and loads nothing where there is no room', async () => {
  const page = await stage.enter('admin', '/inbox')
  await page.setViewportSize({ width: 1280, height: 720 })
  const pane = page.getByRole('complementary', { name: 'What the notification tells' })
  await pane.getByText('Go to a notification').waitFor()
  const notifications = '**/api/v1/inbox/*/notifications'
  let asked = 0
  await page.route(notifications, (route) => {
    asked += 1
    return route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { code: 'internal', status: 500, title: 'Something went wrong on the server', remedy: '' },
    })
  })
  const entry = page.getByRole('link', { name: /2 people commented on/ }).first()
  await entry.focus()
  await pane.getByText('Something went wrong on the server').waitFor()
  await page.unroute(notifications)
  await pane.getByRole('button', { name: 'Try again' }).click()
  expect(
    await pane.getByRole('listitem').filter({ hasText: 'replied to you in' }).first().innerText(),
  ).toMatch(/ ago/)

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
})
