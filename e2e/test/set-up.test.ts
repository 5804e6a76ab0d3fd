/** A new Copydesk: the link that the server prints makes the first administrator, and nothing else does. */
import type { SessionInfo } from '@copydesk/contract'
import { launchBrowser, startServer } from '@copydesk/testkit'
import { expect, it, onTestFinished } from 'vitest'

it('lets whoever opens the printed link become the administrator', async () => {
  const server = await startServer({ demo: false })
  onTestFinished(() => server.stop())
  const link = /http:\S+#code=\S+/.exec(server.logs())?.[0] ?? ''
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()

  await page.goto(server.url)
  await page.getByLabel('Set-up code').and(page.locator(':focus')).waitFor()
  await page.keyboard.type('a guess')
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password').fill('long enough for this')
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByText('The code for the set-up is wrong').waitFor()

  await page.goto('about:blank')
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ada')
  expect(await page.getByLabel('Set-up code').count()).toBe(0)
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password').fill('long enough for this')
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
  expect(page.url()).not.toContain('code')
  const session = await page.evaluate(
    async () => (await fetch('/api/v1/session')).json() as Promise<SessionInfo>,
  )
  expect(session).toMatchObject({ person: { name: 'Ada', role: 'admin' }, setupNeeded: false })
})
