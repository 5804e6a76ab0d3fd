import { describe, expect, it } from 'vitest'
import { createWakeSignals, type WakeSignal } from './wake-signals.ts'

function setUp() {
  const document = { visibilityState: 'visible' }
  const page = Object.assign(new EventTarget(), { navigator: { onLine: true }, document })
  const signals = createWakeSignals(page)
  const got: WakeSignal[] = []
  const stop = signals.subscribe((signal) => got.push(signal))
  return { document, page, signals, got, stop }
}

describe('wake signals', () => {
  it('tell of the network and of the page being shown', () => {
    const { page, got } = setUp()
    page.dispatchEvent(new Event('offline'))
    page.dispatchEvent(new Event('online'))
    page.dispatchEvent(new Event('pageshow'))
    page.dispatchEvent(new Event('visibilitychange'))
    expect(got).toEqual(['network_down', 'network_up', 'page_shown', 'page_shown'])
  })

  it('tell of the page being hidden', () => {
    const { document, page, got } = setUp()
    document.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    expect(got).toEqual(['page_hidden'])
  })

  it('end when they are stopped', () => {
    const { page, got, stop } = setUp()
    stop()
    page.dispatchEvent(new Event('online'))
    page.dispatchEvent(new Event('visibilitychange'))
    expect(got).toEqual([])
  })

  it('take the device for online unless it says otherwise, and are silent outside a browser', () => {
    const { page, signals } = setUp()
    expect(signals.isOnline()).toBe(true)
    page.navigator.onLine = false
    expect(signals.isOnline()).toBe(false)
    const bare = createWakeSignals({})
    expect(bare.isOnline()).toBe(true)
    bare.subscribe(() => expect.unreachable())()
  })
})
