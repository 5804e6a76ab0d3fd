/**
 * The platform's WebSocket and fetch for the SDK, which also tell when something comes in; the SDK does not. They
 * add nothing else.
 */

/** A constructor with the browser's `WebSocket` interface. */
export type WebSocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket

/** What is told about a connection. */
export interface Watch {
  /** It opened: the handshake, or the head of the answer, came. */
  opened: () => void
  /** Something came: a message, or a piece of a stream. */
  heard: () => void
}

/** Derives a class from `Base` that tells of what opens and comes in. */
export function watchSockets(Base: WebSocketClass, { opened, heard }: Watch): WebSocketClass {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      // A second argument of `undefined` is an error to some implementations.
      if (protocols === undefined) super(url)
      else super(url, protocols)
      this.addEventListener('open', opened)
      this.addEventListener('message', heard)
    }
  }
}

/** Wraps a fetch so that it tells of every body that is read as a stream. */
export function watchStreams(
  fetch: typeof globalThis.fetch,
  { opened, heard }: Watch,
): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    // Some browsers give even "no content" a body, which no response of one's own may have.
    if (!response.body || response.status === 204) return response
    opened()
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        heard()
        controller.enqueue(chunk)
      },
    })
    const { status, headers } = response
    return new Response(response.body.pipeThrough(watch), { status, headers })
  }
}
