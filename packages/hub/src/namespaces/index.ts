/** Namespaces of channels in Centrifugo's terms: their options, who may do what in them, and tokens that say more. */
export { namespaceOf } from './channel-name.ts'
export { contradictions, keepsHistory, type Namespace, namespace } from './channel-options.ts'
export { Namespaces } from './namespaces.ts'
export { createAuthorize } from './permissions.ts'
export { TokenVerifier } from './tokens.ts'
export { deniedFor, type TokenFault, verifyToken } from './verify-token.ts'
