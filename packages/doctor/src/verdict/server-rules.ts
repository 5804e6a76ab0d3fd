/** What the server and its nodes say: sessions, limits, and whether publications get from node to node. */
import { deafNodes } from '../checks/nodes.ts'
import { lateMs } from '../checks/publication.ts'
import { seconds } from '../checks/wording.ts'
import type { Rule } from './finding.ts'

export const noSession: Rule = ({ connect }) => {
  if (connect.outcome !== 'no_session' || connect.credential === 'none') return []
  const { credential, cookieArrived } = connect
  if (credential === 'token') {
    const says = 'The token given is not valid, or its session has ended.'
    const fix = 'Make a new one: copydesk token <email>. It is worth ten minutes.'
    return [{ cause: 'no_session', says, fix, basedOn: ['connect'], rivals: ['another_server'] }]
  }
  const arrived =
    cookieArrived === null ? '' : cookieArrived ? ' A cookie arrived with it.' : ' No cookie arrived with it.'
  const says = `The WebSocket opened, and the hub closed it with 3500: it knows no session.${arrived}`
  return [{ cause: 'no_session', says, basedOn: ['connect'], rivals: ['another_server'] }]
}

export const connectionsFull: Rule = ({ report, connect }) => {
  if (connect.outcome === 'closed' && connect.closing.code === 3504) {
    const says = 'This person has as many connections as one may have.'
    const fix = 'Raise COPYDESK_MAX_CONNECTIONS_PER_PERSON, or close other windows.'
    return [{ cause: 'connection_limit', says, fix, basedOn: ['connect'], rivals: ['another_server'] }]
  }
  if (report.outcome !== 'reported') return []
  const { open, limit } = report.report.connections
  if (limit === null || open < limit * 0.9) return []
  const says = `${open} of ${limit} connections are in use.`
  const level = open >= limit ? 'problem' : 'notice'
  return [{ cause: 'connection_limit', level, says, basedOn: ['report'], rivals: [] }]
}

/** One opens, and several at once are answered with 429. */
export const countedOnTheWay: Rule = ({ nodes, webSocket }) => {
  if (nodes.outcome !== 'asked' || webSocket.outcome !== 'open') return []
  const counted = nodes.tries.filter(isCounted)
  const [first] = counted
  if (first === undefined) return []
  const says = `A WebSocket opens by itself; of ${nodes.tries.length} at the same time ${counted.length} did not: ${first.detail}.`
  return [{ cause: 'rate_limited', says, basedOn: ['webSocket', 'nodes'], rivals: [] }]
}

const isCounted = ({ detail }: { detail: string }) => detail.startsWith('refused: 429')

/** Some connections open and others do not. */
export const mixedNodes: Rule = ({ nodes, webSocket }) => {
  if (nodes.outcome !== 'asked' || webSocket.outcome === 'skipped') return []
  const failures = nodes.tries.filter(({ node }) => node === null)
  if (failures.length === 0 || failures.length === nodes.tries.length) return []
  if (failures.every(isCounted)) return []
  const says = `${failures.length} of ${nodes.tries.length} connections at the same time did not open: ${failures[0]?.detail}.`
  const otherwise = failures.some(wasAnswered) ? 'likely' : 'possible'
  return [{ cause: 'wrong_node', says, basedOn: ['nodes'], rivals: ['another_reason'], otherwise }]
}

/** With a status, by somebody; not cut off. */
const wasAnswered = ({ detail }: { detail: string }) => detail.startsWith('refused')

/** One connection opens by itself, and several at once are cut off: something counts them. */
export const cappedOnTheWay: Rule = ({ nodes, webSocket }) => {
  if (nodes.outcome !== 'asked' || webSocket.outcome !== 'open') return []
  const failures = nodes.tries.filter(({ node }) => node === null)
  // An answer has a reason of its own.
  if (failures.length === 0 || failures.some(wasAnswered)) return []
  const says = `A WebSocket opens by itself; of ${nodes.tries.length} at the same time ${failures.length} did not: ${failures[0]?.detail}.`
  return [
    {
      cause: 'connection_limit',
      hop: 'proxy',
      rivals: ['another_reason'],
      otherwise: failures.length === nodes.tries.length ? 'likely' : 'possible',
      says,
      fix: 'Raise the number of connections that may come from one address, at the proxy (nginx: limit_conn, HAProxy: maxconn) or the firewall before it.',
      basedOn: ['webSocket', 'nodes'],
    },
  ]
}

export const deafBroker: Rule = ({ nodes, publication, report }) => {
  const broker = report.outcome === 'reported' ? report.report.broker : undefined
  if (broker?.connected === false) {
    const says = `The server says that it does not hear the others. ${broker.reason ?? ''}`.trimEnd()
    return [{ cause: 'broker_broken', says, basedOn: ['report'], rivals: ['another_reason'] }]
  }
  if (publication.outcome === 'missing' || (publication.outcome === 'arrived' && publication.ms >= lateMs)) {
    const how =
      publication.outcome === 'missing'
        ? `did not arrive within ${seconds(publication.waitedMs)}`
        : `arrived ${seconds(publication.ms)} late, as fast as the journal alone brings it`
    const says = `A test publication ${how}.`
    return [{ cause: 'broker_broken', says, basedOn: ['publication'], rivals: ['another_reason'] }]
  }
  if (nodes.outcome !== 'asked') return []
  const names = new Set([...nodes.tries.flatMap(({ node }) => node ?? []), ...Object.keys(nodes.hears)])
  const deaf = deafNodes(names, nodes.hears)
  if (deaf.length === 0) return []
  const says = `${names.size} nodes answer, and ${deaf.join(', ')} ${deaf.length === 1 ? 'does' : 'do'} not hear the others: changes made there arrive seconds late.`
  // A node that has only just started is not known to the others yet.
  return [{ cause: 'broker_broken', says, basedOn: ['nodes'], rivals: ['another_reason'] }]
}
