/**
 * Which tabs of this browser are alive, so that what a closed one left behind is taken up, and what an open one
 * holds is left alone. By Web Locks where the page has them (the browser frees what a tab held, however it went);
 * on plain HTTP by asking on a channel: who does not answer is taken for gone.
 */

export interface TabLife {
  /** Names this tab; another one after each load of the page. */
  readonly tab: string
  /** Which of these tabs are gone. */
  gone(tabs: readonly string[]): Promise<readonly string[]>
}

const prefix = 'copydesk tab with texts '
/** Longer than a busy tab takes to answer. */
const answerMs = 1_500

interface Platform {
  locks: LockManager | undefined
  openChannel: (() => BroadcastChannel) | undefined
}

/** The life of this tab, to be made once for each load of the page. */
export function createTabLife(tab: string, platform: Platform = browserPlatform): TabLife {
  const { locks, openChannel } = platform
  if (locks) {
    // Never given back: it ends with the page.
    locks.request(prefix + tab, () => new Promise<void>(() => {})).catch(() => {})
    return {
      tab,
      gone: async (tabs) => {
        const { held = [], pending = [] } = await locks.query()
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
      await new Promise((resolve) => setTimeout(resolve, answerMs))
      return others.filter((one) => !answered.has(one))
    },
  }
}

const browserPlatform: Platform = {
  locks: globalThis.navigator?.locks,
  openChannel: 'BroadcastChannel' in globalThis ? () => new BroadcastChannel('copydesk tabs') : undefined,
}
