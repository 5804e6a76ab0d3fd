/**
 * Which tabs of this browser are alive, so that what a closed one left behind is taken up, and what an open one
 * holds is left alone. By Web Locks where the page has them (the browser frees what a tab held, however it went);
 * on plain HTTP by asking on a channel: who does not answer is taken for gone.
 */
import { sharedName } from '../base-path.ts'

export interface TabLife {
  /** Names this tab; another one after each load of the page. */
  readonly tab: string
  /** Which of these tabs are gone. */
  gone(tabs: readonly string[]): Promise<readonly string[]>
}

const prefix = sharedName('copydesk tab with texts ')
/** Longer than a busy tab takes to answer. */
const answerMs = 1_500

/** What it needs of a channel between tabs. */
type Channel = Pick<BroadcastChannel, 'postMessage'> & {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

export interface TabPlatform {
  locks:
    | (Pick<LockManager, 'query'> & { request(name: string, run: () => Promise<void>): Promise<unknown> })
    | undefined
  openChannel: (() => Channel | undefined) | undefined
  wait: (ms: number) => Promise<void>
}

/** The life of this tab, to be made once for each load of the page. */
export function createTabLife(tab: string, platform: TabPlatform = browserPlatform): TabLife {
  const { locks, openChannel, wait } = platform
  if (locks) {
    // Never given back: it ends with the page.
    locks.request(prefix + tab, () => new Promise<void>(() => {})).catch(() => {})
    return {
      tab,
      gone: async (tabs) => {
        const { held = [], pending = [] } = await locks.query().catch(() => ({ held: null, pending: [] }))
        // Refused, as in a sandboxed view: nobody is taken for gone.
        if (held === null) return []
        const alive = new Set([...held, ...pending].map((lock) => lock.name))
        return tabs.filter((one) => one !== tab && !alive.has(prefix + one))
      },
    }
  }
  const channel = openChannel?.()
  if (channel === undefined) return { tab, gone: async () => [] }
  const answered = new Set<string>()
  channel.addEventListener('message', ({ data }: MessageEvent<{ asked?: string[]; alive?: string }>) => {
    if (data.asked?.includes(tab)) channel.postMessage({ alive: tab })
    if (data.alive !== undefined) answered.add(data.alive)
  })
  return {
    tab,
    gone: async (tabs) => {
      const others = tabs.filter((one) => one !== tab)
      if (others.length === 0) return []
      for (const one of others) answered.delete(one)
      channel.postMessage({ asked: others })
      await wait(answerMs)
      return others.filter((one) => !answered.has(one))
    },
  }
}

const browserPlatform: TabPlatform = {
  locks: globalThis.navigator?.locks,
  openChannel: 'BroadcastChannel' in globalThis ? openBroadcastChannel : undefined,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

function openBroadcastChannel(): Channel | undefined {
  try {
    return new BroadcastChannel(sharedName('copydesk tabs'))
  } catch {
    return undefined
  }
}
