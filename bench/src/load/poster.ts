/** Posts JSON over HTTP on kept connections, as a browser would: with a session cookie, an Origin, a key per command. */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

export interface PostTarget {
  port: number
  path: string
  cookie: string
}

export class Poster {
  readonly #target: PostTarget
  readonly #agent: Agent

  constructor(target: PostTarget, maxSockets: number) {
    this.#target = target
    this.#agent = new Agent({ keepAlive: true, maxSockets })
  }

  /** Resolves when the answer, which must be 201, is read. */
  post(body: object): Promise<void> {
    const { port, path, cookie } = this.#target
    const text = JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: this.#agent,
          port,
          path,
          host: '127.0.0.1',
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
            'idempotency-key': randomUUID(),
            origin: `http://127.0.0.1:${port}`,
            cookie,
          },
        },
        (response) => {
          response.resume()
          response.once('error', reject)
          response.once('end', () =>
            response.statusCode === 201 ? resolve() : reject(new Error(`Answered ${response.statusCode}`)),
          )
        },
      )
      outgoing.once('error', reject)
      outgoing.end(text)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
