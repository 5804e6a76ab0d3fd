/** Answers a WebSocket handshake (RFC 6455, section 4.2.2) that was found to be complete. */
import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { jsonSubprotocol } from '@copydesk/protocol'

/** What the standard has every server append to the client's key. */
const keySuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Says yes. From here on the socket carries frames. */
export function acceptUpgrade({ headers }: IncomingMessage, socket: Duplex): void {
  const accept = hash('sha1', `${headers['sec-websocket-key']}${keySuffix}`, 'base64')
  const isOffered = headers['sec-websocket-protocol']?.includes(jsonSubprotocol)
  const protocol = isOffered ? `Sec-WebSocket-Protocol: ${jsonSubprotocol}\r\n` : ''
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${protocol}\r\n`,
  )
}
