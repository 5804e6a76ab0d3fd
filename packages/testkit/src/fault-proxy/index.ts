/** A proxy that breaks connections in known ways; see fault-proxy.ts. */
export type { After, Exchange, Fault, OwnAnswer, Tunnel, Way } from './fault.ts'
export { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './fault-proxy.ts'
export * from './faults.ts'
export { type AnswerHead, type Headers, header, isWebSocket, type RequestHead } from './http-head.ts'
export { slowLine } from './slow-line.ts'
