/**
 * The reducers: pure functions `applyX(state, event)` that advance a snapshot by one event of its channel.
 * Each keeps the newest revision of a row, is idempotent, ignores event types it does not know and returns
 * the very same state when nothing changed. Free of zod: this reaches the browser.
 */
export * from './comments.ts'
export * from './content.ts'
export * from './content-list.ts'
export * from './inbox.ts'
export * from './items.ts'
export * from './people.ts'
export * from './project.ts'
export * from './projects.ts'
export { isInWindow } from './window.ts'
