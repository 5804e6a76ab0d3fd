/** A hub that runs alone from a configuration, in Centrifugo's terms; needs no database and no broker. */
export { ConfigError } from './config-error.ts'
export type { ReadConfig, StandaloneConfig } from './config-schema.ts'
export { type ConfigResult, readConfig } from './read-config.ts'
export { forEverySite, realtimeScriptPath } from './realtime-script.ts'
export { secretVariables, withSecretsOf } from './secrets-of-environment.ts'
export {
  buildStandaloneHub,
  createStandaloneHub,
  type StandaloneHub,
  type StandaloneOptions,
} from './standalone-hub.ts'
