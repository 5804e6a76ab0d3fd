/** What the server counts of its realtime connections, from its `/metrics`. */
import type { StartedServer } from '@copydesk/testkit'

/** A figure such as `connections` or `connects_total`; over all values of its label, where it has one. */
export async function realtimeFigure(server: StartedServer, name: string): Promise<number> {
  const response = await fetch(`${server.url}/metrics`)
  const pattern = new RegExp(`^copydesk_realtime_${name}(?:\\{[^}]*\\})? (\\d+)$`, 'gm')
  const values = [...(await response.text()).matchAll(pattern)].map(([, value]) => Number(value))
  if (values.length === 0) throw new Error(`The server tells no figure copydesk_realtime_${name}`)
  return values.reduce((sum, value) => sum + value, 0)
}
