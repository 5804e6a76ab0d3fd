/**
 * A page of another site that embeds Copydesk: served on a port of its own under another name than the server's, with a
 * backend that signs tokens for its people.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import { rolldown } from 'rolldown'

export interface OtherSite {
  /** Such as `http://localhost:41234`: for browsers another site than `127.0.0.1`. */
  origin: string
  /** How many tokens its page asked for. */
  tokens(): number
  stop(): Promise<void>
}

export interface OtherSiteOptions {
  /** Shared with the server. */
  secret: string
  /** How long each of its tokens is valid, from the first. */
  seconds?: (count: number) => number
}

const page = `<!doctype html><title>The application</title>
<script type="module">import { openDesk } from '/client.js'; globalThis.openDesk = openDesk</script>`

export async function startOtherSite({ secret, seconds = () => 300 }: OtherSiteOptions): Promise<OtherSite> {
  const client = await bundleClient()
  let tokens = 0
  const server = createServer(async (request, response) => {
    if (request.url === '/client.js') {
      response.setHeader('content-type', 'text/javascript').end(client)
    } else if (request.url === '/token') {
      tokens += 1
      response.end(await sign(secret, seconds(tokens), tokens))
    } else {
      response.setHeader('content-type', 'text/html').end(page)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    tokens: () => tokens,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function sign(secret: string, seconds: number, count: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = { name: 'Nora Nilsson', email: 'nora@app.example', role: 'editor', jti: String(count) }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('app-user-7')
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(new TextEncoder().encode(secret))
}

/** `@copydesk/client` as one module, as an application's own build would make it. */
async function bundleClient(): Promise<string> {
  const input = fileURLToPath(new URL('../../packages/client/src/index.ts', import.meta.url))
  const bundle = await rolldown({
    input,
    platform: 'browser',
    resolve: { conditionNames: ['@copydesk/source', 'import', 'browser', 'default'] },
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false })
  await bundle.close()
  return output[0].code
}
