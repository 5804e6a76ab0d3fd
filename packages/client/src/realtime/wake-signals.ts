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
  document?: { visibilityState?: string }
}

/** What the events of a page signal; `visibilitychange` comes up to it from the document. */
const signals: Record<string, WakeSignal> = {
  online: 'network_up',
  offline: 'network_down',
  pageshow: 'page_shown',
  visibilitychange: 'page_shown',
}

/** The signals of a page (or worker): `online`, `offline`, `pageshow` and the page becoming visible. */
export function createWakeSignals(page: PageGlobal = globalThis as PageGlobal): WakeSignals {
  const isHidden = () => page.document?.visibilityState === 'hidden'
  return {
    isOnline: () => page.navigator?.onLine !== false,
    isHidden,
    subscribe(listener) {
      const heard = ({ type }: Event) => {
        const signal = signals[type]
        if (signal && !(signal === 'page_shown' && isHidden())) listener(signal)
      }
      for (const type of Object.keys(signals)) page.addEventListener?.(type, heard)
      return () => {
        for (const type of Object.keys(signals)) page.removeEventListener?.(type, heard)
      }
    },
  }
}
