/** When one is mailed is chosen on the profile, and is the same in every window at once. */
import { launchBrowser, startServer } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'
import { axeViolations } from '../src/axe.ts'

it('is chosen on the profile, alike in every window', async () => {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } })
  await context.request.post(`${server.url}/api/v1/session/demo`, {
    data: { person: 'editor' },
    headers: { origin: server.url },
  })
  const [page, window] = [await context.newPage(), await context.newPage()]
  for (const one of [page, window]) {
    await one.goto(`${server.url}/profile`)
    await one.getByRole('button', { name: 'Digest of the rest Every working day' }).waitFor()
  }
  // The demo sends nothing, and says so.
  await page.getByText('The demo sends no mail.').waitFor()
  await page.getByText('Nothing yet').waitFor()
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Digest of the rest' }).click()
  await page.getByRole('menuitemradio', { name: 'Once a week' }).click()
  await window.getByRole('button', { name: 'Day of the digest Monday' }).waitFor()
  await page.getByRole('switch', { name: 'Quiet hours' }).press(' ')
  await window.getByRole('button', { name: 'Quiet from 20:00' }).waitFor()

  const mail = (of: typeof page) => of.getByRole('switch', { name: 'Mail: mentions' })
  await page.getByRole('switch', { name: 'Mentions', exact: true }).press(' ')
  await expect.poll(() => mail(window).isDisabled()).toBe(true)
  await window.getByRole('switch', { name: 'Mentions', exact: true }).press(' ')
  await expect.poll(() => mail(page).isEnabled()).toBe(true)
  await mail(page).press(' ')
  await expect.poll(() => mail(window).isChecked()).toBe(false)

  await page.reload()
  await page.getByRole('button', { name: 'Day of the digest Monday' }).waitFor()
  await expect.poll(() => mail(page).isChecked()).toBe(false)
})
