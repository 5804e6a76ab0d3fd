/**
 * A browser in which the code that holds the connection throws as it begins, in the worker as in the window: changes
 * come all the same, a little late, and the status says why, as does the page of the checks.
 */
import type { Comment } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { watchComplaints } from '../src/complaints.ts'
import { liveStatus } from '../src/frame.ts'
import { comment, composer } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('asks for changes, and says that no connection can be started', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'An odd browser')
  const page = await stage.open()
  await page.context().addInitScript(() => {
    globalThis.SharedWorker = class {
      port = new MessageChannel().port1
      onerror: (() => void) | null = null
      constructor() {
        setTimeout(() => this.onerror?.())
      }
    } as never
  })
  await page.route('**/assets/live-in-tab-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'throw new TypeError("such.a.thing is not a function")',
    }),
  )
  await page.reload()
  await page.getByRole('button', { name: demoPeople.reviewer.button }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(`${stage.server.url}/projects/${project.id}?tab=comments`)
  await composer(page).waitFor()
  await liveStatus(page, 'Delayed').waitFor()
  await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'It comes all the same' })
  await comment(page, demoPeople.editor.name, 'It comes all the same').waitFor()
  await liveStatus(page, 'Delayed').click()
  const details = page.getByRole('dialog', { name: 'Live updates' })
  expect(await details.innerText()).toContain('such.a.thing is not a function')
})

it('goes live where shared workers, locks and storage are refused, as in a sandboxed view', async () => {
  const api = await stage.server.signIn('editor')
  const { project } = await buildProject(api, 'A sandbox')
  const page = await stage.open()
  await page.context().addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The request is denied', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(globalThis, name, { get: refuse })
    }
    const refused = async () => refuse()
    Object.defineProperty(navigator, 'locks', { value: { request: refused, query: refused } })
    globalThis.SharedWorker = refuse as never
  })
  const complaints = watchComplaints(page)
  await page.reload()
  await page.getByRole('button', { name: demoPeople.reviewer.button }).click()
  await page.getByRole('button', { name: /^You:/ }).waitFor()
  await page.goto(`${stage.server.url}/projects/${project.id}?tab=comments`)
  await liveStatus(page, 'Live').waitFor()
  await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'Even here' })
  await comment(page, demoPeople.editor.name, 'Even here').waitFor()
  await composer(page).fill('Written in a sandbox')
  await composer(page).press('ControlOrMeta+Enter')
  await comment(page, demoPeople.reviewer.name, 'Written in a sandbox').waitFor()
  expect(complaints).toEqual([])
})
