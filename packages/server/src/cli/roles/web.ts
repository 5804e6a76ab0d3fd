/** The role `web`: the HTTP API of every domain, and the web app. */
import type { Routes } from '../../http/app.ts'
import { createUnsubscribeRoutes } from '../../notifications/mail/routes.ts'
import { createInvitationRoutes } from '../../people/invitations/routes.ts'
import { OidcAttempts } from '../../people/oidc/attempts.ts'
import { Provider } from '../../people/oidc/provider.ts'
import { createOidcRoutes } from '../../people/oidc/routes.ts'
import { createProfileRoutes } from '../../people/profile/routes.ts'
import { createSessionRoutes } from '../../people/sessions/routes.ts'
import { DeviceCookies } from '../../people/sign-in/device-cookie.ts'
import type { SetupCode } from '../../people/sign-in/setup-code.ts'
import { SignInThrottle } from '../../people/sign-in/sign-in-throttle.ts'
import { createChangesRoutes } from '../../realtime/changes.ts'
import { findWebDir } from '../product.ts'
import { domainRoutes } from './domain-routes.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** Starts nothing: what it adds is served by http.ts. */
export function webRole(surroundings: Surroundings, setupCode: SetupCode): RoleHttp {
  const webDir = findWebDir()
  return {
    ...(webDir === undefined ? {} : { webDir }),
    rootRoutes: [createUnsubscribeRoutes(surroundings.secret)],
    routes: apiRoutes(surroundings, setupCode),
    metrics: [],
    health: [],
  }
}

function apiRoutes(surroundings: Surroundings, setupCode: SetupCode): Routes[] {
  const { services, secret, sessions, tokens, cookies, counts } = surroundings
  const { developers, live, journal, authenticate, authorize } = surroundings
  const { settings, now, elapsed } = services
  const devices = new DeviceCookies(secret)
  const throttle = new SignInThrottle(elapsed, counts)
  return [
    createSessionRoutes({ sessions, tokens, cookies, devices, setupCode, throttle }),
    createOidcRoutes({
      sessions,
      cookies,
      provider: new Provider(settings, now),
      attempts: new OidcAttempts(secret, now),
    }),
    createProfileRoutes({ sessions, cookies, throttle }),
    createInvitationRoutes({ sessions, cookies }),
    createChangesRoutes({ live, journal, authenticate, authorize, rulesFor: developers.rulesFor }),
    ...domainRoutes,
  ]
}
