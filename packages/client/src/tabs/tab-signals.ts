/** What all tabs together tell about the device: it is seen while one of them is, and each can wake it. */
import type { WakeSignal, WakeSignals } from '../realtime/wake-signals.ts'

export class TabSignals implements WakeSignals {
  readonly #listeners = new Set<(signal: WakeSignal) => void>()
  readonly #visible = new Set<object>()
  #isOnline = true

  isOnline = (): boolean => this.#isOnline

  isHidden = (): boolean => this.#visible.size === 0

  subscribe = (listener: (signal: WakeSignal) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A tab came; it knows best whether there is a network. */
  arrived(tab: object, isOnline: boolean, isHidden: boolean): void {
    this.signal(tab, isHidden ? 'page_hidden' : 'page_shown')
    this.signal(tab, isOnline ? 'network_up' : 'network_down')
  }

  /** A tab that is gone is not seen. */
  left(tab: object): void {
    this.#visible.delete(tab)
  }

  /** A tab tells something. Every tab tells the same news of the network; it counts once. */
  signal(tab: object, signal: WakeSignal): void {
    if (signal === 'page_shown') this.#visible.add(tab)
    else if (signal === 'page_hidden') this.#visible.delete(tab)
    else if (this.#isOnline === (signal === 'network_up')) return
    else this.#isOnline = signal === 'network_up'
    for (const listener of [...this.#listeners]) listener(signal)
  }
}
