import type { SessionInfo } from '@copydesk/contract'
import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import {
  createTestApp,
  type TestApp,
  type TestAppOptions,
  testAuthority,
  testOrigin,
} from '../../../test/test-app.ts'
import { systemActor } from '../../command/system-actor.ts'
import { Cookies } from '../sessions/cookies.ts'
import { Sessions } from '../sessions/sessions.ts'
import { OidcAttempts } from './attempts.ts'
import { signInByProvider } from './commands.ts'
import { Provider, type ProviderClaims, ProviderFailure } from './provider.ts'
import { createOidcRoutes } from './routes.ts'

const oidcIssuer = new URL('https://id.example')
const olga: ProviderClaims = {
  issuer: 'https://id.example',
  subject: 'olga-1',
  name: 'Olga Ohlin',
  email: 'Olga@id.example',
  isEmailVerified: false,
  groups: ['staff'],
  areAllGroups: true,
}

/** A provider that sends everybody back at once, as who `claims` says. */
async function start(settings: TestAppOptions['settings'] = {}, claims: ProviderClaims | Error = olga) {
  const provider: Pick<Provider, 'begin' | 'finish'> = {
    begin: async (redirectUri) => ({
      url: new URL('https://id.example/authorize'),
      checks: { redirectUri, state: 's', nonce: 'n', codeVerifier: 'v' },
    }),
    finish: async (query, attempt) => {
      if (!query.includes(`state=${attempt.state}`)) throw new ProviderFailure('provider_refused', 'state')
      if (claims instanceof Error) throw claims
      return claims
    },
  }
  return createTestApp({
    settings: { oidcIssuer, oidcClientId: 'copydesk', ...settings },
    routes: [
      (api, services) => {
        const attempts = new OidcAttempts('a secret of the tests', services.now)
        const cookies = new Cookies({ settings: services.settings, port: () => 4600 })
        createOidcRoutes({ sessions: new Sessions(services), cookies, provider, attempts })(api, services)
      },
    ],
  })
}

const callback = '/api/v1/session/oidc/callback'

function get({ app }: TestApp, url: string, cookie = '') {
  return app.inject({ url, authority: testAuthority, headers: { cookie } })
}

function cookiesOf(answer: LightMyRequestResponse): string {
  return [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')
}

/** There and back. */
async function signIn(test: TestApp, returnTo = '/') {
  const there = await get(test, `/api/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`)
  return get(test, `${callback}?code=c&state=s`, cookiesOf(there))
}

const signedIn = async (test: TestApp, answer: LightMyRequestResponse) =>
  (await get(test, '/api/v1/session', cookiesOf(answer))).json<SessionInfo>().person

describe('signing in by the provider', () => {
  it('makes the person at the first time, finds them again and leads back to where they were', async () => {
    const test = await start()
    const answer = await signIn(test, '/projects/x?tab=comments')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/projects/x?tab=comments'])
    const person = await signedIn(test, answer)
    expect(person).toMatchObject({ name: 'Olga Ohlin', email: 'olga@id.example', role: 'viewer' })
    expect((await signedIn(test, await signIn(test)))?.id).toBe(person?.id)
  })

  it('signs one person in, however many of their first sign-ins end at the same moment', async () => {
    const test = await start()
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(test)))
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual(
      answers.map(() => [303, '/']),
    )
    const people = await Promise.all(answers.map((answer) => signedIn(test, answer)))
    expect(new Set(people.map((person) => person?.id)).size).toBe(1)
  })

  it('leads to no other site', async () => {
    const test = await start()
    for (const away of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example',
      'x',
    ]) {
      expect([away, (await signIn(test, away)).headers.location]).toEqual([away, '/'])
    }
  })

  it('leads to nothing else of the host that it shares with others', async () => {
    const test = await start({ publicUrl: new URL('http://127.0.0.1:4600/copydesk/') })
    const there = (returnTo: string) =>
      get(test, `/copydesk/api/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`)
    const locationFor = async (returnTo: string) => {
      const url = `/copydesk${callback}?code=c&state=s`
      return (await get(test, url, cookiesOf(await there(returnTo)))).headers.location
    }
    expect((await there('/copydesk/x')).headers['set-cookie']).toContain(
      '; Path=/copydesk/api/v1/session/oidc;',
    )
    expect(await locationFor('/copydesk/projects/x?a#b')).toBe('/copydesk/projects/x?a#b')
    for (const away of [
      '/',
      '/copydesk',
      '/copydesk2/',
      '/other',
      '/copydesk/../other',
      '/copydesk/..//evil.example',
    ]) {
      expect([away, await locationFor(away)]).toEqual([away, '/copydesk/'])
    }
  })

  it('is finished only by the browser that began it, in time and once', async () => {
    const test = await start()
    const there = cookiesOf(await get(test, '/api/v1/session/oidc'))
    const expired = '/?signIn=sign_in_expired'
    expect((await get(test, `${callback}?code=c&state=s`)).headers.location).toBe(expired)
    expect((await get(test, `${callback}?code=c&state=s`, `${there}x`)).headers.location).toBe(expired)
    const wrong = await get(test, `${callback}?code=c&state=other`, there)
    expect(wrong.headers.location).toBe('/?signIn=provider_refused')
    expect(wrong.headers['set-cookie']).toContain('Max-Age=0')
    test.advance(15 * 60 * 1000)
    expect((await get(test, `${callback}?code=c&state=s`, there)).headers.location).toBe(expired)
  })

  it('says in words what went wrong at the provider, and leaves passwords as they are', async () => {
    const down = new ProviderFailure('provider_unreachable', 'fetch failed')
    const test = await start({}, down)
    expect((await signIn(test)).headers.location).toBe('/?signIn=provider_unreachable')
    const info = await get(test, '/api/v1/session')
    expect(info.json()).toMatchObject({ person: null, provider: 'Sign in with single sign-on' })
  })

  it('is not there without a provider', async () => {
    const test = await start({ oidcIssuer: undefined })
    expect((await get(test, '/api/v1/session/oidc')).statusCode).toBe(404)
    expect((await get(test, '/api/v1/session')).json()).not.toHaveProperty('provider')
  })
})

