/**
 * A line of 40 kB a second, as a train gives it, to a browser that missed much, and to one that opens a large project:
 * both come to "Live" with everything there, and what is said meanwhile is true.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Comment, ContentSummary, Page as ListPage } from '@copydesk/contract'
import { type ApiCaller, runCopydesk } from '@copydesk/testkit'
import { slowLine, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { comment, composer, itemRow } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
const bytesPerSecond = 40_000
/** What the journal's replay and a snapshot weigh, several times over. */
const patience = { timeout: 120_000 }

async function startProxy() {
  const proxy = await startFaultProxy(stage.server.port)
  onTestFinished(() => proxy.stop())
  return proxy
}

/** What the status said, each word once in a row. */
async function noteWords(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    const note = () => {
      const label = document.querySelector('[aria-label^="Live updates: "]')?.getAttribute('aria-label')
      if (label && label !== told.at(-1)) told.push(label)
    }
    new MutationObserver(note).observe(document.body, { subtree: true, attributes: true, childList: true })
    note()
  })
  return () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told)
}

it('brings what was missed, 531 kB of it', async () => {
  const proxy = await startProxy()
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'On a train')
  const page = await stage.enter('reviewer', `${proxy.url}/projects/${project.id}?tab=comments`)
  await composer(page).waitFor()
  await liveStatus(page, 'Live').waitFor()
  const words = await noteWords(page)

  proxy.cut()
  await liveStatus(page, 'Reconnecting').waitFor()
  for (let count = 1; count <= 290; count += 1) {
    // Nothing that compression makes small.
    const body = `${count} words ${randomBytes(640)
      .toString('hex')
      .replaceAll(/(.{7})/g, '$1 ')}`
    await api.post<Comment>(`/projects/${project.id}/comments`, { body })
  }
  proxy.faults = [slowLine(bytesPerSecond)]
  await liveStatus(page, 'Live').waitFor(patience)
  await comment(page, demoPeople.editor.name, '290 words').waitFor(patience)
  const told = (await words()).map((label) => label.replace('Live updates: ', ''))
  expect(told.filter((word) => word === 'Live')).toHaveLength(2)
  expect(told.at(-1)).toBe('Live')
  // Over the best way there is: nothing was blamed for being slow.
  expect(proxy.exchanges.filter(({ asked }) => asked.target.startsWith('/connection/http_stream'))).toEqual(
    [],
  )
  await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'and one more' })
  await comment(page, demoPeople.editor.name, 'and one more').waitFor()
})

it('opens a project of 5,000 items', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'Everything there is')
  const titles = await addManyItems(api, project.id, 5_000)
  const proxy = await startProxy()
  proxy.faults = [slowLine(bytesPerSecond)]
  const page = await stage.open(proxy.url)
  page.setDefaultTimeout(patience.timeout)
  await page.getByRole('button', { name: demoPeople.reviewer.button }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(`${proxy.url}/projects/${project.id}`)
  await itemRow(page, titles[0] ?? '').waitFor(patience)
  await liveStatus(page, 'Live').waitFor(patience)
  const rows = await page.getByRole('grid', { name: 'Items' }).getAttribute('aria-rowcount')
  expect(Number(rows)).toBeGreaterThanOrEqual(5_000)

  // The same again after the line was gone.
  proxy.cut()
  await liveStatus(page, 'Reconnecting').waitFor()
  proxy.faults = [slowLine(bytesPerSecond)]
  await liveStatus(page, 'Live').waitFor(patience)
})

/** By an import, which is quick. */
async function addManyItems(api: ApiCaller, projectId: string, count: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-many-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'many'))
  for (let number = 1; number <= count; number += 1) {
    writeFileSync(join(folder, 'many', `page-${number}.md`), `# Many ${number}\n\nText of page ${number}.\n`)
  }
  const env = { COPYDESK_DATA_DIR: stage.server.dataDir }
  expect(await runCopydesk(['import', join(folder, 'many')], { env })).toMatchObject({ code: 0 })
  const contents: ContentSummary[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: ListPage<ContentSummary> = await api.get(
      `/content?q=Many&limit=200${cursor && `&cursor=${cursor}`}`,
    )
    contents.push(...page.data)
    cursor = page.nextCursor
  }
  await api.post(`/projects/${projectId}/items`, { items: contents.map(({ id }) => ({ contentId: id })) })
  return contents.map(({ title }) => title)
}
