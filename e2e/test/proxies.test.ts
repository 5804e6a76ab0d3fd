/** nginx, the proxy that most people have: as it begins, and as docs/proxies/nginx.conf has it. The others: e2e/long. */
import { documentedConfig, quickStartConfig } from '@copydesk/testkit/proxies'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import {
  type BehindProxy,
  expectUnbuffered,
  startBehindProxy,
  startProject,
  ways,
} from '../src/behind-proxy.ts'
import { doctorSays, healthy } from '../src/doctor-says.ts'
import { askForWebSocket } from '../src/live-ways.ts'
import { quickStarts } from '../src/quick-starts.ts'

let place: BehindProxy
beforeAll(async () => {
  place = await startBehindProxy()
})
afterAll(() => place.stop())

async function startNginx(config: string) {
  const proxy = await place.start('nginx', config)
  onTestFinished(() => proxy.stop())
}

it('carries no WebSocket with proxy_pass alone, and an HTTP stream all the same', async () => {
  await startNginx(quickStartConfig('nginx'))
  const { api, id, position, reach } = await startProject(place.url)
  const { status, code, version } = quickStarts.nginx
  expect(await askForWebSocket(reach)).toMatchObject({
    status,
    problem: { code, arrived: { httpVersion: version } },
  })
  const follower = await ways['HTTP stream'](reach, position)
  await expectUnbuffered(api, id, follower)
  follower.close()
})

it.each(Object.entries(ways))('carries a %s as documented, event by event', async (_name, follow) => {
  await startNginx(documentedConfig('nginx'))
  const { api, id, position, reach } = await startProject(place.url)
  const follower = await follow(reach, position)
  await expectUnbuffered(api, id, follower)
  follower.close()
})

it('is mended with what the doctor says and nothing else', async () => {
  const asBegun = await place.start('nginx', quickStartConfig('nginx'))
  const { findings, comparison, snippet } = await doctorSays(place.url, place.server.url)
  await asBegun.stop()
  expect(findings).toMatchObject([{ cause: 'http_1_0_upstream', hop: 'proxy', confidence: 'certain' }])
  expect(comparison).toContain('the fault lies between, with nginx')
  await startNginx(snippet ?? 'no snippet')
  expect(await doctorSays(place.url, place.server.url)).toMatchObject(healthy)
})
