/** Asks for something small again and again, one after the other, and times each answer. */
import { Agent, get } from 'node:http'

const pauseMs = 2

export class SmallReads {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #target: { port: number; cookie: string }
  #times: number[] = []
  #failure: unknown
  #isStopped = false
  readonly #done: Promise<void>

  constructor(target: { port: number; cookie: string }) {
    this.#target = target
    this.#done = this.#run()
  }

  /** Milliseconds of each answer since the last call. */
  take(): number[] {
    if (this.#failure !== undefined) throw this.#failure
    const times = this.#times
    this.#times = []
    return times
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#done
    this.#agent.destroy()
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const start = performance.now()
      try {
        await this.#read()
      } catch (error) {
        this.#failure = error
        return
      }
      this.#times.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  #read(): Promise<void> {
    const { port, cookie } = this.#target
    return new Promise((resolve, reject) => {
      const path = '/api/v1/notifications/counts'
      get({ agent: this.#agent, host: '127.0.0.1', port, path, headers: { cookie } }, (response) => {
        response.resume()
        response.once('error', reject)
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`Answered ${response.statusCode}`)),
        )
      }).once('error', reject)
    })
  }
}
