/** How to connect to this page's own server; the same in the worker and in a window that does without one. */
import { ApiError, createApi } from '@copydesk/client'
import type { ServeOptions } from '@copydesk/client/realtime-worker'
import { basePath } from '../base-path.ts'

/** Read where it runs: the address of a worker's script has the page's origin too. */
export function liveOptions(): ServeOptions {
  const site = globalThis.location.origin + basePath
  const api = createApi({ baseUrl: site })
  return {
    url: `${site.replace(/^http/, 'ws')}/connection/websocket`,
    name: 'copydesk-web',
    liveInfo: () => api.live.get(),
    checkSession: async () => {
      try {
        await api.me.get()
        return 'signed_in'
      } catch (error) {
        const isSignedOut = error instanceof ApiError && error.code === 'not_signed_in'
        return isSignedOut ? 'signed_out' : 'unknown'
      }
    },
  }
}
