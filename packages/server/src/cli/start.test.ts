/** The start command in this process, told to stop at the worst moments. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import type { Call, Io } from './cli-command.ts'
import { startCommand } from './start.ts'

function createIo(env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'copydesk-start-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const printed: string[] = []
  const log: string[] = []
  let press = () => {}
  const io: Io = {
    env: { COPYDESK_PORT: '0', COPYDESK_DATA_DIR: cwd, ...env },
    cwd,
    print: (line) => {
      printed.push(line)
    },
    complain: () => {},
    askPassword: async () => '',
    logStream: new Writable({
      write(chunk, _encoding, done) {
        log.push(String(chunk))
        done()
      },
    }),
    onStop: (listener) => {
      press = listener
    },
  }
  return { io, printed, log, press: () => press() }
}

const call: Call = { arguments: [], text: () => undefined, flag: () => false, texts: () => [] }

it('that is told to stop as it begins starts no server, and ends as it should', async () => {
  const { io, printed, press } = createIo()
  const ended = startCommand.run(io, call)
  press()
  expect(await ended).toBe(0)
  expect(printed).toEqual([])
})

it('that is told to stop as soon as it serves ends as it should', async () => {
  const { io, printed, log, press } = createIo()
  io.print = (line) => {
    printed.push(line)
    press()
  }
  expect(await startCommand.run(io, call)).toBe(0)
  expect(printed[0]).toContain('Copydesk is running at')
  expect(log.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
})
