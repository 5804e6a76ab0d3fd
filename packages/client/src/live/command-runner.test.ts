import { expect, it, vi } from 'vitest'
import { createFakeChannels } from '../../test/fake-channels.ts'
import { createFakeClock } from '../../test/fake-clock.ts'
import { me } from '../../test/note-server.ts'
import { networkError } from '../http/api-error.ts'
import type { Sent } from '../http/transport.ts'
import { createCommandRunner } from './command-runner.ts'
import { createLiveStore } from './live-store.ts'

it('reports a failure as an outcome to everybody, whatever a listener throws', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {})
  const runner = createCommandRunner({
    store: createLiveStore(),
    realtime: createFakeChannels().source,
    me,
    clock: createFakeClock(),
  })
  const told: string[] = []
  runner.onFailure(() => {
    throw new Error('a broken message')
  })
  const stop = runner.onFailure(({ error }) => told.push(error.code))
  const fail = () => Promise.reject(networkError(null)) as Sent<void>
  expect(await runner.run(fail)).toMatchObject({ ok: false, error: { code: 'network' } })
  stop()
  expect(await runner.run(fail)).toMatchObject({ ok: false })
  expect(told).toEqual(['network'])
  expect(reported).toHaveBeenCalledTimes(2)
  reported.mockRestore()
})
