/**
 * What was seen that cannot be if this were the cause: one entry for each, so that none is forgotten. A sighting of a
 * cause with something against it is dropped, however much speaks for it.
 */
import type { Evidence } from '../evidence.ts'
import type { CauseId } from './causes.ts'
import { isOurSocket, knownNodes, reachesServer, serverSaw } from './knowledge.ts'

type Clue = (evidence: Evidence) => boolean

const opened: Clue = ({ webSocket }) => webSocket.outcome === 'open'
const serverHasIt: Clue = (evidence) => ['accepted', 'refused'].includes(serverSaw(evidence))
const serverTookIt: Clue = (evidence) => serverSaw(evidence) === 'accepted'
const openedUnseen: Clue = (evidence) => opened(evidence) && serverSaw(evidence) === 'nothing'
const serverHasNothing: Clue = (evidence) => serverSaw(evidence) === 'nothing'
const anotherSpeaks: Clue = ({ webSocket, isCopydesk }) =>
  isCopydesk && webSocket.outcome === 'open' && webSocket.speaker === 'another'
const isOurs: Clue = ({ isCopydesk }) => isCopydesk
const answered: Clue = ({ echo, plainGet }) => echo.outcome !== 'failed' || plainGet.outcome !== 'failed'
/** Where Copydesk would show, nothing was answered. */
const halfUnanswered: Clue = ({ plainGet }) => plainGet.outcome === 'failed'
/** The same handshake opens on one connection and not on another: the way is there. */
const sometimesOpens: Clue = ({ nodes }) =>
  nodes.outcome === 'asked' && nodes.tries.some(({ node }) => node !== null)
const opensNowAndThen: Clue = (evidence) => !opened(evidence) && sometimesOpens(evidence)
/** It does not hear whether there are others, and what it tells itself arrives all the same. */
const saysThatItIsDeaf: Clue = ({ report }) =>
  report.outcome === 'reported' && report.report.broker?.connected === false
const isAlone: Clue = (evidence) => !saysThatItIsDeaf(evidence) && knownNodes(evidence).size === 1
const publicationCame: Clue = (evidence) => !saysThatItIsDeaf(evidence) && cameAtOnce(evidence)
const cameAtOnce: Clue = ({ publication }) =>
  publication.outcome === 'arrived' &&
  publication.publishedBy !== publication.receivedBy &&
  publication.ms < 900

export const against: Readonly<Record<CauseId, readonly Clue[]>> = {
  upgrade_stripped: [opened, sometimesOpens, serverTookIt, serverHasNothing],
  http_1_0_upstream: [opened, serverTookIt],
  never_arrives: [opened, sometimesOpens, serverHasIt],
  web_page_answered: [opened, sometimesOpens, serverHasIt],
  redirected: [opened, serverHasIt],
  handshake_altered: [opened],
  origin_refused: [opened],
  no_session: [anotherSpeaks],
  wrong_node: [],
  upstream_unreachable: [opened, sometimesOpens, reachesServer, serverHasIt],
  idle_timeout: [],
  ping_races_timeout: [],
  opens_but_silent: [anotherSpeaks, serverHasNothing],
  network_blocks_websockets: [opened, sometimesOpens, serverHasIt],
  certificate: [],
  mixed_content: [opened],
  csp: [opened],
  http2_mismatch: [],
  stream_buffered: [],
  connections_per_host: [reachesServer],
  forwarded_headers: [],
  connection_limit: [],
  compression_mangled: [anotherSpeaks],
  broker_broken: [isAlone, publicationCame],
  restarting: [openedUnseen],
  switched_off: [],
  slept: [],
  unreachable: [answered],
  large_messages_lost: [anotherSpeaks],
  age_limit: [],
  another_server: [isOurSocket],
  query_dropped: [],
  stale_answers: [],
  wrong_scheme: [isOurs],
  client_certificate: [isOurs],
  no_copydesk: [isOurs, halfUnanswered, opensNowAndThen],
  app_without_api: [isOurs, halfUnanswered],
  path_rewritten: [opened, serverTookIt],
  path_changed: [],
  leave_path_out: [],
  challenge: [],
  password_wanted: [],
  host_refused: [],
  rate_limited: [],
  blocked: [],
  maintenance: [],
  other_protocol: [isOurs],
  cut_off: [answered],
  tls_refused: [answered],
  slow_server: [isOurs],
  forward_proxy: [serverHasIt],
  path_leads_nowhere: [opened, sometimesOpens, serverHasIt],
  fails_at_handshake: [opened, sometimesOpens, serverHasIt],
  app_not_live: [],
}
