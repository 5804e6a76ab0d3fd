/** What a process answers to requests for a role that it does not have: a problem that says so, for whoever leads them here. */
import { hubPaths } from '@copydesk/hub'
import type { Routes } from '../../http/app.ts'
import { sendProblem } from '../../http/problem.ts'
import type { ServerRole } from '../../settings/settings.ts'
import type { RoleHttp } from './surroundings.ts'

/** In place of the hub: its wire protocol, the server API of developers, the doctor. */
export function hubElsewhere(): RoleHttp {
  return {
    ...nothing,
    rootRoutes: [elsewhere('hub', [...Object.keys(hubPaths), '/api', '/api/:method'])],
    routes: [elsewhere('hub', ['/live/echo', '/live/report', '/live/probe/*'])],
  }
}

/** In place of the web: whatever no other role answers. */
export function webElsewhere(): RoleHttp {
  return { ...nothing, rootRoutes: [elsewhere('web', ['/', '/*'])] }
}

const nothing: RoleHttp = { rootRoutes: [], routes: [], metrics: [], health: [] }

function elsewhere(role: ServerRole, paths: readonly string[]): Routes {
  return (app) => {
    for (const path of paths) {
      app.all(path, { logLevel: 'warn', config: { isPublic: true } }, (request, reply) =>
        sendProblem(request, reply, 'other_role', `${path} belongs to servers with the role ${role}.`),
      )
    }
  }
}