describe('whom the provider signs in', () => {
  const run = async (settings: TestAppOptions['settings'], claims: ProviderClaims, test?: TestApp) => {
    const started = test ?? (await start())
    const rules = { ...started.services.settings, ...settings }
    const { body } = await started.services.runner.run(
      { actor: systemActor },
      signInByProvider(claims, rules),
    )
    return body
  }
  const roles = new Map([
    ['bosses', 'admin'],
    ['writers', 'editor'],
  ] as const)

  it('takes nobody over by an e-mail address that the provider has not verified', async () => {
    const test = await start()
    const ben = { ...olga, email: 'BEN@test.example' }
    await expect(run({}, { ...ben, isEmailVerified: true }, test)).rejects.toMatchObject({
      code: 'email_taken',
    })
    await expect(run({ oidcLinkByEmail: true }, ben, test)).rejects.toMatchObject({ code: 'email_taken' })
    const linked = await run({ oidcLinkByEmail: true }, { ...ben, isEmailVerified: true }, test)
    expect(linked.id).toBe(test.people.ben.id)
    // From then on it is the account that counts, whatever its address is.
    expect((await run({}, { ...olga, email: 'other@id.example' }, test)).id).toBe(linked.id)
  })

  it('has the highest role of their groups, anew each time', async () => {
    const test = await start()
    const both = { ...olga, groups: ['writers', 'bosses'] }
    expect(await run({ oidcRoles: roles }, both, test)).toMatchObject({ role: 'admin' })
    const demoted = await run({ oidcRoles: roles }, { ...olga, groups: ['writers'] }, test)
    expect(demoted).toMatchObject({ role: 'editor', revision: 2 })
    await expect(run({ oidcRoles: roles, oidcDefaultRole: 'none' }, olga, test)).rejects.toMatchObject({
      code: 'no_role',
    })
    // Without a mapping the role is given here, and stays.
    expect(await run({}, both, test)).toMatchObject({ role: 'editor' })
  })

  it('stays the last administrator', async () => {
    const test = await start()
    const anna = { ...olga, email: test.people.anna.email, isEmailVerified: true, groups: ['writers'] }
    const linked = await run({ oidcRoles: roles, oidcLinkByEmail: true }, anna, test)
    expect(linked).toMatchObject({ id: test.people.anna.id, role: 'admin' })
  })

  it('needs an address', async () => {
    await expect(run({}, { ...olga, email: undefined })).rejects.toMatchObject({ code: 'provider_refused' })
  })
})

it('takes a provider that is down for what it is, and asks it again', async () => {
  const provider = new Provider(
    {
      oidcIssuer: new URL('http://127.0.0.1:9'),
      oidcClientId: 'copydesk',
      oidcClientSecret: undefined,
      oidcScopes: 'openid',
      oidcGroupsClaim: 'groups',
    },
    Date.now,
  )
  for (const _ of [1, 2]) {
    await expect(provider.begin(`${testOrigin}${callback}`)).rejects.toMatchObject({
      code: 'provider_unreachable',
    })
  }
})
