/** A project of a server into which one person comments while others follow it, as the load sees it. */
import type { StartedServer } from '@copydesk/testkit'
import { Child } from '../child.ts'
import type { LoadCall, OpenCall } from '../load/load-process.ts'
import type { PostTarget } from '../load/poster.ts'
import type { Timed } from '../load/write.ts'
import { loadCore } from '../rig.ts'
import { withProduct } from './product.ts'

/** Where is posted to, and how long what is posted is: null for a comment. */
export type Target = PostTarget & { bytes: number | null }

/** How clients connect, however many. */
export type Clients = Omit<OpenCall, 'count'>

/** A new project, how somebody else follows it and where its comments are posted. */
export async function aProject(server: StartedServer): Promise<{ open: Clients; target: Target }> {
  const { cookie, post } = await server.signIn('editor')
  const { id } = await post<{ id: string }>('/projects', { name: 'Benchmark' })
  const reader = await server.signIn('reviewer')
  const { token } = await reader.post<{ token: string }>('/live/token')
  const { port } = server
  const open = {
    type: 'open',
    server: 'hub',
    port,
    path: '/connection/websocket',
    channels: [`project:${id}`],
    token,
  } satisfies Clients
  return { open, target: { port, path: `/api/v1/projects/${id}/comments`, cookie, bytes: null } }
}

let length: Promise<number> | undefined

/** Bytes of the message in which a comment arrives, asked of the product itself since its events grow with it. */
export function lengthOfComment(): Promise<number> {
  length ??= withProduct({ database: 'sqlite' }, async ({ server }) => {
    const { open, target } = await aProject(server)
    const { child } = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
    try {
      await child.call({ ...open, count: 1 })
      const pace = { perSecond: 10 }
      const { shortestBytes } = await child.call<Timed>({ type: 'write', ...target, pace, count: 5 })
      return shortestBytes
    } finally {
      await child.stop()
    }
  })
  return length
}
