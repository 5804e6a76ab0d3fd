/** The browser's half on what Node.js has of a browser: fetch and WebSocket. Browsers themselves are tried elsewhere. */
import { type StartedServer, startServer } from '@copydesk/testkit'
import { stripUpgrade } from '@copydesk/testkit/fault-proxy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowserProbe } from '../src/browser/index.ts'
import { diagnose, readTarget, runChecks, type Target } from '../src/index.ts'
import { behind } from './fault-server.ts'

let server: StartedServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

/** No document and no location here. */
const surroundings = {
  fetch: globalThis.fetch,
  WebSocket: globalThis.WebSocket,
  violations: new EventTarget(),
  isSecure: false,
}

const examine = async (address: string) =>
  diagnose(
    await runChecks({ probe: createBrowserProbe(surroundings), target: readTarget(address) as Target }),
  )

describe('the checks of a browser', () => {
  it('carry, as far as a page without a session gets', async () => {
    const { evidence, findings } = await examine(server.url)
    expect(evidence).toMatchObject({
      from: 'browser',
      isCopydesk: true,
      webSocket: { outcome: 'open', carried: 'both' },
      httpStream: { outcome: 'timed', events: 3 },
      connect: { outcome: 'no_session', credential: 'cookie', cookieArrived: false },
    })
    expect(findings.map(({ cause }) => cause)).toEqual(['no_session'])
  })

  it('learn from the server why the handshake failed, which no browser tells', async () => {
    const { evidence, findings } = await examine(await behind(server.port, stripUpgrade()))
    expect(evidence.webSocket).toMatchObject({ outcome: 'closed_unopened', code: 1006 })
    expect(findings[0]).toMatchObject({ cause: 'upgrade_stripped', confidence: 'certain', basedOn: ['seen'] })
  })

  it('see that nothing answers', async () => {
    const { findings } = await examine('http://127.0.0.1:1')
    expect(findings).toMatchObject([{ cause: 'unreachable', confidence: 'likely' }])
  })
})
