/**
 * What servers tell each other of what they count against limits, so that who is led to another one each time is not
 * given the limit of each. By hints of the broker: a request costs no look into the database for it. Where hints are
 * lost, or the broker is away, a server goes by what it counted itself, and at worst each grants the whole limit.
 */
import { randomUUID } from 'node:crypto'
import type { Broker } from '@copydesk/hub'

/** No name that a client could follow or publish in. */
const channel = '$limits'

interface Message {
  /** The process. */
  from: string
  name: string
  counted: unknown
}

/** One kind of count. What is told in another form has another name, since servers of two versions hear each other. */
export interface CountLine<Counted> {
  tell(counted: Counted): void
  /** Calls back with what other servers counted. */
  onTold(listener: (counted: Counted) => void): void
}

export class CountExchange {
  readonly #broker: Pick<Broker, 'publish' | 'follow'>
  readonly #self = randomUUID()
  readonly #listeners = new Map<string, (counted: unknown) => void>()

  constructor({ broker }: { broker: Pick<Broker, 'publish' | 'follow'> }) {
    this.#broker = broker
  }

  line<Counted>(name: string): CountLine<Counted> {
    return {
      tell: (counted) => {
        const data = JSON.stringify({ from: this.#self, name, counted } satisfies Message)
        this.#broker.publish([{ channel, epoch: '', publications: [{ offset: 0, data }] }])
      },
      onTold: (listener) => void this.#listeners.set(name, (counted) => listener(counted as Counted)),
    }
  }

  /** Hears of the others until the returned function is called. */
  follow(): () => void {
    return this.#broker.follow(channel, ({ publications }) => {
      for (const { data } of publications) {
        const { from, name, counted } = JSON.parse(data) as Message
        if (from !== this.#self) this.#listeners.get(name)?.(counted)
      }
    }).unfollow
  }
}
