/**
 * Each append changes `changed_at` of its channel, and nothing looks channels up by it: without its index PostgreSQL
 * writes the row anew within its page, and no index at all.
 */
import { changeIndices } from './index-change.ts'

export const appendsWithoutIndex = changeIndices({ drop: 'channels_changed_at' })
