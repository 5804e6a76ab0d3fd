/** A client of the core without a network. Commands are numbered; answers are taken in the order they came. */
import type { ServerMessage } from '@copydesk/protocol'
import type { Connection, Handshake } from '../../src/connections/connection.ts'
import type { HubCore } from '../../src/hub-core.ts'
import type { FakeEnvironment } from './fake-environment.ts'
import { FakeTransport } from './fake-transport.ts'

export const plainHandshake: Handshake = { headers: {}, originAllowed: true, remoteAddress: '127.0.0.1' }

export class TestClient {
  readonly transport = new FakeTransport()
  readonly connection: Connection
  readonly #environment: FakeEnvironment
  #ids = 0

  constructor(core: HubCore, environment: FakeEnvironment, handshake: Handshake = plainHandshake) {
    this.#environment = environment
    this.connection = core.open(this.transport, handshake)
  }

  get closeCode(): number | null {
    return this.transport.closedWith?.code ?? null
  }

  /** Sends commands in one message and returns what arrived, once nothing more happens by itself. */
  async send(...commands: Record<string, unknown>[]): Promise<ServerMessage[]> {
    const lines = commands.map((command) => {
      if (Object.keys(command).length === 0) return '{}'
      this.#ids += 1
      return JSON.stringify({ id: this.#ids, ...command })
    })
    this.connection.receive(lines.join('\n'))
    return this.received()
  }

  /** What arrived since the last look, once nothing more happens by itself. */
  async received(): Promise<ServerMessage[]> {
    await this.#environment.settle()
    return this.transport.take()
  }

  async connect(token = 'ann'): Promise<this> {
    await this.send({ connect: { token } })
    return this
  }

  /** Loses the connection without a word, as a pulled cable does. */
  cut(): void {
    this.connection.transportClosed(1006)
  }
}
