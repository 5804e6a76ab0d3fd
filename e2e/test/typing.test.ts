/** Who types: the others see it where it is typed and nothing moves for it, over an HTTP stream as well. */
import type { Comment } from '@copydesk/contract'
import { startFaultProxy, stripUpgrade } from '@copydesk/testkit/fault-proxy'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { liveStatus } from '../src/frame.ts'
import { waitForAllCode } from '../src/loaded-code.ts'
import { composer } from '../src/project-page.ts'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople, patienceMs } from '../src/stage.ts'
import { field } from '../src/unsaved-text.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

const words = `${demoPeople.editor.name} is typing`
const typing = (page: Page) => page.getByTitle(words)
const thread = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Shall we?' })

it('is seen at the thread and at the text where it happens, until it ends', async () => {
  const box = await startFaultProxy(stage.server.port, [stripUpgrade()])
  onTestFinished(() => box.stop())
  const api = await stage.server.signIn('editor')
  const { project, items } = await buildProject(api, 'Typed together', ['Opening hours'])
  await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'Shall we?' })
  const address = `/projects/${project.id}?tab=comments`
  const mine = await stage.enter('editor', `${box.url}${address}`)
  await composer(mine).waitFor()
  await liveStatus(mine, 'Live').waitFor()
  const hers = await stage.enter('reviewer', address)
  await hers
    .getByRole('list', { name: 'Here now' })
    .getByRole('img', { name: demoPeople.editor.name })
    .waitFor()
  const own = await mine.context().newPage()
  await own.goto(mine.url())
  await composer(own).waitFor()

  const placeOf = (page: Page) => Promise.all([composer(page).boundingBox(), thread(page).boundingBox()])
  await waitForAllCode(hers)
  const before = await placeOf(hers)
  await mine.bringToFront()
  await composer(mine).pressSequentially('Yes')
  await typing(hers).waitFor()
  expect(await thread(hers).getByTitle(words).count()).toBe(0)
  // It is read out, once, and nothing moved for it.
  await hers.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' })
  expect(await placeOf(hers)).toEqual(before)
  await composer(mine).press('ControlOrMeta+Enter')
  await typing(hers).waitFor({ state: 'detached' })

  await thread(mine).getByRole('button', { name: 'Reply' }).click()
  await mine.getByRole('textbox', { name: 'Write an answer' }).pressSequentially('We')
  await thread(hers).getByTitle(words).waitFor()
  expect(await typing(own).count()).toBe(0)
  await mine.getByRole('textbox', { name: 'Write an answer' }).blur()
  await typing(hers).waitFor({ state: 'detached' })

  const text = `/content/${items[0]?.contentId}`
  await mine.goto(`${box.url}${text}`)
  await hers.goto(new URL(text, stage.server.url).href)
  await field(mine).waitFor()
  await hers
    .getByRole('list', { name: 'Here now' })
    .getByRole('img', { name: demoPeople.editor.name })
    .waitFor()
  await expect
    .poll(
      async () => {
        await field(mine).pressSequentially('a')
        return hers.getByRole('banner').getByTitle(words).count()
      },
      { timeout: patienceMs },
    )
    .toBe(1)
  await field(mine).blur()
  await typing(hers).waitFor({ state: 'detached' })
})
