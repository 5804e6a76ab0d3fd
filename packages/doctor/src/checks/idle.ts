/**
 * After how much silence does something on the way end a connection? One connection stays silent, the others send
 * something at different intervals, all at the same time: the silent one dies at the limit itself, and the others
 * tell a limit on silence from one on age, and whether the server's own pings come often enough.
 */
import type { Closing, IdleLine } from '../evidence.ts'
import type { Probe, ProbeSocket } from '../probe.ts'
import { type Check, type CheckContext, good, type IdleWatch, skipped, unclear } from './check.ts'
import { openEcho } from './web-socket.ts'
import { closingText, seconds } from './wording.ts'

/** Never, and often enough for any limit worth having; the server's own interval is tried besides. */
const intervalsMs = [null, 5_000]
const defaultPingMs = 25_000

export const idle: Check<'idle'> = {
  id: 'idle',
  title: 'Silence: after how long is a connection ended',
  asserts: 'A silent connection lives at least twice as long as the server waits between its pings.',
  advice: 'Raise the idle or read time-out of the proxy, or ping more often.',
  run: async (context) => {
    const watch = context.target.idle
    if (watch === null) return skipped('takes more than a minute: ask for it with --idle')
    const { known } = context
    const serverPingMs = known.echo.outcome === 'echoed' ? known.echo.echo.pingSeconds * 1000 : defaultPingMs
    const opened = await Promise.all(
      [...intervalsMs, serverPingMs].map(async (pingEveryMs) => ({
        pingEveryMs,
        opening: await openEcho(context),
      })),
    )
    const lines = await watchAll(context, watch, opened)
    return lines.length === 0
      ? skipped('the WebSocket did not open')
      : { outcome: 'watched', watchedMs: watch.ms, lines }
  },
  tell: ({ lines, watchedMs }) => {
    const silent = lines.find(({ pingEveryMs }) => pingEveryMs === null)
    if (silent === undefined) return unclear('no silent connection could be kept')
    return silent.endedAfterMs === null
      ? good(`a silent connection lives longer than ${seconds(watchedMs)}`)
      : unclear(
          `a silent connection was ended after ${seconds(silent.endedAfterMs)}, ${closingText(silent.closing)}`,
        )
  },
}

type Opened = { pingEveryMs: number | null; opening: Awaited<ReturnType<typeof openEcho>> }

/** Ends early once the silent one is gone and the others have outlived it well. */
async function watchAll(
  { probe }: CheckContext,
  watched: IdleWatch,
  opened: readonly Opened[],
): Promise<IdleLine[]> {
  const start = probe.now()
  const end = () => start + watched.ms
  return Promise.all(
    opened.flatMap(({ pingEveryMs, opening }) => {
      if (!opening.opened) return []
      return watch(probe, opening.socket, pingEveryMs, end).then((line) => {
        if (pingEveryMs === null && line.endedAfterMs !== null) {
          watched.ms = Math.min(watched.ms, line.endedAfterMs * 2 + 2_000)
        }
        return line
      })
    }),
  )
}

async function watch(
  probe: Probe,
  socket: ProbeSocket,
  pingEveryMs: number | null,
  end: () => number,
): Promise<IdleLine> {
  const start = probe.now()
  let sentAt = start
  let closing: Closing | null = null
  while (probe.now() < end() && closing === null) {
    // Short steps, because the end may move closer meanwhile.
    const step = Math.max(1, Math.min(1_000, end() - probe.now()))
    const received = await socket.receive(step)
    if (received.kind === 'closed') closing = received.closing
    else if (pingEveryMs !== null && probe.now() - sentAt >= pingEveryMs) {
      sentAt = probe.now()
      if (socket.ping) void socket.ping(pingEveryMs)
      else socket.send('still here')
    }
  }
  const endedAfterMs = closing === null ? null : probe.now() - start
  socket.close()
  return { pingEveryMs, endedAfterMs, closing }
}
