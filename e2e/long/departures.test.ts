/**
 * The example in examples/departures as its README tells to start it: its own channel, two pages, and a hub that is
 * killed in the middle. Nothing that the crew does is missing on the board, and nobody reloads a page.
 */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copydeskBin, launchBrowser, startServer } from '@copydesk/testkit'
import { freePort } from '@copydesk/testkit/proxies'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { patienceMs } from '../src/stage.ts'
import { type StartedProcess, startProcess } from '../src/started-process.ts'

const example = (file: string) => fileURLToPath(new URL(`../../examples/departures/${file}`, import.meta.url))

const tenLines = readFileSync(example('public/ten-lines.html'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})
afterAll(() => browser.close())

interface Started {
  /** Where the board is. */
  url: string
  /** Where its hub is. */
  hubUrl: string
  /** The process with the hub in it. */
  hub: StartedProcess
  /** Of somebody who is signed in there, where that is needed. */
  cookie?: string
}

/** The page of ten lines on a site of its own, for a hub wherever it is. */
async function startTenLines(): Promise<{ url: string; setHub(hubUrl: string): void }> {
  let page = ''
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setHub: (hubUrl) => {
      page = tenLines.replaceAll('127.0.0.1:8000', new URL(hubUrl).host)
    },
  }
}

async function start(options: Parameters<typeof startProcess>[0]): Promise<StartedProcess> {
  const started = await startProcess(options)
  onTestFinished(() => started.kill())
  return started
}

/** `copydesk hub --config hub.json`, and the board beside it. */
async function besideHub(otherPage = 'http://127.0.0.1:3001'): Promise<Started> {
  const [port, hubPort] = [await freePort(), await freePort()]
  const [url, hubUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${hubPort}`]
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-departures-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = join(folder, 'hub.json')
  const text = readFileSync(example('hub.json'), 'utf8')
  writeFileSync(
    config,
    text.replace('http://127.0.0.1:3000', url).replace('http://localhost:3000', otherPage),
  )
  const args = [copydeskBin, 'hub', '--config', config, '--port', String(hubPort)]
  const hub = await start({ args, ready: /The hub is running/ })
  await start({
    args: [example('server.js')],
    env: { PORT: String(port), HUB_URL: hubUrl },
    ready: /The board is at/,
  })
  return { url, hubUrl, hub }
}

/** A running Copydesk with a namespace of the board's own; its people are the passengers. */
async function besideCopydesk(otherPage?: string): Promise<Started> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // As the README says, word by word.
  const readme = readFileSync(example('README.md'), 'utf8')
  const [, namespaces = ''] = /COPYDESK_NAMESPACES='(.*)'/.exec(readme) ?? []
  const [, apiKeys = ''] = /COPYDESK_API_KEYS=(.*)/.exec(readme) ?? []
  const copydesk = await startServer({
    env: {
      COPYDESK_NAMESPACES: namespaces,
      COPYDESK_API_KEYS: apiKeys,
      COPYDESK_ALLOWED_ORIGINS: [url, ...(otherPage ? [otherPage] : [])].join(','),
    },
  })
  onTestFinished(() => copydesk.stop())
  const env = { HUB_URL: copydesk.url, HUB_TOKEN_URL: `${copydesk.url}/api/v1/live/token` }
  await start({
    args: [example('server.js')],
    env: { PORT: String(port), ...env },
    ready: /The board is at/,
  })
  const hub = { kill: async () => void (await copydesk.kill()), restart: () => copydesk.restart() }
  return { url, hubUrl: copydesk.url, hub, cookie: (await copydesk.signIn('editor')).cookie }
}

/** The board with the hub in it. */
async function withHub(): Promise<Started> {
  const port = await freePort()
  const hub = await start({
    args: [example('server-with-hub.js')],
    env: { PORT: String(port) },
    ready: /The board is at/,
  })
  const url = `http://127.0.0.1:${port}`
  return { url, hubUrl: url, hub }
}

async function open({ url, cookie }: Started, path = '/'): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(patienceMs)
  const [name, value = ''] = cookie?.split('=') ?? []
  if (name) await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  await page.goto(url + path)
  return page
}

