/**
 * `@copydesk/contract`: what the parts of Copydesk agree on, a folder per domain. Free of zod, since all of this
 * reaches the browser; the schemas are in `@copydesk/contract/schemas`.
 *
 * Reducers are pure functions `applyX(state, event)` that advance a snapshot by one event of its channel. Each keeps
 * the newest revision of a row, is idempotent, ignores event types it does not know and returns the very same state
 * when nothing changed.
 */
export * from './commands.ts'
export * from './comments/mentions.ts'
export * from './comments/reducer.ts'
export * from './content/list-reducer.ts'
export * from './content/reducer.ts'
export * from './content/status.ts'
export * from './core/channels.ts'
export * from './core/policy.ts'
export { isInWindow } from './core/window.ts'
export * from './entities.ts'
export * from './errors.ts'
export * from './events.ts'
export * from './notifications/reducer.ts'
export * from './people/reducer.ts'
export * from './projects/items/reducer.ts'
export * from './projects/list-reducer.ts'
export * from './projects/reducer.ts'
export * from './snapshots.ts'
export * from './text/email-address.ts'
export * from './text/language-tag.ts'
export * from './text/markdown-bounds.ts'
export * from './text/tidy-text.ts'
