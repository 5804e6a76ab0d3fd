import { expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../src/launch-browser.ts'

it('shows a page', async () => {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.setContent('<h1>Copydesk</h1>')
  expect(await page.getByRole('heading').textContent()).toBe('Copydesk')
})
