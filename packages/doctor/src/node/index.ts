/** The doctor's half for terminals: raw HTTP, TLS and WebSockets of Node.js. */
export type { ExtraHeaders } from './extra-headers.ts'
export { createNodeProbe, type NodeProbeOptions } from './node-probe.ts'
