/**
 * What is switched on at this moment, as this process knows it: the one place that everything asks, at each request.
 * The rows in the database are the truth; an event in the channel `site` says that they changed, and as that hint may
 * be lost they are read again every so often. So it makes no difference which process took the command.
 */
import { channels, type Transport, transports } from '@copydesk/contract'
import { type Broker, Listeners } from '@copydesk/hub'
import type { Storage } from '../storage/storage.ts'
import { type LiveChoices, nothingChosen, readChoices } from './live-choices.ts'
import { type LiveSettings, whyOff, withoutNames } from './live-info.ts'

export interface LiveSwitchOptions {
  settings: LiveSettings
  storage: Storage
}

/** Knows the settings alone before the first `check`. */
export class LiveSwitch {
  readonly #options: LiveSwitchOptions
  readonly #listeners = new Listeners()
  /** Without names: whoever asks here need not be signed in. */
  #choices: LiveChoices = nothingChosen
  #checks: Promise<void> = Promise.resolve()

  constructor(options: LiveSwitchOptions) {
    this.#options = options
  }

  /** The transports that are on. */
  get transports(): Transport[] {
    return transports.filter((transport) => this.whyOff(transport) === undefined)
  }

  /** What switched a transport off, in words; undefined while it is on. */
  whyOff(transport: Transport): string | undefined {
    return whyOff(transport, { settings: this.#options.settings, choices: this.#choices })
  }

  /** Reads what was chosen, and tells the listeners if that changes what is on. One check after the other. */
  check(): Promise<void> {
    const checked = this.#checks.then(() => this.#check())
    this.#checks = checked.catch(() => undefined)
    return checked
  }

  /** Follows changes by whichever process until the returned function is called. */
  follow(broker: Pick<Broker, 'follow'>, intervalMs: number, onError: (error: unknown) => void): () => void {
    const check = (): void => void this.check().catch(onError)
    const { unfollow } = broker.follow(channels.site, check)
    const timer = setInterval(check, intervalMs)
    timer.unref()
    return () => {
      unfollow()
      clearInterval(timer)
    }
  }

  /** Calls back whenever other transports are on, until the returned function is called. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener)
  }

  async #check(): Promise<void> {
    const before = this.transports.join()
    this.#choices = withoutNames(await this.#options.storage.read(readChoices))
    if (this.transports.join() === before) return
    this.#listeners.tell()
  }
}
