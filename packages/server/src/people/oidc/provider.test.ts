/** The client of the provider against one that answers as it is told, so that its clock can be any. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Provider, type ProviderClaims } from './provider.ts'

const redirectUri = 'http://127.0.0.1:4600/api/v1/session/oidc/callback'
const settings = {
  oidcClientId: 'copydesk',
  oidcClientSecret: undefined,
  oidcScopes: 'openid',
  oidcGroupsClaim: 'groups',
}

/** Seconds from now, as the clock of the provider and its kind of tokens have them. */
interface Times {
  iat: number
  exp: number
  nbf?: number
}

async function startProvider(times: Times, nonce: () => string, more: Record<string, unknown>): Promise<URL> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const idToken = () => {
    const second = Math.floor(Date.now() / 1000)
    const claims = {
      ...more,
      nonce: nonce(),
      ...(times.nbf === undefined ? {} : { nbf: second + times.nbf }),
    }
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(issuer)
      .setAudience('copydesk')
      .setSubject('olga-1')
      .setIssuedAt(second + times.iat)
      .setExpirationTime(second + times.exp)
      .sign(privateKey)
  }
  const answers: Record<string, () => Promise<object>> = {
    '/.well-known/openid-configuration': async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    }),
    '/keys': async () => ({ keys: [key] }),
    '/token': async () => ({ access_token: 'a', token_type: 'bearer', id_token: await idToken() }),
  }
  const server = createServer(async (request, response) => {
    const answer = await answers[request.url ?? '']?.()
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new URL(issuer)
}

async function signIn(times: Times, more: Record<string, unknown> = {}): Promise<ProviderClaims> {
  let nonce = ''
  const oidcIssuer = await startProvider(times, () => nonce, more)
  const provider = new Provider({ ...settings, oidcIssuer }, Date.now)
  const { checks } = await provider.begin(redirectUri)
  nonce = checks.nonce
  return provider.finish(`?code=c&state=${checks.state}`, { ...checks, returnTo: '/' })
}

describe('the clock of the provider', () => {
  it.each<[string, Times]>([
    ['is the same', { iat: 0, exp: 3600, nbf: 0 }],
    ['is ten seconds ahead', { iat: 10, exp: 3610, nbf: 10 }],
    ['is ten seconds behind, and its tokens are short', { iat: -10, exp: -5 }],
    ['dates its tokens five minutes back, as some do', { iat: -300, exp: 3600, nbf: -300 }],
  ])('%s: the sign-in passes', async (_, times) => {
    await expect(signIn(times)).resolves.toMatchObject({ subject: 'olga-1' })
  })

  it.each<[string, Times, RegExp]>([
    ['is five minutes ahead', { iat: 300, exp: 3900 }, /issued (29\d|30\d) s from now/],
    ['is five minutes ahead, by the time from which it holds', { iat: 0, exp: 3900, nbf: 300 }, /"nbf"/],
    ['is five minutes behind', { iat: -300, exp: -240 }, /"exp".*past current/],
  ])('%s: the sign-in is refused, and the clock is named', async (_, times, reason) => {
    await expect(signIn(times)).rejects.toMatchObject({
      code: 'provider_clock',
      message: expect.stringMatching(reason),
    })
  })
})

describe('the groups that the provider tells', () => {
  const many = Array.from({ length: 300 }, (_, number) => `group-${number}`)
  it.each<[what: string, claims: Record<string, unknown>, groups: string[], areAll: boolean]>([
    ['a list', { groups: ['a', 'b'] }, ['a', 'b'], true],
    ['a text', { groups: 'a' }, ['a'], true],
    ['numbers and other things', { groups: [1, null, { name: 'a' }, ['b'], 'c', true] }, ['c'], true],
    ['a number', { groups: 7 }, [], true],
    ['an object', { groups: { a: true } }, [], true],
    ['hundreds', { groups: many }, many, true],
    ['none', { groups: [] }, [], true],
    ['nothing', {}, [], true],
    ['another claim', { roles: ['a'] }, [], true],
    ['where they are to be asked for', { _claim_names: { groups: 'src1' } }, [], false],
    ['only that there are some', { hasgroups: true }, [], false],
    ['where something else is to be asked for', { _claim_names: { address: 'src1' } }, [], true],
    ['nonsense about places', { _claim_names: 'groups', hasgroups: 'yes' }, [], true],
  ])('may be %s', async (_, claims, groups, areAllGroups) => {
    await expect(signIn({ iat: 0, exp: 3600 }, claims)).resolves.toMatchObject({ groups, areAllGroups })
  })
})
