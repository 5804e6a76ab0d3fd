/**
 * By plain HTTP on a name of its own browsers have no locks: a text that a closed tab left is found by asking the
 * other tabs, and one that an open tab holds is left to it.
 */
import { createApiCaller, launchBrowser, runCopydesk, startServer } from '@copydesk/testkit'
import { freePort } from '@copydesk/testkit/proxies'
import { expect, it, onTestFinished } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { patienceMs } from '../src/stage.ts'
import { buildText, field, holdSaves, writeText, writtenText } from '../src/unsaved-text.ts'

const person = { email: 'ada@desk.test', name: 'Ada Byron', password: 'a long password of four words' }

it('a closed tab leaves its text to the next, an open one keeps its own', async () => {
  const port = await freePort()
  const origin = `http://desk.test:${port}`
  const env = { COPYDESK_HOST: '127.0.0.1', COPYDESK_PUBLIC_URL: origin }
  const [server, browser] = await Promise.all([
    startServer({ demo: false, port, env }),
    launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1']),
  ])
  onTestFinished(async () => {
    await browser.close()
    await server.stop()
  })
  const args = ['user', 'add', person.email, '--name', person.name, '--role', 'admin']
  const env2 = { COPYDESK_DATA_DIR: server.dataDir }
  expect(await runCopydesk(args, { env: env2, input: `${person.password}\n` })).toMatchObject({ code: 0 })

  const context = await browser.newContext({ reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.goto(origin)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: `You: ${person.name}` }).waitFor()
  expect(await page.evaluate(() => 'locks' in navigator)).toBe(false)

  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`)
  const api = createApiCaller(server.url, cookies.join('; '))
  const closed = await buildText(api, 'Closed', 'Start.')
  const open = await buildText(api, 'Open', 'Start.')
  const [left, held] = [page, await context.newPage()]
  const watcher = await context.newPage()
  await watcher.goto(`${origin}/inbox`)
  await liveStatus(watcher, 'Live').waitFor()
  for (const [tab, text] of [
    [left, closed],
    [held, open],
  ] as const) {
    await tab.goto(origin + text.address)
    await field(tab).waitFor()
    await holdSaves(tab)
    await writeText(tab, 'Typed by plain HTTP.')
    await tab.getByText('Could not save – kept here').waitFor()
  }
  await left.close()
  await expect.poll(closed.bodyNow, { timeout: 3 * patienceMs }).toBe('Typed by plain HTTP.')
  expect(await open.bodyNow()).toBe('Start.')
  expect(await writtenText(held)).toBe('Typed by plain HTTP.')
})
