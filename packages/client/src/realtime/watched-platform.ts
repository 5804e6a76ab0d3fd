/**
 * The platform's WebSocket and fetch for the SDK, which also tell when something comes in; the SDK does not. They
 * add nothing else.
 */

/** A constructor with the browser's `WebSocket` interface. */
export type WebSocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket

/** Derives a class from `Base`; `heard` is called for every frame that arrives. */
export function watchSockets(Base: WebSocketClass, heard: () => void): WebSocketClass {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      // A second argument of `undefined` is an error to some implementations.
      if (protocols === undefined) super(url)
      else super(url, protocols)
      this.addEventListener('message', heard)
    }
  }
}

/** Wraps a fetch; `heard` is called for every piece of a body that is read as a stream. */
export function watchStreams(fetch: typeof globalThis.fetch, heard: () => void): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    // Some browsers give even "no content" a body, which no response of one's own may have.
    if (!response.body || response.status === 204) return response
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
