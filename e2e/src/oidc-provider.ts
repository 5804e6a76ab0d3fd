/** A real OpenID Connect provider on loopback, with the login page that it brings for development. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface StartedProvider {
  issuer: string
  stop(): Promise<void>
}

export interface ProviderOptions {
  port?: number
  clientId: string
  clientSecret: string
  redirectUri: string
  /** By what somebody types as their login. */
  accounts: Readonly<Record<string, Record<string, unknown>>>
}

export async function startProvider(options: ProviderOptions): Promise<StartedProvider> {
  const { clientId, clientSecret, redirectUri, accounts } = options
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...accounts[id], sub: id }) }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
