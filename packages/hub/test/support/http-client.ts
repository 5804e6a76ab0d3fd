/** HTTP as a program speaks it, without a library: every header is the test's, and streams can be read piece by piece. */
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { decodeServerMessages, type ServerMessage } from '@copydesk/protocol'

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  /** The body as JSON; empty when there was none. */
  body: Record<string, unknown>
}

/** One request with a whole answer. */
export async function ask(port: number, options: RequestOptions, body?: string | Buffer): Promise<Answer> {
  const { response } = await send(port, options, body)
  let text = ''
  for await (const chunk of response) text += chunk
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}

/** An answer that does not end by itself. */
export class StreamReader {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly #sent: ClientRequest
  readonly #response: IncomingMessage
  #text = ''
  #ended = false
  #wake: () => void = () => undefined

  private constructor(sent: ClientRequest, response: IncomingMessage) {
    this.#sent = sent
    this.#response = response
    this.status = response.statusCode ?? 0
    this.headers = response.headers
    response.setEncoding('utf8')
    response.on('data', (text: string) => {
      this.#text += text
      this.#wake()
    })
    response.on('error', () => undefined)
    response.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  static async open(port: number, options: RequestOptions, body?: string): Promise<StreamReader> {
    const { sent, response } = await send(port, options, body)
    return new StreamReader(sent, response)
  }

  /** What arrives up to the next mark, without the mark. */
  async upTo(mark: string): Promise<string> {
    while (!this.#text.includes(mark)) {
      if (this.#ended) throw new Error(`The stream ended after ${JSON.stringify(this.#text)}`)
      await this.#more()
    }
    const end = this.#text.indexOf(mark)
    const part = this.#text.slice(0, end)
    this.#text = this.#text.slice(end + mark.length)
    return part
  }

  /** The next message of an HTTP stream. */
  async message(): Promise<ServerMessage> {
    const [message] = decodeServerMessages(await this.upTo('\n')) ?? []
    if (message === undefined) throw new Error('Not a message of the protocol')
    return message
  }

  /** All that is still to come until the answer ends. */
  async rest(): Promise<string> {
    while (!this.#ended) await this.#more()
    const rest = this.#text
    this.#text = ''
    return rest
  }

  /** Stops reading, as a client does that is too slow. */
  stall(): void {
    this.#response.pause()
  }

  cut(): void {
    this.#sent.destroy()
  }

  async #more(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}

function send(
  port: number,
  options: RequestOptions,
  body?: string | Buffer,
): Promise<{ sent: ClientRequest; response: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent: false, ...options })
    sent.on('response', (response) => resolve({ sent, response }))
    sent.on('error', reject)
    sent.end(body)
  })
}
