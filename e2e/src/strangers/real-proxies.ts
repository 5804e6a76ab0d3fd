/** Situations that real proxies make, from their packages. */
import type { Situation } from './situation.ts'

export const proxySituations: readonly Situation[] = []
