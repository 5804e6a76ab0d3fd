/** `@copydesk/client`: the HTTP API, the realtime connection and live snapshots, without any framework. */
export type { CommandOutcome, FailedCommand } from './desk/command-runner.ts'
export type { DeskCommands } from './desk/commands.ts'
export { createDesk, type Desk, type DeskOptions } from './desk/desk.ts'
export type { DeskLives } from './desk/desk-lives.ts'
export { isPendingId } from './desk/guesses.ts'
export type { HereStore } from './desk/here-store.ts'
export { type Api, type ApiOptions, createApi } from './http/api.ts'
export { ApiError, type ApiErrorCode } from './http/api-error.ts'
export { newCommandId } from './http/command-id.ts'
export type { ContentQuery } from './http/content-api.ts'
export type { InboxQuery } from './http/notifications-api.ts'
export type { CommentsQuery, Edited, PageQuery } from './http/projects-api.ts'
export type { CallOptions, CommandOptions, Sent } from './http/transport.ts'
export { createLive } from './live/live.ts'
export { createLiveStore, type LiveKey, type LiveStore, liveKey } from './live/live-store.ts'
export type {
  Live,
  LiveEvent,
  LiveOptions,
  LivePages,
  LiveView,
  LoadCall,
  WriteOutcome,
} from './live/live-types.ts'
export { markedForMs, type RowChange, type RowChanges } from './live/row-changes.ts'
export * from './realtime/index.ts'
