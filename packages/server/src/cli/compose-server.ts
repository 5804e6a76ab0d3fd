/**
 * The composition root: makes a server of its roles, which are the only files that know every part. Each part is
 * started into one list (started-parts.ts). Listens nowhere yet; `start.ts` does that.
 */
import type { Logger } from 'pino'
import type { App } from '../http/app.ts'
import { wakeNodes } from '../jobs/wake-nodes.ts'
import { SetupCode } from '../people/sign-in/setup-code.ts'
import type { ServerRole } from '../settings/settings.ts'
import type { OpenedServices } from './open-services.ts'
import { hubElsewhere, webElsewhere } from './roles/elsewhere.ts'
import { startFollowing } from './roles/following.ts'
import { startHttp } from './roles/http.ts'
import { startHub } from './roles/hub.ts'
import { startJobs } from './roles/jobs.ts'
import { startLeaving } from './roles/leaving.ts'
import { createSurroundings } from './roles/surroundings.ts'
import { webRole } from './roles/web.ts'

export interface ComposedServer {
  app: App
  setupCode: SetupCode
  /** Ends everything in the order that loses nothing: it says that it leaves, then connections, requests, hub, jobs, and the database last. */
  stop(): Promise<void>
}

export interface ComposeOptions {
  opened: OpenedServices
  /** Signs connection tokens. */
  secret: string
  log: Logger
}

/** A part that fails to start leaves those before it running: `opened.parts.stop()` ends them. */
export async function composeServer({ opened, secret, log }: ComposeOptions): Promise<ComposedServer> {
  const { parts, services } = opened
  const port = () => portOf(app) ?? services.settings.port
  const surroundings = createSurroundings({ opened, secret, log, port })
  const setupCode = new SetupCode(secret)
  const has = (role: ServerRole) => services.settings.roles.includes(role)
  const jobs = has('jobs') ? [await startJobs(surroundings)] : []
  if (!has('jobs')) opened.onWork((work) => wakeNodes(services.broker, work))
  const hub = has('hub') ? await startHub(surroundings) : undefined
  await startFollowing(surroundings)
  const web = has('web') ? webRole(surroundings, setupCode) : webElsewhere()
  const app: App = await startHttp(surroundings, [web, hub ?? hubElsewhere(), ...jobs])
  await hub?.serve(app)
  await startLeaving(surroundings)
  return { app, setupCode, stop: () => parts.stop() }
}

/** 0 as a setting takes any free port, which is known once it listens. */
function portOf(app: App): number | undefined {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : undefined
}
