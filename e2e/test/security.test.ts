/**
 * What strangers and evil texts get: the content security policy holds on every screen, nothing that people type can
 * run even without it, and requests of other sites or for other hosts are refused.
 */
import { request } from 'node:http'
import type { CreatedContent, ItemRows, Person, Problem, Project } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { itemRow } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('sends a strict policy with every page, which stops what it is there to stop', async () => {
  const page = await stage.open()
  const complaints = watchComplaints(page)
  for (const path of ['/', '/projects/anything', '/api/v1/session']) {
    const answer = await page.goto(stage.server.url + path)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  }
  await page.goto(stage.server.url)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.wasHere = true'
    document.body.append(script)
  })
  expect(await page.evaluate(() => 'wasHere' in globalThis)).toBe(false)
  // Screens that break the policy would be noticed: accessibility.test.ts listens the same way.
  await expect.poll(() => complaints.join()).toContain('Content Security Policy')
})

it('shows the reference of the API by its own files alone, within the same policy', async () => {
  const page = await stage.open()
  const complaints = watchComplaints(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.addInitScript(() => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    )
    Object.assign(globalThis, { violations })
  })
  const answer = await page.goto(`${stage.server.url}/docs/api`)
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
  await page.getByRole('button', { name: 'POST /api/v1/projects', exact: false }).first().click()
  await page.getByRole('button', { name: 'Try it out' }).click()
  await page.getByRole('textbox', { name: 'Request Body' }).or(page.locator('textarea')).first().waitFor()
  await page.getByRole('button', { name: 'Schemas' }).click()
  expect(await page.evaluate(() => (globalThis as { violations?: string[] }).violations)).toEqual([])
  expect(complaints).toEqual([])
  expect(asked.filter((url) => !url.startsWith(`${stage.server.url}/`))).toEqual([])
  expect(asked.length).toBeGreaterThan(4)
})

