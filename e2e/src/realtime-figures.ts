/** What the server counts of its realtime connections, from its `/metrics`. */
import type { StartedServer } from '@copydesk/testkit'

/** A figure such as `connections` or `connects_total`. */
export async function realtimeFigure(server: StartedServer, name: string): Promise<number> {
  const response = await fetch(`${server.url}/metrics`)
  const line = new RegExp(`^copydesk_realtime_${name} (\\d+)$`, 'm').exec(await response.text())
  if (line?.[1] === undefined) throw new Error(`The server tells no figure copydesk_realtime_${name}`)
  return Number(line[1])
}
