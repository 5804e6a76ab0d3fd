/** The server API: what an application's backend may ask of a hub over HTTP. */
export { type ApiKey, type ApiScope, apiScopes, minSecretLength } from './api-keys.ts'
export type { ChannelWriter, NewPublication } from './channel-writer.ts'
export { apiPaths, createServerApi, type ServerApi, type ServerApiOptions } from './server-api.ts'
