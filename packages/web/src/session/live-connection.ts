/** Makes the realtime connection of this window, at the page's own origin. */
import { type Api, ApiError, Realtime, type SessionCheck } from '@copydesk/client'

/** Not connected yet; CopydeskProvider starts and stops it. */
export function createLiveConnection(api: Api): Realtime {
  const url = new URL('/connection/websocket', window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return new Realtime({
    url: url.href,
    name: 'copydesk-web',
    liveInfo: () => api.live.get(),
    checkSession: () => checkSession(api),
  })
}

async function checkSession(api: Api): Promise<SessionCheck> {
  try {
    await api.me.get()
    return 'signed_in'
  } catch (error) {
    const isSignedOut = error instanceof ApiError && error.code === 'not_signed_in'
    return isSignedOut ? 'signed_out' : 'unknown'
  }
}