/** How often a page loads the whole board: once, and again only when it cannot know what it missed. */
function countLoads(page: Page): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/departures')) count += 1
  })
  return () => count
}

const statusIs = (page: Page, status: string) => page.getByRole('status').getByText(status).waitFor()
const rowWith = (page: Page, ...texts: string[]) =>
  texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row')).waitFor()

describe('the departures board', () => {
  it.each([
    ['beside copydesk hub', besideHub, 1],
    ['with the hub in it', withHub, 1],
    // Its journal outlives it, so that not even a load is needed.
    ['beside a running Copydesk', besideCopydesk, 0],
  ])('%s shows what the crew does, and goes on by itself after a kill', async (_name, begin, loads) => {
    const started = await begin()
    const [board, crew] = [await open(started), await open(started, '/crew.html')]
    await Promise.all([statusIs(board, 'live'), statusIs(crew, 'live')])
    const loaded = countLoads(board)
    await board.evaluate(() => document.body.setAttribute('data-same-page', ''))
    await crew.getByRole('button', { name: 'Utö: boarding' }).click()
    await rowWith(board, 'Utö', 'boarding')
    expect(loaded()).toBe(0)

    await started.hub.kill()
    await statusIs(board, 'reconnecting')
    await started.hub.restart()
    await Promise.all([statusIs(board, 'live'), statusIs(crew, 'live')])
    await crew.getByRole('button', { name: 'Grinda: cancelled' }).click()
    await rowWith(board, 'Grinda', 'cancelled')
    expect(loaded()).toBe(loads)
    expect(await board.locator('body[data-same-page]').count()).toBe(1)
  })

  it('keeps what the crew does while the hub is away, and shows it when it is back', async () => {
    const started = await besideHub()
    const { hub } = started
    const [board, crew] = [await open(started), await open(started, '/crew.html')]
    await Promise.all([statusIs(board, 'live'), statusIs(crew, 'live')])
    await hub.kill()
    await statusIs(crew, 'reconnecting')
    for (const name of ['Vaxholm: departed', 'Möja: +5 min']) await crew.getByRole('button', { name }).click()
    await hub.restart()
    for (const page of [board, crew]) {
      await rowWith(page, 'Vaxholm', 'departed')
      await rowWith(page, 'Möja', '5 min late')
    }
    // Both pages and the server agree on everything, not on these two rows alone.
    expect(await board.locator('tbody').innerText()).toContain('on time, 5 min late')
  })
})

describe('ten lines in a page', () => {
  it.each([
    ['copydesk hub', besideHub],
    ['a running Copydesk', besideCopydesk],
  ])('follow a channel of %s, with a client that it serves itself', async (name, begin) => {
    const [, script = ''] = /<script type="module">\n(.*)<\/script>/s.exec(tenLines) ?? []
    expect(script.trim().split('\n')).toHaveLength(10)
    const site = await startTenLines()
    const started = await begin(site.url)
    site.setHub(started.hubUrl)

    const crew = await open(started, '/crew.html')
    await crew.getByRole('button', { name: 'Utö: boarding' }).click()
    await rowWith(crew, 'Utö', 'boarding')
    const page = await open({ ...started, url: site.url })
    const lines = () => page.locator('body').innerText()
    const patience = { timeout: patienceMs }
    // What was published before it came, and what is published then.
    await expect.poll(lines, patience).toContain('"to":"Utö"')
    await crew.getByRole('button', { name: 'Grinda: departed' }).click()
    await expect.poll(lines, patience).toContain('"to":"Grinda"')
    expect((await lines()).trim().split('\n')).toHaveLength(2)

    await started.hub.restart()
    if (name === 'copydesk hub') await expect.poll(lines, patience).toContain('Older ones are not known')
    await crew.getByRole('button', { name: 'Möja: cancelled' }).click()
    await expect.poll(lines, patience).toContain('"to":"Möja"')
  })
})
