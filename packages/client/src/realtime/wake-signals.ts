/**
 * What a browser tells about the device and the page. Outside a browser nothing is ever signalled, and the
 * device counts as online and the page as visible. Decides nothing.
 */

export type WakeSignal = 'network_up' | 'network_down' | 'page_shown'

export interface WakeSignals {
  isOnline(): boolean
  /** Nobody can see the page at this moment. */
  isHidden(): boolean
  /** Calls back for each signal until the returned function is called. */
  subscribe(listener: (signal: WakeSignal) => void): () => void
}

interface PageGlobal {
  addEventListener?: EventTarget['addEventListener']
  removeEventListener?: EventTarget['removeEventListener']
  navigator?: { onLine?: boolean }
  document?: EventTarget & { visibilityState?: string }
}

/** The signals of a page (or worker): `online`, `offline`, `pageshow` and the page becoming visible. */
export function createWakeSignals(page: PageGlobal = globalThis as PageGlobal): WakeSignals {
  return {
    isOnline: () => page.navigator?.onLine !== false,
    isHidden: () => page.document?.visibilityState === 'hidden',
    subscribe(listener) {
      const { document } = page
      if (!page.addEventListener || !page.removeEventListener) return () => {}
      const up = () => listener('network_up')
      const down = () => listener('network_down')
      const shown = () => listener('page_shown')
      const visibility = () => {
        if (document?.visibilityState === 'visible') listener('page_shown')
      }
      page.addEventListener('online', up)
      page.addEventListener('offline', down)
      page.addEventListener('pageshow', shown)
      document?.addEventListener('visibilitychange', visibility)
      return () => {
        page.removeEventListener?.('online', up)
        page.removeEventListener?.('offline', down)
        page.removeEventListener?.('pageshow', shown)
        document?.removeEventListener('visibilitychange', visibility)
      }
    },
  }
}
