/** Every list while nothing is there, nothing fits, it is on its way, it failed, or it is for others, wide and narrow. */
import { startServer } from '@copydesk/testkit'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findingsOn } from '../src/every-screen.ts'
import { buildWorld, type World } from '../src/screen-world.ts'
import {
  administratorLoads,
  administratorStates,
  editorLoads,
  editorStates,
  emptyStates,
} from '../src/state-catalogue.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()
let world: World
beforeAll(async () => {
  world = await buildWorld(await stage.server.signIn('editor'), await stage.server.signIn('admin'))
})

describe.each([
  ['wide', { width: 1280, height: 800 }],
  ['narrow', { width: 390, height: 844 }],
])('in a %s window', (_name, viewport) => {
  it('says what to do where nothing is yet', async () => {
    const server = await startServer({ demo: false })
    onTestFinished(() => server.stop())
    const page = await stage.open('/', { viewport })
    await page.goto(/http:\S+#code=\S+/.exec(server.logs())?.[0] ?? '')
    await page.getByLabel('Your name').fill('Ada')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByLabel('Password').fill('long enough for this')
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.getByRole('heading', { name: 'No projects yet' }).waitFor()
    expect(await findingsOn(page, emptyStates, world)).toEqual({})
  })

  it('says what is not there for an editor', async () => {
    const page = await stage.enter('editor', '/projects', { viewport })
    expect(await findingsOn(page, editorStates, world)).toEqual({})
  })

  it('says what is not there for an administrator', async () => {
    const page = await stage.enter('admin', '/projects', { viewport })
    expect(await findingsOn(page, administratorStates, world)).toEqual({})
  })

  it('shows what is on its way, and what failed, to an editor', async () => {
    const page = await stage.enter('editor', '/projects', { viewport })
    expect(await findingsOn(page, editorLoads, world)).toEqual({})
  })

  it('shows what is on its way, and what failed, to an administrator', async () => {
    const page = await stage.enter('admin', '/projects', { viewport })
    expect(await findingsOn(page, administratorLoads, world)).toEqual({})
  })
})
