/** The wire protocol of the hub: see PROTOCOL.md. Runs in browsers and in Node alike. */
export { decodeServerMessages, encodeCommands } from './client.ts'
export {
  type Disconnect,
  disconnects,
  type ErrorReply,
  errors,
  reconnects,
  subscribeFlags,
  type Unsubscribe,
  unsubscribes,
} from './codes.ts'
export { type DecodeResult, decodeCommands } from './decode.ts'
export { decodeEmulationRequest, type EmulationRequest } from './emulation.ts'
export {
  encodeDisconnect,
  encodeError,
  encodeHistoryReply,
  encodeJoin,
  encodeLeave,
  encodeMessage,
  encodePublication,
  encodePublications,
  encodeReply,
  encodeSubscribePush,
  encodeSubscribeReply,
  encodeUnsubscribe,
  type OutgoingPublication,
  pingMessage,
} from './encode.ts'
export { parseExactly } from './exact-json.ts'
export { channelNameFault } from './fields.ts'
export {
  type ArrivedRequest,
  arrivedRequest,
  asksForWebSocket,
  type HandshakeFault,
  type HandshakeFaultCode,
  type HandshakeProblem,
  type HandshakeRequest,
  handshakeFault,
  handshakeFaultCodes,
  handshakeProblem,
  jsonSubprotocol,
  originFault,
} from './handshake.ts'
export { askedHosts, type Host, isLoopbackName, isSameHost, parseHost } from './host.ts'
export { compactJson, jsonElements, jsonTextAt } from './json-text.ts'
export type {
  ClientInfo,
  Command,
  ConnectParams,
  ConnectResult,
  HistoryParams,
  HistoryResult,
  PublicationMessage,
  PublishParams,
  Push,
  Results,
  ServerMessage,
  SubscribeParams,
  SubscribeResult,
} from './messages.ts'
export {
  connectionPaths,
  type HandshakeRecord,
  isProbeId,
  type Probe,
  probeEvents,
  probeOf,
  probeQuery,
} from './probe.ts'
