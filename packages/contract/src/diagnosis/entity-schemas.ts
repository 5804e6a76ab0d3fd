/**
 * zod schemas of what a server tells the connection doctor. The types are the doctor's, who asks servers that are not
 * Copydesk as well; a test of the server holds these to them.
 */
import { z } from 'zod'
import { named } from '../core/named.ts'

const transport = z.enum(['websocket', 'http_stream', 'sse', 'events', 'emulation'])
const countsBy = z.record(z.string(), z.int().min(0))

const arrivedRequest = named(
  'ArrivedRequest',
  z.object({
    method: z.string(),
    httpVersion: z.string(),
    host: z.string().nullable(),
    scheme: z.enum(['http', 'https']),
    forwarded: z
      .record(z.string(), z.string())
      .describe('`X-Forwarded-*`, `Forwarded` and `Via`, as they came'),
    proxyHeaders: z.array(z.string()).describe('Names of other headers that only proxies add'),
    lowerCaseHost: z.literal(true).exactOptional(),
    cookie: z.boolean().describe('Whether a cookie came; its content is never repeated'),
    origin: z.string().nullable(),
    peer: z.string(),
    peerIsTrustedProxy: z.boolean().nullable(),
  }),
)

const handshake = named(
  'Handshake',
  z.object({
    at: z.string(),
    transport,
    outcome: z.enum(['accepted', 'refused']),
    refusal: z
      .object({ code: z.string(), status: z.int(), title: z.string(), detail: z.string() })
      .nullable(),
    probe: z.string().nullable().describe('The id that the doctor sent'),
    arrived: arrivedRequest,
  }),
)

const liveSwitches = named(
  'LiveSwitches',
  z.object({
    websocket: z.object({ enabled: z.boolean(), reason: z.string().exactOptional() }),
    transports: z.array(z.string()),
    reason: z.string().exactOptional(),
  }),
)

export const liveEcho = named(
  'LiveEcho',
  z.object({
    product: z.literal('copydesk'),
    version: z.string(),
    probe: z.string().nullable().exactOptional().describe('The id that came with the question'),
    node: z.string(),
    hears: z.array(z.string()).describe('The other nodes that this one hears'),
    arrived: arrivedRequest,
    understood: z.object({ scheme: z.string(), host: z.string() }),
    originAllowed: z.boolean().nullable(),
    publicUrl: z.string().nullable(),
    live: liveSwitches,
    isStopping: z.boolean(),
    pingSeconds: z.number(),
  }),
)

export const liveProbe = named('LiveProbe', z.object({ node: z.string(), handshakes: z.array(handshake) }))

export const publishedProbe = named('PublishedProbe', z.object({ node: z.string() }))

export const liveReport = named(
  'LiveReport',
  z.object({
    node: z.string(),
    hears: z.array(z.string()),
    version: z.string(),
    uptimeSeconds: z.int(),
    isStopping: z.boolean(),
    live: liveSwitches,
    pingSeconds: z.number(),
    connections: z.object({ open: z.int(), limit: z.int().nullable(), byTransport: countsBy }),
    refusals: countsBy.describe('Since the start, by reason'),
    drops: countsBy.describe('Since the start, by close code'),
    gapsFilled: z.int(),
    broker: z
      .object({ connected: z.boolean(), reason: z.string().nullable() })
      .describe('What carries announcements from server to server; why not, where it does not'),
    journalFailures: z.int(),
    ends: z
      .array(z.object({ at: z.string(), transport: z.string(), code: z.int(), ageSeconds: z.number() }))
      .describe('The latest connections that ended, newest first'),
    handshakes: z.array(handshake),
  }),
)
