import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'

async function logged(isTTY: boolean): Promise<string> {
  const stream = Object.assign(new PassThrough(), { isTTY })
  const log = createLogger({ level: 'info', stream })
  log.info({ url: '/x', headers: { cookie: 'copydesk_session=secret' }, token: 'secret' }, 'request')
  log.debug('not shown')
  stream.end()
  return text(stream)
}

it('writes JSON lines without secrets', async () => {
  const lines = (await logged(false)).trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'request', url: '/x' })
  expect(lines[0]).not.toContain('secret')
})

it('writes for people at a terminal', async () => {
  const output = await logged(true)
  expect(output).toContain('request')
  expect(output).not.toContain('secret')
  expect(output).not.toMatch(/^\{/)
})
