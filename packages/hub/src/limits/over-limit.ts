/** What a client is told beyond a limit: the code's own words, then the number, so that nobody has to look for it. */
import { type Command, type Disconnect, disconnects, type ErrorReply, errors } from '@copydesk/protocol'
import type { HubLimits } from '../options.ts'

/** A command of its kind came too soon after others. */
export function tooFast(limits: HubLimits, kind: Command['kind']): ErrorReply {
  const isPublish = kind === 'publish' || kind === 'rpc'
  const most = isPublish
    ? `${limits.maxPublishesPerSecond} publish and rpc`
    : `${limits.maxSubscribesPerSecond} subscribe and history`
  return inReply(errors.tooManyRequests, `more than ${most} commands a second`)
}

/** More subscriptions than a connection may have. */
export function tooManyChannels({ maxChannelsPerConnection }: HubLimits): ErrorReply {
  return inReply(errors.limitExceeded, `more than ${maxChannelsPerConnection} channels on one connection`)
}

/** More commands of all kinds than may come. */
export function tooManyCommands({ maxCommandsPerSecond }: HubLimits): Disconnect {
  return atEnd(disconnects.tooManyRequests, `more than ${maxCommandsPerSecond} commands a second`)
}

/** More commands than may wait, as they come in requests of their own. */
export function tooMuchWaiting({ maxQueuedBytes }: HubLimits): Disconnect {
  return atEnd(disconnects.tooManyRequests, `commands of more than ${maxQueuedBytes} bytes waiting`)
}

/** More connections than one user may have. */
export function tooManyConnections({ maxConnectionsPerUser }: HubLimits): Disconnect {
  return atEnd(disconnects.connectionLimit, `more than ${maxConnectionsPerUser} connections of one user`)
}

/** More waits for the client than may. */
export function tooSlow({ maxQueuedBytes }: HubLimits): Disconnect {
  return atEnd(disconnects.slow, `more than ${maxQueuedBytes} bytes waiting`)
}

function inReply(error: ErrorReply, detail: string): ErrorReply {
  return { ...error, message: `${error.message}: ${detail}` }
}

function atEnd({ code, reason }: Disconnect, detail: string): Disconnect {
  return { code, reason: `${reason}: ${detail}` }
}
