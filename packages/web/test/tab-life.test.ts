import { describe, expect, it } from 'vitest'
import { createTabLife, type TabPlatform } from '../src/browser/tab-life.ts'

function fakeLocks(): NonNullable<TabPlatform['locks']> & { free(part: string): void } {
  const held = new Set<string>()
  return {
    request: (name, run) => {
      held.add(name)
      return run()
    },
    query: async () => ({ held: [...held].map((name) => ({ name })), pending: [] }),
    free: (part) => {
      for (const name of held) if (name.includes(part)) held.delete(name)
    },
  }
}

function fakeChannels() {
  const listeners = new Map<string, (event: MessageEvent) => void>()
  return {
    open: (tab: string) => () => ({
      postMessage: (data: unknown) => {
        for (const [name, hear] of listeners) if (name !== tab) hear({ data } as MessageEvent)
      },
      addEventListener: (_type: 'message', hear: (event: MessageEvent) => void) =>
        void listeners.set(tab, hear),
    }),
    close: (tab: string) => listeners.delete(tab),
  }
}

const wait = async () => {}

describe('which tabs are gone', () => {
  it('is told by the locks that the browser frees', async () => {
    const locks = fakeLocks()
    const platform = { locks, openChannel: undefined, wait }
    const [one] = ['one', 'two', 'three'].map((tab) => createTabLife(tab, platform))
    expect(await one?.gone(['one', 'two', 'three', 'four'])).toEqual(['four'])
    locks.free('two')
    expect(await one?.gone(['one', 'two', 'three'])).toEqual(['two'])
  })

  it('is asked on a channel where a page has no locks, as by plain HTTP', async () => {
    const channels = fakeChannels()
    const life = (tab: string) =>
      createTabLife(tab, { locks: undefined, openChannel: channels.open(tab), wait })
    const [one] = ['one', 'two'].map(life)
    expect(await one?.gone(['one', 'two', 'three'])).toEqual(['three'])
    channels.close('two')
    expect(await one?.gone(['two'])).toEqual(['two'])
  })

  it('is not known where there is neither: nothing is taken from anybody', async () => {
    const life = createTabLife('one', { locks: undefined, openChannel: undefined, wait })
    expect(await life.gone(['two'])).toEqual([])
  })
})
