/**
 * One's own profile: the name is another one in every window, sessions are seen and ended, and a new password ends all
 * others without throwing the person out who changed it.
 */
import { launchBrowser, startServer } from '@copydesk/testkit'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { axeViolations } from '../src/axe.ts'

const first = 'long enough for this'

async function signIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/profile`)
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Your profile' }).waitFor()
}

it('is changed by its person, in every window, and ends other sessions', async () => {
  const server = await startServer({ demo: false })
  onTestFinished(() => server.stop())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await (await browser.newContext()).newPage()
  await page.goto(/http:\S+#code=\S+/.exec(server.logs())?.[0] ?? '')
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password').fill(first)
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByRole('button', { name: 'You: Ada' }).click()
  await page.getByRole('menuitem', { name: 'Your profile' }).click()
  const list = (of: Page) => of.getByRole('list', { name: 'Where you are signed in' })
  await list(page)
    .getByRole('listitem', { name: /, this one$/ })
    .waitFor()

  // A second window of this browser, and another browser of the same person.
  const window = await page.context().newPage()
  await window.goto(`${server.url}/profile`)
  await list(window).waitFor()
  const elsewhere = await (await browser.newContext()).newPage()
  await signIn(elsewhere, server.url, first)
  for (const one of [page, window]) await list(one).getByRole('listitem').nth(1).waitFor()
  expect(await axeViolations(page)).toEqual([])

  await page.getByLabel('Name', { exact: true }).fill('Ada Løvelace')
  await page.getByLabel('Time zone').fill('Mars/Olympus')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await page.getByText('Choose one of the list, such as Europe/Stockholm.').waitFor()
  await page.getByLabel('Time zone').fill('Asia/Tokyo')
  await page.keyboard.press('Enter')
  for (const one of [page, window, elsewhere]) {
    await one.getByRole('button', { name: 'You: Ada Løvelace' }).waitFor()
  }
  await expect.poll(() => window.getByLabel('Time zone').inputValue()).toBe('Asia/Tokyo')

  await list(page)
    .getByRole('button', { name: /^Sign out of/ })
    .click()
  await elsewhere.getByText('Your session has ended.').waitFor()
  await list(window).getByRole('listitem').nth(1).waitFor({ state: 'detached' })

  // Who comes back to another window that asks to sign in is signed in there, too.
  const beside = await elsewhere.context().newPage()
  await beside.goto(`${server.url}/profile`)
  await beside.getByRole('button', { name: 'Sign in' }).waitFor()
  await signIn(elsewhere, server.url, first)
  await beside.evaluate(() => dispatchEvent(new Event('focus')))
  await beside.getByRole('heading', { name: 'Your profile' }).waitFor()
  await beside.close()
  await page.getByLabel('Current password').fill('a guess')
  await page.getByLabel('New password').fill('another one, as long')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('The current password is wrong.').waitFor()
  await page.getByLabel('Current password').fill(first)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Your password is changed').waitFor()
  await elsewhere.getByText('Your session has ended.').waitFor()
  // Both windows of this browser go on.
  for (const one of [page, window]) {
    await one.reload()
    await list(one)
      .getByRole('listitem', { name: /, this one$/ })
      .waitFor()
  }
  await signIn(elsewhere, server.url, 'another one, as long')
})
