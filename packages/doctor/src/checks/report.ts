/** The server's own report: limits, refusals and how connections ended. For administrators. */
import type { LiveReport } from '../server-answers.ts'
import { addressAt } from '../target.ts'
import { type Check, good, requestMs, skipped, unclear } from './check.ts'

export const report: Check<'report'> = {
  id: 'report',
  title: 'The server’s own report',
  asserts: 'The server has room, hears the other nodes and does not lose connections at a fixed age.',
  advice: 'The report names refusals and ends by reason; its words are those of the server’s log.',
  run: async ({ probe, target, known }) => {
    if (known.echo.outcome !== 'echoed') return skipped('only a Copydesk server has one')
    if (probe.kind === 'terminal' && target.token === undefined)
      return skipped('needs the --token of an administrator')
    if (probe.sendsAuthorization) return skipped('the password for the proxy takes the place of the token')
    const headers = target.token ? { authorization: `Bearer ${target.token}` } : {}
    const url = addressAt(target.site, '/api/v1/live/report')
    const asked = await probe.ask(url, { timeoutMs: requestMs, headers })
    if (asked.outcome !== 'answered') return skipped('the server did not tell')
    const { status, json } = asked.answer
    if (status !== 200 || !json) return { outcome: 'refused', status }
    return { outcome: 'reported', report: json as unknown as LiveReport }
  },
  tell: (found) => {
    if (found.outcome === 'refused') return unclear(`${found.status}: only administrators may read it`)
    const { connections, uptimeSeconds } = found.report
    const limit = connections.limit === null ? '' : ` of ${connections.limit}`
    return good(
      `up for ${uptimeSeconds} s, ${connections.open}${limit} ${connections.open === 1 && limit === '' ? 'connection' : 'connections'} open`,
    )
  },
}
