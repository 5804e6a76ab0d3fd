/**
 * `copydesk doctor`: why live updates do not get through, and what mends it. Asks from outside, as anybody could:
 * it reads no settings and no database, so it may run on any machine.
 */
import {
  diagnose,
  type IdleWatch,
  jsonReport,
  newIdleWatch,
  type Probe,
  readTarget,
  runChecks,
  type Target,
  textReport,
} from '@copydesk/doctor'
import { createNodeProbe } from '@copydesk/doctor/node'
import { type Call, type CliCommand, CliFailure } from './cli-command.ts'
import { createProgress, paintFor } from './doctor-terminal.ts'

const exitCodes = { healthy: 0, problem: 1, unknown: 3 } as const

export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'finds out why live updates do not get through, and what mends it',
  arguments: ['url'],
  options: {
    direct: {
      type: 'string',
      takes: 'url',
      meaning: 'the server itself, past every proxy: compares both ways',
    },
    idle: {
      type: 'boolean',
      meaning: 'also finds out after how much silence connections are ended (up to 75 s)',
    },
    path: { type: 'string', takes: 'path', meaning: 'of the WebSocket, where it is not that of Copydesk' },
    token: {
      type: 'string',
      takes: 'token',
      meaning: 'a connection token, to test as that person (copydesk token)',
    },
    proxy: { type: 'string', takes: 'url', meaning: 'goes through this forward proxy, as browsers there do' },
    json: { type: 'boolean', meaning: 'prints the whole diagnosis as JSON' },
  },
  details: [
    'Works with every WebSocket server; with Copydesk it sees more. Needs no access to the server, and changes nothing.',
    'Exit codes: 0 all well, 1 a problem was found, 2 called wrongly, 3 something is wrong and its cause is not known.',
  ],
  run: async (io, call) => {
    const probe = probeFor(call.text('proxy'))
    // One for both ways: once a limit is found on one, the other one need not be watched for longer.
    const idle = call.flag('idle') && newIdleWatch()
    const target = targetOf(call.arguments[0] ?? '', call, idle)
    const directAddress = call.text('direct')
    const directTarget = directAddress === undefined ? null : targetOf(directAddress, call, idle)
    const progress = createProgress(io)
    const [evidence, direct] = await Promise.all([
      runChecks({ probe, target, onProgress: progress.told('') }),
      // Past every proxy: past the one of this network too.
      directTarget &&
        runChecks({
          probe: createNodeProbe(),
          target: directTarget,
          onProgress: progress.told('directly: '),
        }),
    ])
    progress.end()
    const diagnosis = diagnose(evidence, direct)
    io.print(call.flag('json') ? jsonReport(diagnosis) : textReport(diagnosis, paintFor(io)))
    return exitCodes[diagnosis.state]
  },
}

function probeFor(proxy: string | undefined): Probe {
  try {
    return createNodeProbe(proxy === undefined ? {} : { forwardProxy: proxy })
  } catch (error) {
    if (error instanceof TypeError) throw new CliFailure(`${error.message}.`, 2)
    throw error
  }
}

function targetOf(address: string, call: Call, idle: IdleWatch | false): Target {
  const target = readTarget(address, {
    path: call.text('path'),
    token: call.text('token'),
    idle,
  })
  if (target) return target
  throw new CliFailure(
    `"${address}" is not an address to test: give one such as https://desk.example, and --path as a path of it.`,
    2,
  )
}