describe('a text that would run', () => {
  const run = 'globalThis.wasHere=true'
  const evil = `"><img src=x onerror="${run}"><script>${run}</script><svg onload="${run}">`
  const evilMarkdown = [
    evil,
    `[a link](javascript:${run})`,
    `<a href="javascript:${run}">another</a>`,
    `![a picture](x"onerror="${run})`,
    `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
    `[data](data:text/html,<script>${run}</script>)`,
  ].join('\n\n')

  it('stays a text on every screen, with no policy to stop it', async () => {
    const api = await stage.server.signIn('editor')
    const reviewer = await stage.server.signIn('reviewer')
    const rosa = await reviewer.get<Person>('/me')
    const project = await api.post<Project>('/projects', { name: evil, description: evil })
    const { content, version } = await api.post<CreatedContent>('/content', {
      type: 'page',
      language: 'en',
      title: evil,
      body: evilMarkdown,
    })
    const added = await api.post<ItemRows>(`/projects/${project.id}/items`, {
      items: [{ contentId: content.id }],
    })
    const mention = `@[${rosa.name}](person:${rosa.id})`
    for (const itemId of [undefined, added.data[0]?.id]) {
      await api.post(`/projects/${project.id}/comments`, { body: `${mention} ${evilMarkdown}`, itemId })
    }

    // Without the policy, so that it cannot hide a hole.
    const page = await stage.enter('reviewer', '/projects', { bypassCSP: true })
    page.on('dialog', () => expect.fail('A dialog opened'))
    const look = async (path: string, seen: () => Promise<unknown>) => {
      await page.goto(stage.server.url + path)
      await seen()
      expect(await harmIn(page)).toEqual([])
    }
    const item = added.data[0]?.id
    await look('/projects', () => page.getByRole('grid').getByText(evil).first().waitFor())
    await look(`/projects/${project.id}`, () => itemRow(page, evil).waitFor())
    await look(`/projects/${project.id}?item=${item}`, () => page.getByRole('article').first().waitFor())
    await look(`/projects/${project.id}?tab=comments`, () => page.getByRole('article').nth(1).waitFor())
    await look('/content', () => page.getByRole('grid').getByText(evil).first().waitFor())
    await look(`/content/${content.id}`, () => page.getByRole('heading', { name: evil }).first().waitFor())
    await look('/inbox', () =>
      page
        .getByRole('link', { name: /img src=x/ })
        .first()
        .waitFor(),
    )
    await page.getByRole('button', { name: /^Notifications/ }).click()
    await page.getByRole('dialog', { name: 'Notifications' }).getByRole('link').first().waitFor()
    expect(await harmIn(page)).toEqual([])

    const writing = await stage.enter('editor', `/content/${content.id}?version=${version.id}`, {
      bypassCSP: true,
    })
    await writing.getByRole('region', { name: 'Preview' }).getByText('a link').waitFor()
    expect(await harmIn(writing)).toEqual([])
  })

  /** Whatever a text brought to life on the page. */
  function harmIn(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const harmful =
        'script:not([src]), iframe, object, embed, [onerror], [onload], [onclick], base, meta[http-equiv]'
      const elements = [...document.body.querySelectorAll(harmful)].map((element) => element.outerHTML)
      const links = [...document.querySelectorAll('a[href], img[src]')]
        .map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
        .filter((address) => /^\s*(javascript|data|vbscript):/i.test(address))
      return [...elements, ...links, ...('wasHere' in globalThis ? ['It ran.'] : [])]
    })
  }
})

describe('another site', () => {
  const foreign = { origin: 'https://evil.example' }

  it('cannot act with the cookie of a person, whatever it sends', async () => {
    const api = await stage.server.signIn('editor')
    const before = await api.get<{ data: unknown[] }>('/projects')
    const refused = await api.send('POST', '/projects', { name: 'Not mine' }, foreign)
    expect(refused.status).toBe(403)
    expect(((await refused.json()) as Problem).code).toBe('origin_not_allowed')
    const asForm = { ...foreign, 'content-type': 'text/plain' }
    expect((await api.send('POST', '/projects', { name: 'Not mine' }, asForm)).status).toBe(403)
    expect((await api.send('DELETE', '/session', undefined, foreign)).status).toBe(403)
    const { data } = await api.get<{ data: unknown[] }>('/projects')
    expect(data).toHaveLength(before.data.length)
  })

  it('reads nothing either: its pages get no permission to', async () => {
    const api = await stage.server.signIn('editor')
    const answer = await api.send('GET', '/projects', undefined, foreign)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    const page = await stage.browser.newPage()
    await page.route('https://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: 'evil' }),
    )
    await page.goto('https://evil.example/')
    const read = page.evaluate(
      (url) => fetch(`${url}/api/v1/people`, { credentials: 'include' }).then((response) => response.text()),
      stage.server.url,
    )
    await expect(read).rejects.toThrow('Failed to fetch')
  })

  it('cannot open a live connection with the cookie of a person', async () => {
    const { cookie } = await stage.server.signIn('editor')
    const headers = { ...upgrade, ...foreign, cookie }
    expect((await answerTo('/connection/websocket', headers)).status).toBe(403)
    const own = { ...upgrade, origin: stage.server.url, cookie }
    expect((await answerTo('/connection/websocket', own)).status).toBe(101)
  })
})

it('serves no host that is not its own', async () => {
  const { cookie } = await stage.server.signIn('editor')
  for (const path of ['/', '/api/v1/projects', '/connection/websocket']) {
    const { status, body } = await answerTo(path, { host: 'evil.example', cookie })
    expect({ path, status }).toEqual({ path, status: 421 })
    expect(body).not.toContain(demoPeople.editor.name)
  }
  expect((await answerTo('/', { host: `localhost:${stage.server.port}` })).status).toBe(200)
})

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
}

/** A GET with any headers, which `fetch` would not send. */
function answerTo(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: stage.server.port, path, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, body: '' })
    })
    sent.on('error', reject)
    sent.end()
  })
}
