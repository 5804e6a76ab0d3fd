/**
 * A stage for the tests of one file: started before them, stopped after them. Between them all windows are closed;
 * when a test failed, pictures of its windows are left in e2e/artifacts first.
 */
import { basename } from 'node:path'
import type { StartServerOptions } from '@copydesk/testkit'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { artifactsDir, type Stage, startStage } from './stage.ts'

/** Call at the top of a test file; what it returns works from the first test on. */
export function useStage(options: StartServerOptions = {}): Omit<Stage, 'stop'> {
  let started: Stage | undefined
  const stage = () => {
    if (started === undefined) throw new Error('The stage stands only while tests run')
    return started
  }
  beforeAll(async () => {
    started = await startStage(options)
  })
  afterEach(async ({ task }) => {
    const contexts = started?.browser.contexts() ?? []
    if (task.result?.state === 'fail') {
      const name = `failed ${basename(task.file.name, '.test.ts')} ${task.name.replaceAll(/\W+/g, ' ').slice(0, 50)}`
      const pages = contexts.flatMap((context) => context.pages())
      await Promise.allSettled(
        pages.map((page, index) => page.screenshot({ path: `${artifactsDir}/${name} ${index + 1}.png` })),
      )
    }
    for (const context of contexts) await context.close()
  })
  afterAll(() => started?.stop())

  return {
    get server() {
      return stage().server
    },
    get browser() {
      return stage().browser
    },
    open: (...place) => stage().open(...place),
    enter: (...place) => stage().enter(...place),
    enterAs: (...place) => stage().enterAs(...place),
  }
}
