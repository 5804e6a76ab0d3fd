/**
 * `copydesk doctor`: why live updates do not get through, and what mends it. Asks from outside, as anybody could:
 * it reads no settings and no database, so it may run on any machine.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  diagnose,
  type IdleWatch,
  jsonReport,
  newIdleWatch,
  type Probe,
  readCredentials,
  readTarget,
  runChecks,
  type Target,
  textReport,
} from '@copydesk/doctor'
import { createNodeProbe, type NodeProbeOptions } from '@copydesk/doctor/node'
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
    header: {
      type: 'string',
      multiple: true,
      takes: "'name: value'",
      meaning: 'sent along, for a proxy that wants one; may be given more than once, and is never shown',
    },
    proxy: {
      type: 'string',
      takes: 'url',
      meaning: 'goes through this forward proxy, as browsers there do (http://user:password@proxy:3128)',
    },
    json: { type: 'boolean', meaning: 'prints the whole diagnosis as JSON' },
  },
  details: [
    'Works with every WebSocket server; with Copydesk it sees more. Needs no access to the server, and changes nothing.',
    'A user and a password in the address (https://user:password@host) are for a proxy that asks for them.',
    '',
    'Exit codes:',
    '  0  all well, notices included',
    '  1  a problem was found: what is named first is certain or likely',
    '  2  called wrongly: nothing was checked',
    '  3  something is wrong and its cause is not known; what may be the cause is listed',
  ],
  run: async (io, call) => {
    const address = call.arguments[0] ?? ''
    // One for both ways: once a limit is found on one, the other one need not be watched for longer.
    const idle = call.flag('idle') && newIdleWatch()
    const target = targetOf(address, call, idle)
    const probe = probeFor(call, address, target)
    const directAddress = call.text('direct')
    const directTarget = directAddress === undefined ? null : targetOf(directAddress, call, idle)
    const progress = createProgress(io)
    const [evidence, direct] = await Promise.all([
      runChecks({ probe, target, onProgress: progress.told('') }),
      // Past every proxy: past the one of this network too.
      directTarget &&
        runChecks({
          probe: createNodeProbe(credentialsOf(directAddress ?? '', directTarget)),
          target: directTarget,
          onProgress: progress.told('directly: '),
        }),
    ])
    progress.end()
    const diagnosis = diagnose(evidence, direct)
    const report = call.flag('json') ? jsonReport(diagnosis) : textReport(diagnosis, paintFor(io))
    io.print(withoutSecrets(report, secretsOf(call, [address, directAddress ?? ''])))
    return exitCodes[diagnosis.state]
  },
}

function probeFor(call: Call, address: string, target: Target): Probe {
  const forwardProxy = call.text('proxy')
  const values = headersOf(call, address)
  const hasValues = Object.keys(values).length > 0
  try {
    return createNodeProbe({
      ...(forwardProxy !== undefined && { forwardProxy }),
      ...(hasValues && { headers: { origin: target.site.origin, values } }),
    })
  } catch (error) {
    if (error instanceof TypeError) throw new CliFailure(`${error.message}.`, 2)
    throw error
  }
}

/** Those of the address itself, and nothing that was given for the public way. */
function credentialsOf(address: string, { site }: Target): NodeProbeOptions {
  const authorization = readCredentials(address)
  return authorization === null ? {} : { headers: { origin: site.origin, values: { authorization } } }
}

/** For the public way alone: past the proxy nobody needs them. Messages never repeat a value. */
function headersOf(call: Call, address: string): Record<string, string> {
  const credentials = readCredentials(address)
  const values: Record<string, string> = credentials === null ? {} : { authorization: credentials }
  for (const text of call.texts('header')) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(text) ?? []
    try {
      validateHeaderName(name)
      validateHeaderValue(name, value.trim())
    } catch {
      throw new CliFailure("A --header is written 'Name: value'; one that was given is not.", 2)
    }
    values[name.toLowerCase()] = value.trim()
  }
  return values
}

function targetOf(address: string, call: Call, idle: IdleWatch | false): Target {
  const target = readTarget(address, {
    path: call.text('path'),
    token: call.text('token'),
    idle,
  })
  if (target) return target
  throw new CliFailure(
    `"${withoutCredentials(address)}" is not an address to test: give one such as https://desk.example, and --path as a path of it.`,
    2,
  )
}

// linear: an address from the command line
const withoutCredentials = (address: string): string => address.replace(/[^/]*@/, '')

/** What was given to be kept secret, in every form in which a server might send it back. */
function secretsOf(call: Call, addresses: readonly string[]): string[] {
  const proxy = call.text('proxy') ?? ''
  const ofAddresses = [...addresses, proxy].flatMap((address) => {
    const credentials = readCredentials(address)?.slice('Basic '.length)
    if (credentials === undefined) return []
    const password = URL.parse(address.includes('://') ? address : `http://${address}`)?.password ?? ''
    return [credentials, password, atob(credentials).split(':').slice(1).join(':')]
  })
  const values = call.texts('header').map((text) => text.slice(text.indexOf(':') + 1).trim())
  return [
    ...ofAddresses,
    ...values,
    ...values.flatMap((value) => value.split(/\s+/)),
    call.text('token') ?? '',
  ]
}

/** Shorter ones would take words of the report with them, and are no secrets. */
const leastSecret = 6

function withoutSecrets(report: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= leastSecret)
    .reduce((text, secret) => text.replaceAll(secret, '(secret)'), report)
}
