/**
 * A WebSocket class for the SDK that also tells when frames come in and whether a try is under way, which
 * the SDK does not. Adds nothing to the socket itself.
 */

/** A constructor with the browser's `WebSocket` interface. */
export type WebSocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket

export interface SocketWatch {
  /** The class to hand to the SDK. */
  WebSocket: WebSocketClass
  /** A socket is opening, or open. */
  isBusy(): boolean
}

const connectingOrOpen = [0, 1]

/** Derives a watched class from `Base`; `heard` is called for every frame that arrives. */
export function watchSockets(Base: WebSocketClass, heard: () => void): SocketWatch {
  let latest: WebSocket | null = null
  class WatchedWebSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      // A second argument of `undefined` is an error to some implementations.
      if (protocols === undefined) super(url)
      else super(url, protocols)
      latest = this
      this.addEventListener('message', heard)
    }
  }
  return {
    WebSocket: WatchedWebSocket,
    isBusy: () => latest !== null && connectingOrOpen.includes(latest.readyState),
  }
}
