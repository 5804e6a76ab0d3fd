/**
 * What a browser tells about the device and the page. Outside a browser nothing is ever signalled, and the
 * device counts as online and the page as visible. Decides nothing.
 */

export type WakeSignal = 'network_up' | 'network_down' | 'page_shown' | 'page_hidden'

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
  document?: { visibilityState?: string }
}

/** What the events of the network signal. */
const signals: Record<string, WakeSignal> = { online: 'network_up', offline: 'network_down' }
/** `visibilitychange` comes up to the page from the document. */
const types = ['online', 'offline', 'pageshow', 'visibilitychange']

/** The signals of a page (or worker). */
export function createWakeSignals(page: PageGlobal = globalThis as PageGlobal): WakeSignals {
  const isHidden = () => page.document?.visibilityState === 'hidden'
  return {
    isOnline: () => page.navigator?.onLine !== false,
    isHidden,
    subscribe(listener) {
      const heard = ({ type }: Event) => {
        listener(signals[type] ?? (isHidden() ? 'page_hidden' : 'page_shown'))
      }
      for (const type of types) page.addEventListener?.(type, heard)
      return () => {
        for (const type of types) page.removeEventListener?.(type, heard)
      }
    },
  }
}
